import { listOf, type Fields } from '@/lib/platform/draft/model';

/**
 * The question pages of a report, in order. Pure: which field belongs to which page, and what comes next. Fields of
 * things that may be several carry the thing's key: `child.2.givenName`. Keys are never used again once removed, so
 * that what was said of one child cannot turn up under another.
 */
export const STEPS = ['safety', 'you', 'children', 'household', 'what-happened', 'voice', 'strengths', 'indicators', 'agencies', 'consent', 'level'] as const;
export type StepName = (typeof STEPS)[number];

interface Step {
  /** The page's name, and its section's in check answers. */
  title: string;
  /** What its field names begin with. */
  prefixes: readonly string[];
  /** The list of keys of the things on the page, and what their fields begin with. */
  several?: { list: string; prefix: string };
}

export const STEP_TABLE: Record<StepName, Step> = {
  safety: { title: 'Where is the child now?', prefixes: ['safety.'] },
  you: { title: 'About you', prefixes: ['you.'] },
  children: { title: 'The child or children', prefixes: ['child.'], several: { list: 'children', prefix: 'child' } },
  household: { title: 'Family and household', prefixes: ['household.', 'member.'], several: { list: 'members', prefix: 'member' } },
  'what-happened': { title: 'What happened', prefixes: ['happened.'] },
  voice: { title: 'The child’s own voice', prefixes: ['voice.'] },
  strengths: { title: 'What is going well, and what worries you', prefixes: ['view.', 'protection.'], several: { list: 'protections', prefix: 'protection' } },
  indicators: { title: 'What you have seen', prefixes: ['seen.', 'rest.'] },
  agencies: { title: 'Who helps already', prefixes: ['help.', 'agency.'], several: { list: 'agencies', prefix: 'agency' } },
  consent: { title: 'What the family knows', prefixes: ['openness.'] },
  level: { title: 'How serious you think it is', prefixes: ['belief.'] },
};

export function isStep(text: string): text is StepName {
  return (STEPS as readonly string[]).includes(text);
}

/** Does a field belong to a page? */
export function ownedBy(step: StepName): (field: string) => boolean {
  const { prefixes, several } = STEP_TABLE[step];
  return (field) => field === several?.list || prefixes.some((prefix) => field.startsWith(prefix));
}

/** The page a field belongs to. */
export function stepOf(field: string): StepName | undefined {
  return STEPS.find((step) => ownedBy(step)(field));
}

/** The page after this one; after the last, the answers to check. */
export function stepAfter(step: StepName): StepName | 'check' {
  return STEPS[STEPS.indexOf(step) + 1] ?? 'check';
}

/** The page before this one, or null for the first. */
export function stepBefore(step: StepName): StepName | null {
  return STEPS[STEPS.indexOf(step) - 1] ?? null;
}

/** Where to go on with an unfinished report: the first page not kept yet, or the answers to check. */
export function resumeAt(saved: Readonly<Record<string, number>>): StepName | 'check' {
  return STEPS.find((step) => saved[step] === undefined) ?? 'check';
}

const KEY = /^[1-9]\d{0,3}$/;
/** As many things as one list holds. */
export const MOST_OF_A_LIST = 60;

/** The keys of the things a list names, in order; one to fill in when there is none yet. */
export function keysOf(fields: Fields, list: string): string[] {
  const keys = [...new Set(listOf(fields, list))].filter((key) => KEY.test(key)).slice(0, MOST_OF_A_LIST);
  return keys.length === 0 ? ['1'] : keys;
}

/** What is said of a child stands on other pages too. */
const followersOf = (prefix: string) => (prefix === 'child' ? ['child', 'seen', 'rest', 'voice'] : [prefix]);

/** What the fields of one thing begin with. */
export function prefixesOf(prefix: string, key: string): string[] {
  return followersOf(prefix).map((each) => `${each}.${key}`);
}

/** A key that no field has ever carried. */
export function freshKey(fields: Fields, { list, prefix }: { list: string; prefix: string }): string {
  const followers = followersOf(prefix);
  const used = Object.keys(fields).flatMap((name) => {
    const follower = followers.find((each) => name.startsWith(`${each}.`));
    const key = follower === undefined ? '' : (name.slice(follower.length + 1).split('.')[0] ?? '');
    return KEY.test(key) ? [Number(key)] : [];
  });
  return String(Math.max(0, ...used, ...keysOf(fields, list).map(Number)) + 1);
}
