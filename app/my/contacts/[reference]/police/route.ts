import { route } from '@/app/_edge/route';
import { Missing } from '@/app/_edge/subject';
import { addEvent } from '@/lib/contact/event-store';
import { reportToPolice } from '@/lib/duty/verbs/report-to-police';
import { endTyped, keepTyped } from '@/lib/platform/draft/typed';
import { seeOther } from '@/lib/platform/http/answer';

/** Whoever learned of it says that they reported it to the police; where that is refused, what was typed is shown again. */
export const POST = route('POST /my/contacts/[reference]/police', async ({ tx, person, contact, params, form }) => {
  if (!contact) throw new Missing('reference', params['reference'] ?? '');
  const typed = { kind: 'duty', contactId: contact.id, about: 'police' } as const;
  const here = `/my/contacts/${contact.reference}`;
  const done = await reportToPolice(tx, person, { contactId: contact.id, sealed: contact.sealed }, form.text('duty'), form.fields());
  if (!done.ok) {
    await keepTyped(tx, typed, form.fields());
    return seeOther(`${here}?police=${done.problem}#police`);
  }
  await endTyped(tx, typed);
  await tx.asSystem(async (system) => addEvent(system, contact.id, 'duty_discharged', { code: 'FGM_POLICE' }));
  return seeOther(`${here}?done=police`);
});
