import { route } from '@/app/_edge/route';
import { answerReturn } from '@/lib/contact/protection/verbs/answer-return';
import { endTyped, keepTyped } from '@/lib/platform/draft/typed';
import { seeOther } from '@/lib/platform/http/answer';

/** A manager's answer to whether a child goes home; where it is not taken, what they typed is shown again. */
export const POST = route('POST /contacts/[reference]/under-protection/answer', async ({ tx, person, contact, params, form }) => {
  const here = `/contacts/${params['reference']}/under-protection`;
  if (!contact) return seeOther('/queue');
  const answer = { verdict: form.text('verdict'), comment: form.text('comment') };
  const where = { kind: 'protection', contactId: contact.id, about: 'answer' } as const;
  const done = await answerReturn(tx, person, contact, { protectionId: form.text('protection'), ...answer });
  if (done.ok) {
    await endTyped(tx, where);
    return seeOther(`${here}?done=${done.value.agreed ? 'ended' : 'refused'}`);
  }
  await keepTyped(tx, where, answer);
  return seeOther(`${here}?act=answer&problem=${done.problem}&of=${encodeURIComponent(form.text('protection'))}`);
});
