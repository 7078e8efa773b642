import { route } from '@/app/_edge/route';
import { passCountersign } from '@/lib/decision/verbs/pass-countersign';
import { endTyped, keepTyped } from '@/lib/platform/draft/typed';
import { seeOther } from '@/lib/platform/http/answer';

/** Passes the countersign to another manager; where it is not taken, what was typed is shown again. */
export const POST = route('POST /contacts/[reference]/countersign/pass', async ({ tx, person, contact, params, form }) => {
  const here = `/contacts/${params['reference']}/countersign`;
  if (!contact) return seeOther('/countersign');
  const typed = { to: form.text('to'), reason: form.text('reason') };
  const where = { kind: 'pass', contactId: contact.id } as const;
  const done = await passCountersign(tx, person, { contactId: contact.id, ...typed });
  if (!done.ok) {
    await keepTyped(tx, where, typed);
    return seeOther(`${here}?problem=${done.problem}`);
  }
  await endTyped(tx, where);
  return seeOther('/countersign?done=passed');
});
