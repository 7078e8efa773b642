import { route } from '@/app/_edge/route';
import { Missing } from '@/app/_edge/subject';
import { readAuthority } from '@/lib/access/store';
import { readGlimpse, type Glimpse } from '@/lib/contact/secrecy/glimpse-store';
import { readOpen } from '@/lib/contact/standing-store';
import { typedReference } from '@/lib/contact/queue/queue-filter';
import { WORK_PROBLEMS } from '@/lib/contact/queue/queue-problems';
import { joinContact } from '@/lib/contact/verbs/join-contact';
import { endHoldJoined } from '@/lib/decision/verbs/end-hold-joined';
import { cancelUnsentLetters } from '@/lib/letter/verbs/cancel-unsent-letters';
import { handedBack, plainPage } from '@/lib/platform/http/answer';
import { answerWork } from '../_parts/answer';

const whom = (reference: string, { initials, children }: Glimpse) => `${reference}: ${[initials.join(', '), children].filter((part) => part !== '').join('; ')}.`;

export const POST = route('POST /contacts/[reference]/join', async ({ tx, person, contact, form, params }) => {
  if (!contact) throw new Missing('reference', params['reference'] ?? '');
  const { prefix } = await readAuthority(tx);
  const [into, reason] = [form.text('into'), form.text('reason')];
  const joined = await joinContact(tx, person, contact, { into, prefix, reason, otherChildren: form.text('otherChildren') === 'yes' });
  // As the product: either may be closed by now to whoever joined them.
  if (joined.ok) await tx.asSystem((system) => endHoldJoined(system, contact.id, joined.value.reference));
  if (joined.ok) for (const id of joined.value.hidden) await tx.asSystem((system) => cancelUnsentLetters(system, id, 'address_protected'));
  if (joined.ok || joined.problem !== 'other_children') return answerWork(joined.ok ? joined.value : contact, joined, 'joined', [into, reason]);
  // Both are open to whoever typed it, who sees whom they were about to put together.
  const other = await readOpen(tx, { reference: typedReference(into, prefix) ?? '' });
  const lines = [whom(contact.reference, await readGlimpse(tx, contact.id)), ...(other === null ? [] : [whom(other.reference, await readGlimpse(tx, other.contactId))])];
  return plainPage(409, 'That was not done', [WORK_PROBLEMS.other_children, ...lines, ...handedBack([into, reason])], { href: `/contacts/${contact.reference}#join`, text: 'Back to the contact' });
});
