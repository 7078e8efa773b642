import { route } from '@/app/_edge/route';
import { addChild } from '@/lib/decision/verbs/add-child';
import { endTyped, keepTyped } from '@/lib/platform/draft/typed';
import { seeOther } from '@/lib/platform/http/answer';
import { isId } from '@/lib/platform/ids';

/** Adds a child to the contact; where something is missing, what was typed is shown again. */
export const POST = route('POST /contacts/[reference]/decision/child/add', async ({ tx, person, contact, params, form }) => {
  const here = `/contacts/${params['reference']}/decision`;
  if (!contact) return seeOther('/queue');
  const typed = Object.fromEntries(['givenName', 'familyName', 'ageWords', 'tie', 'lives', 'from'].map((name) => [name, form.text(name)]));
  const where = { kind: 'child', contactId: contact.id } as const;
  const added = await addChild(tx, person, contact.id, typed);
  if (!added.ok) {
    await keepTyped(tx, where, typed);
    return seeOther(`${here}/child?look=gaps${isId(typed['from'] ?? '') ? `&from=${typed['from']}` : ''}`);
  }
  await endTyped(tx, where);
  return seeOther(`${here}?look=typed&change=yes`);
});
