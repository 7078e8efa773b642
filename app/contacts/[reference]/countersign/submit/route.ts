import { route } from '@/app/_edge/route';
import { countersign } from '@/lib/decision/verbs/countersign';
import { writeOutcomeLetter } from '@/lib/letter/verbs/write-outcome-letter';
import { endTyped, keepTyped } from '@/lib/platform/draft/typed';
import { seeOther } from '@/lib/platform/http/answer';
import { isId } from '@/lib/platform/ids';

/** The second person's answer; where it is not taken, what they typed is shown to them again. */
export const POST = route('POST /contacts/[reference]/countersign/submit', async ({ tx, person, contact, params, form }) => {
  const here = `/contacts/${params['reference']}/countersign`;
  const decisionId = form.text('decision');
  if (!contact || !isId(decisionId)) return seeOther(here);
  const typed = { kind: 'countersign', contactId: contact.id, about: decisionId } as const;
  const answer = { verdict: form.text('verdict'), comment: form.text('comment') };
  const done = await countersign(tx, person, { contactId: contact.id, decisionId, ...answer });
  if (!done.ok) {
    await keepTyped(tx, typed, answer);
    return seeOther(`${here}?problem=${done.problem}`);
  }
  await endTyped(tx, typed);
  if (done.value.inForce) await writeOutcomeLetter(tx, decisionId);
  return seeOther(`/countersign?done=${done.value.asksNobody ? 'returned_free' : answer.verdict}`);
});
