import { route } from '@/app/_edge/route';
import { Missing } from '@/app/_edge/subject';
import { endStatusLink } from '@/lib/letter/status/verbs/end-status-link';
import { endTyped, keepTyped } from '@/lib/platform/draft/typed';
import { seeOther } from '@/lib/platform/http/answer';
import { statusForm } from '../../_parts/status-link';

export const POST = route('POST /contacts/[reference]/status-link/end', async ({ tx, contact, form, params }) => {
  if (!contact) throw new Missing('reference', params['reference'] ?? '');
  const typed = statusForm(contact.id);
  const done = await endStatusLink(tx, contact.id, form.text('why'));
  if (done.ok) await endTyped(tx, typed);
  else await keepTyped(tx, typed, form.fields());
  return seeOther(`/contacts/${contact.reference}?${done.ok ? 'done=status_ended' : `status=${done.problem}`}#status-link`);
});
