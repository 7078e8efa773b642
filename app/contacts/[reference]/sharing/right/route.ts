import { route } from '@/app/_edge/route';
import { Missing } from '@/app/_edge/subject';
import { endTyped, keepTyped } from '@/lib/platform/draft/typed';
import { isId } from '@/lib/platform/ids';
import { seeOther } from '@/lib/platform/http/answer';
import { putRightSent } from '@/lib/sharing/verbs/put-right-sent';

/** Puts right what was recorded as sent; where that is refused, what was typed is shown again. */
export const POST = route('POST /contacts/[reference]/sharing/right', async ({ tx, person, contact, form, params }) => {
  if (!contact) throw new Missing('reference', params['reference'] ?? '');
  const here = `/contacts/${contact.reference}/sharing`;
  const fact = form.text('right.fact');
  if (!isId(fact)) return seeOther(`${here}?problem=no_fact`);
  const typed = { kind: 'sharing', contactId: contact.id, about: fact } as const;
  const done = await putRightSent(tx, person, contact.id, fact, form.fields());
  if (!done.ok) {
    await keepTyped(tx, typed, form.fields());
    return seeOther(`${here}?form=right&right=${fact}&problem=${done.problem}`);
  }
  await endTyped(tx, typed);
  return seeOther(`${here}?done=right`);
}, { back: ({ reference }) => `/contacts/${reference}/sharing` });
