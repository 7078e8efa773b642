import { WHO_PREFIX } from '@/lib/contact/call/known-fields';
import type { PartId } from '@/lib/contact/call/ten-steps';
import { STEPS_LIST } from '@/lib/contact/ending/agreed';
import { anythingSaid } from '@/lib/contact/report/report-fields';
import { freshKey, keysOf, STEP_TABLE } from '@/lib/contact/report/steps';
import type { Fields } from '@/lib/platform/draft/model';

const LISTS = [STEP_TABLE.children.several, STEP_TABLE.household.several, STEP_TABLE.strengths.several, STEP_TABLE.agencies.several, STEPS_LIST].flatMap((several) => (several === undefined ? [] : [several]));
/** The part of the screen on which a list stands. */
const PART_OF: Record<string, `#${PartId}`> = { children: '#children', members: '#family', agencies: '#family', protections: '#worries', [STEPS_LIST.list]: '#agreed' };
/** What is said of a child under a name of its own goes with the child. */
const WITH_CHILD = ['child', 'voice', 'seen', 'rest', WHO_PREFIX];

export interface Acted {
  posted: Fields;
  /** Where on the page to go on, should something have been added or taken away, or be left. */
  at: string | null;
  /** What is asked about before it is taken away: its list and key. */
  sure?: string;
}

/** What was posted, with one more child, person, agency or step, or one fewer. */
export function withAct(posted: Fields, act: string): Acted {
  const [what = '', list = '', key = '', sure = ''] = act.split(':');
  const several = LISTS.find((each) => each.list === list);
  if (what === 'leave') return { posted, at: '' };
  if (several === undefined) return { posted, at: null };
  const keys = keysOf(posted, list);
  if (what === 'add') {
    const fresh = freshKey(posted, several);
    return { posted: { ...posted, [list]: [...keys, fresh] }, at: `#${list}-${fresh}` };
  }
  if (what !== 'remove' || keys.length < 2 || !keys.includes(key)) return { posted, at: null };
  const prefixes = several.prefix === 'child' ? WITH_CHILD : [several.prefix];
  // What was typed is not thrown away by one press: first it is asked about.
  if (sure !== 'sure' && anythingSaid(posted, prefixes.map((prefix) => `${prefix}.${key}`))) return { posted, at: `#${list}-${key}-sure`, sure: `${list}:${key}` };
  const gone = (name: string) => prefixes.some((prefix) => name === `${prefix}.${key}` || name.startsWith(`${prefix}.${key}.`));
  return { posted: { ...Object.fromEntries(Object.entries(posted).filter(([name]) => !gone(name))), [list]: keys.filter((each) => each !== key) }, at: PART_OF[list] ?? '' };
}
