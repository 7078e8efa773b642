import { route } from '@/app/_edge/route';
import { answerHold } from '@/lib/decision/verbs/answer-hold';
import { endTyped, keepTyped } from '@/lib/platform/draft/typed';
import { seeOther } from '@/lib/platform/http/answer';

/** A manager's answer to a hold; where it is not taken, what they typed is shown again. */
export const POST = route('POST /contacts/[reference]/hold/answer', async ({ tx, person, contact, params, form }) => {
  const here = `/contacts/${params['reference']}/hold`;
  if (!contact) return seeOther('/queue');
  const answer = { verdict: form.text('verdict'), comment: form.text('comment') };
  const where = { kind: 'hold', contactId: contact.id } as const;
  const done = await answerHold(tx, person, { contactId: contact.id, holdId: form.text('hold'), ...answer });
  if (done.ok) {
    await endTyped(tx, where);
    return seeOther(here);
  }
  await keepTyped(tx, where, answer);
  return seeOther(`${here}?problem=${done.problem}`);
});
