import { route } from '@/app/_edge/route';
import { PROTECTION_FIELDS } from '@/lib/contact/protection/schema';
import { recordProtection } from '@/lib/contact/protection/verbs/record-protection';
import { endTyped, keepTyped } from '@/lib/platform/draft/typed';
import { seeOther } from '@/lib/platform/http/answer';

/** Records that a child is under police protection or an order; where it is not taken, what was typed is shown again. */
export const POST = route('POST /contacts/[reference]/under-protection/record', async ({ tx, person, contact, params, form }) => {
  const here = `/contacts/${params['reference']}/under-protection`;
  if (!contact) return seeOther('/queue');
  const typed = Object.fromEntries(PROTECTION_FIELDS.map((name) => [name, form.text(name)]));
  const where = { kind: 'protection', contactId: contact.id, about: 'record' } as const;
  const done = await recordProtection(tx, person, contact, typed);
  if (done.ok) {
    await endTyped(tx, where);
    return seeOther(`${here}?done=recorded`);
  }
  await keepTyped(tx, where, typed);
  const which = (['follows', 'corrects'] as const).map((name) => (typed[name] ? `&${name}=${encodeURIComponent(typed[name])}` : '')).join('');
  return seeOther(`${here}?act=record&problem=${done.problem}${which}`);
});
