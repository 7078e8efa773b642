import { route } from '@/app/_edge/route';
import { decide } from '@/lib/decision/verbs/decide';
import { writeOutcomeLetter } from '@/lib/letter/verbs/write-outcome-letter';
import { seeOther } from '@/lib/platform/http/answer';
import { isId } from '@/lib/platform/ids';

/** Takes the decision; where it acts at once the letter to the referrer is written with it. */
export const POST = route('POST /contacts/[reference]/decision/submit', async ({ tx, person, contact, params, form }) => {
  const here = `/contacts/${params['reference']}/decision`;
  const [draftId, key, version] = [form.text('draft'), form.text('key'), Number(form.text('version'))];
  if (!contact || !isId(draftId) || !isId(key)) return seeOther(here);
  const done = await decide(tx, person, { contactId: contact.id, draftId, key, version });
  if (done.ok) {
    if (done.value.inForce && done.value.fresh) await writeOutcomeLetter(tx, done.value.decisionId);
    return seeOther(`${here}?done=yes`);
  }
  if (done.problem === 'stale' || done.problem === 'changed') return seeOther(`${here}/conflict`);
  return seeOther(done.problem === 'not_complete' ? `${here}?look=gaps` : `${here}?problem=${done.problem}`);
});
