import { Missing } from '@/app/_edge/subject';
import { route } from '@/app/_edge/route';
import { timeOfDay } from '@/app/report/_parts/words';
import { readAuthority } from '@/lib/access/store';
import { guideNow } from '@/lib/contact/call/guide-now';
import { asksAnew } from '@/lib/contact/call/known';
import { WHO_PREFIX } from '@/lib/contact/call/known-fields';
import { puttingTo } from '@/lib/contact/call/put-to';
import { readCall } from '@/lib/contact/call/read-call';
import { stepsOf } from '@/lib/contact/call/ten-steps';
import { callerByRef } from '@/lib/contact/callers/caller-store';
import { callingNow, withCaller } from '@/lib/contact/callers/calling-now';
import { freshKey, keysOf, STEP_TABLE } from '@/lib/contact/report/steps';
import { saveCall } from '@/lib/contact/verbs/save-call';
import type { Tx } from '@/lib/platform/db';
import type { Fields } from '@/lib/platform/draft/model';
import { json, seeOther } from '@/lib/platform/http/answer';
import { londonDate } from '@/lib/platform/time';
import type { CallNow } from '../_parts/call-now';
import { knownNow } from '../_parts/known-now';

const LISTS = [STEP_TABLE.children.several, STEP_TABLE.household.several, STEP_TABLE.strengths.several].flatMap((several) => (several === undefined ? [] : [several]));
/** The part of the screen on which a list stands. */
const PART_OF: Record<string, string> = { children: '#children', members: '#family', protections: '#worries' };
/** What is said of a child under a name of its own goes with the child. */
const WITH_CHILD = ['child', 'voice', 'seen', 'rest', WHO_PREFIX];

interface Acted {
  posted: Fields;
  /** Where on the page to go on, should something have been added or taken away. */
  at: string | null;
}

/** What was posted, with one more child or person, or one fewer. */
function withAct(posted: Fields, act: string): Acted {
  const [what = '', list = '', key = ''] = act.split(':');
  if (what === 'find') return { posted, at: '?find=1#caller' };
  const several = LISTS.find((each) => each.list === list);
  if (several === undefined) return { posted, at: null };
  const keys = keysOf(posted, list);
  if (what === 'add') {
    const fresh = freshKey(posted, several);
    return { posted: { ...posted, [list]: [...keys, fresh] }, at: `#${list}-${fresh}` };
  }
  if (what !== 'remove' || keys.length < 2 || !keys.includes(key)) return { posted, at: null };
  const prefixes = several.prefix === 'child' ? WITH_CHILD : [several.prefix];
  const gone = (name: string) => prefixes.some((prefix) => name === `${prefix}.${key}` || name.startsWith(`${prefix}.${key}.`));
  return { posted: { ...Object.fromEntries(Object.entries(posted).filter(([name]) => !gone(name))), [list]: keys.filter((each) => each !== key) }, at: PART_OF[list] ?? '' };
}

/** Before the reference of the open contact to which the worker puts what was said. */
const PUT = 'put:';

/** The same with a known professional filled in, or the contact to which it goes, where one was chosen. */
async function withChosen(tx: Tx, posted: Fields, act: string): Promise<Acted> {
  if (act.startsWith(PUT)) return { posted: puttingTo(posted, act.slice(PUT.length)), at: '/check' };
  const caller = act.startsWith('use:') ? await callerByRef(tx, act.slice('use:'.length)) : null;
  return caller === null ? withAct(posted, act) : { posted: withCaller(posted, caller), at: '#caller' };
}

export const POST = route(
  'POST /calls/[draft]/save',
  async ({ tx, person, draft, form, wantsJson }) => {
    if (!draft || draft.kind !== 'call') throw new Missing('draft', draft?.id ?? '');
    const here = `/calls/${draft.id}`;
    const act = form.text('act');
    const { posted, at } = await withChosen(tx, form.fields(), act);
    const saved = await saveCall(tx, person, { draftId: draft.id, posted, version: Number(form.text('version')) || 0 });
    if (!saved.ok) {
      if (saved.problem.code === 'missing') throw new Missing('draft', draft.id);
      return wantsJson ? json({ problem: 'conflict' }, 409) : seeOther(`${here}/conflict`);
    }
    if (wantsJson) {
      const { fields } = saved.value.content;
      const call = await readCall(tx, saved.value, await readAuthority(tx));
      const { known, family } = await knownNow(tx, { id: draft.id, fields }, call, asksAnew(draft.content.fields, fields));
      return json({ version: saved.value.version, savedAt: timeOfDay(tx.at), call: { guide: guideNow(call.report, call.guide, londonDate(call.began), family.in12Months), steps: stepsOf(fields), caller: await callingNow(tx, call.caller), known } satisfies CallNow });
    }
    if (saved.value.closedAt !== null) return seeOther(`${here}/made`);
    if (at !== null) return seeOther(`${here}${at}`);
    return seeOther(act === 'check' ? `${here}/check` : here);
  },
  { handIn: ({ draft }) => `/calls/${draft}` },
);
