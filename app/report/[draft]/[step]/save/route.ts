import { readAuthority } from '@/lib/access/store';
import { route } from '@/app/_edge/route';
import { dangerLater } from '@/app/report/_parts/danger-later';
import { timeOfDay } from '@/app/report/_parts/words';
import { reportOfFields } from '@/lib/contact/report/report-of-fields';
import { anythingSaid } from '@/lib/contact/report/report-fields';
import { freshKey, isStep, keysOf, ownedBy, prefixesOf, stepAfter, STEP_TABLE, type StepName } from '@/lib/contact/report/steps';
import { settleReportConflict } from '@/lib/contact/verbs/settle-report-conflict';
import { saveReportPage } from '@/lib/contact/verbs/save-report-page';
import type { Draft, Fields } from '@/lib/platform/draft/model';
import { lockDraft } from '@/lib/platform/draft/store';
import { json, seeOther } from '@/lib/platform/http/answer';
import { Missing } from '@/app/_edge/subject';

/** What was posted, with one more thing on the list, or one fewer. */
function withAct(step: StepName, posted: Fields, all: Fields, act: string): Fields {
  const { several } = STEP_TABLE[step];
  if (several === undefined) return posted;
  const keys = keysOf(posted, several.list);
  if (act === 'add') return { ...posted, [several.list]: [...keys, freshKey({ ...all, ...posted }, several)] };
  const removed = /^remove:(\d{1,4})(?::sure)?$/.exec(act)?.[1];
  if (removed === undefined || keys.length < 2) return posted;
  const kept = Object.entries(posted).filter(([name]) => !name.startsWith(`${several.prefix}.${removed}.`));
  return { ...Object.fromEntries(kept), [several.list]: keys.filter((key) => key !== removed) };
}

/** What is to be taken away and says something: it is asked about first, so that one press throws nothing away. */
function askedAbout(step: StepName, posted: Fields, all: Fields, act: string): string | null {
  const { several } = STEP_TABLE[step];
  const key = /^remove:(\d{1,4})$/.exec(act)?.[1];
  if (several === undefined || key === undefined) return null;
  return anythingSaid({ ...all, ...posted }, prefixesOf(several.prefix, key)) ? key : null;
}

/** To the script of a window that was left open: what it says of not having been sent is true no more. */
const gone = ({ closedHow }: Pick<Draft, 'closedHow'>) => (closedHow === 'sent' ? { sent: true } : {});

export const POST = route(
  'POST /report/[draft]/[step]/save',
  async ({ tx, person, draft, params, form, wantsJson, idle }) => {
    const step = params['step'] ?? '';
    if (!draft || draft.kind !== 'report' || !isStep(step)) throw new Missing('draft', params['draft'] ?? '');
    const act = form.text('act');
    const ask = askedAbout(step, form.fields(), draft.content.fields, act);
    const posted = ask === null ? withAct(step, form.fields(), draft.content.fields, act) : form.fields();
    const own = ownedBy(step);
    const saved = await saveReportPage(tx, person, { draftId: draft.id, step, posted, version: Number(form.text('version')) || 0 });
    const here = `/report/${draft.id}`;
    if (!saved.ok) {
      if (saved.problem.code === 'missing') throw new Missing('draft', draft.id);
      if (wantsJson) return json({ problem: 'conflict', ...gone(draft) }, 409);
      if (act !== 'danger') return seeOther(`${here}/conflict`);
      // An idle session hands in words and does nothing: the receipt says that they did not go with it.
      if (draft.closedHow === 'sent') return idle ? seeOther(`${here}/sent`) : dangerLater(tx, person, draft, saved.problem.conflictId);
      // The child comes first: what was typed last goes. What it takes the place of is kept, and asked about afterwards.
      const settled = draft.closedAt === null || !idle ? await settleReportConflict(tx, person, draft.id, saved.problem.conflictId, 'danger') : null;
      // Sent in the moment in which this page was read.
      const sent = settled === 'sent' && !idle ? await lockDraft(tx, draft.id) : null;
      if (sent !== null) return dangerLater(tx, person, sent, saved.problem.conflictId);
      return seeOther(`${here}/danger`);
    }
    if (wantsJson) return json({ version: saved.value.version, savedAt: timeOfDay(tx.at), ...gone(saved.value) });
    if (draft.closedHow === 'sent') return act === 'danger' && !idle ? dangerLater(tx, person, draft) : seeOther(`${here}/sent`);
    if (draft.closedAt !== null) return seeOther(act === 'danger' ? `${here}/danger` : '/my/drafts#put-away');

    const from = form.text('from') === 'check' ? '?from=check' : '';
    if (act === 'danger') return seeOther(`${here}/danger`);
    if (act === 'later') return seeOther('/my/drafts');
    if (ask !== null) return seeOther(`${here}/${step}?sure=${ask}${from.replace('?', '&')}#${STEP_TABLE[step].several?.list ?? ''}-${ask}-sure`);
    if (act === 'add' || act === 'leave' || act.startsWith('remove:')) return seeOther(`${here}/${step}${from}`);
    const { warnings, blocking } = reportOfFields(saved.value.content.fields, person, await readAuthority(tx), tx.at);
    const toLookAt = [...warnings, ...blocking].some(({ field }) => own(field));
    if (toLookAt && form.text('shown') !== '1') return seeOther(`${here}/${step}?look=1${from.replace('?', '&')}`);
    if (step === 'safety' && form.text('safety.cannotWait') === 'yes') return seeOther(`${here}/danger`);
    return seeOther(from === '' ? `${here}/${stepAfter(step)}` : `${here}/check`);
  },
  // Whoever pressed danger stands before whom to ring, and the button that sends it, once they have signed in.
  { handIn: ({ draft, step }, act) => `/report/${draft}/${act === 'danger' ? act : step}` },
);
