import { route } from '@/app/_edge/route';
import { HOLD_FIELDS } from '@/lib/decision/hold-schema';
import { holdForChecks } from '@/lib/decision/verbs/hold-for-checks';
import { endTyped, keepTyped } from '@/lib/platform/draft/typed';
import { seeOther } from '@/lib/platform/http/answer';

/** Asks for a hold; where it is not taken, what was typed is shown again. */
export const POST = route('POST /contacts/[reference]/hold/submit', async ({ tx, person, contact, params, form }) => {
  const here = `/contacts/${params['reference']}/hold`;
  if (!contact) return seeOther('/queue');
  const typed = Object.fromEntries(HOLD_FIELDS.map((name) => [name, form.text(name)]));
  const where = { kind: 'hold', contactId: contact.id } as const;
  const done = await holdForChecks(tx, person, contact.id, typed);
  if (done.ok) {
    await endTyped(tx, where);
    return seeOther(here);
  }
  await keepTyped(tx, where, typed);
  return seeOther(`${here}?problem=${done.problem}`);
});
