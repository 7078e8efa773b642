import { route } from '@/app/_edge/route';
import { Missing } from '@/app/_edge/subject';
import { PROTECT_PROBLEM_WORDS } from '@/lib/contact/secrecy/protecting';
import { keepSecret } from '@/lib/contact/verbs/keep-secret';
import { cancelUnsentLetters } from '@/lib/letter/verbs/cancel-unsent-letters';
import { answerKept } from '../../_parts/kept-from-others';

export const POST = route('POST /contacts/[reference]/protected/keep', async ({ tx, contact, form, params }) => {
  if (!contact) throw new Missing('reference', params['reference'] ?? '');
  const chosen = form.list('chosen').map((value) => {
    const [place = '', detail = ''] = value.split('/');
    return { place, detail };
  });
  const [whose, kind, words, reason] = [form.text('whose'), form.text('kind'), form.text('words'), form.text('reason')];
  const fresh = whose === '' && words.trim() === '' ? null : { place: whose, kind, words };
  const kept = await keepSecret(tx, contact, { chosen, fresh, reason });
  if (kept.ok) await cancelUnsentLetters(tx, contact.id, fresh === null ? 'address_protected' : 'address_changed');
  // As the product: what was joined with it may be closed to whoever keeps it secret.
  if (kept.ok) for (const id of kept.value.hidden) await tx.asSystem((system) => cancelUnsentLetters(system, id, 'address_protected'));
  return answerKept(`/contacts/${contact.reference}/protected`, kept, 'kept', PROTECT_PROBLEM_WORDS, [words, reason]);
});
