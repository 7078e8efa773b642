import { route } from '@/app/_edge/route';
import { ENDING_FIELDS } from '@/lib/contact/protection/schema';
import { endProtection } from '@/lib/contact/protection/verbs/end-protection';
import { endTyped, keepTyped } from '@/lib/platform/draft/typed';
import { seeOther } from '@/lib/platform/http/answer';

/** Records what follows a child's protection; that the child goes home is asked of a manager. */
export const POST = route('POST /contacts/[reference]/under-protection/end', async ({ tx, contact, params, form }) => {
  const here = `/contacts/${params['reference']}/under-protection`;
  if (!contact) return seeOther('/queue');
  const typed = Object.fromEntries(ENDING_FIELDS.map((name) => [name, form.text(name)]));
  const where = { kind: 'protection', contactId: contact.id, about: 'end' } as const;
  const done = await endProtection(tx, contact, typed);
  if (done.ok) {
    await endTyped(tx, where);
    return seeOther(`${here}?done=${done.value.asked ? 'asked' : 'ended'}`);
  }
  await keepTyped(tx, where, typed);
  return seeOther(`${here}?act=end&problem=${done.problem}&of=${encodeURIComponent(form.text('protection'))}`);
});
