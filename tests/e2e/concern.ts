import { randomUUID } from 'node:crypto';
import { asSomebody, expect, handIn, type Somebody, type Typed } from './browser';

/** A report that has arrived before a journey begins. */
export interface Arrived {
  reference: string;
  /** The child's name, that of nobody else: nothing else in the database is about them. */
  child: string;
  given: string;
}

/** A name that no other child in the database has, in letters only. */
export function freshName(): { given: string; family: string; whole: string } {
  const family = `Tester${randomUUID().replace(/[^a-z]/g, '').padEnd(6, 'q').slice(0, 6)}`;
  return { given: 'Wren', family, whole: `Wren ${family}` };
}

/** The reference that a page or answer names. */
export function referenceIn(text: string): string {
  const [reference] = /[A-Z]{3}-[0-9A-Z]{4}-[0-9A-Z]{4}/.exec(text) ?? [];
  if (reference === undefined) throw new Error('no reference is named there');
  return reference;
}

const STEP_OF: readonly [prefix: string, step: string][] = [
  ['safety.', 'safety'],
  ['you.', 'you'],
  ['child', 'children'],
  ['household.', 'household'],
  ['member', 'household'],
  ['happened.', 'what-happened'],
  ['voice.', 'voice'],
  ['view.', 'strengths'],
  ['seen.', 'indicators'],
  ['rest.', 'indicators'],
  ['help.', 'agencies'],
  ['openness.', 'consent'],
  ['belief.', 'level'],
];

function byStep(typed: Typed): Map<string, Record<string, string | readonly string[]>> {
  const steps = new Map<string, Record<string, string | readonly string[]>>();
  for (const [name, value] of Object.entries(typed)) {
    const step = STEP_OF.find(([prefix]) => name.startsWith(prefix))?.[1];
    if (step === undefined) throw new Error(`${name} is on no page of a report`);
    steps.set(step, { ...steps.get(step), [name]: value });
  }
  return steps;
}

/**
 * Sends a report as the pages would, page by page, about one child of seven whose name is nobody else's.
 * @param typed further answers, by field name.
 */
export async function concernArrives(referrer: Somebody, typed: Typed = {}): Promise<Arrived> {
  const { given, family, whole } = freshName();
  const answers: Typed = { children: '1', 'child.1.givenName': given, 'child.1.familyName': family, 'child.1.ageWords': '7', 'happened.what': `${given} came to school hungry again.`, ...typed };
  return asSomebody(referrer, async (by) => {
    const [, , draft = ''] = (await handIn(by, '/report/start')).split('/');
    for (const [step, fields] of byStep(answers)) await handIn(by, `/report/${draft}/${step}/save`, { ...fields, version: '9999', act: 'continue', shown: '1' });
    const check = await (await by.get(`/report/${draft}/check`)).text();
    const [, key = '', version = ''] = /name="key" value="([^"]+)".*?name="version" value="(\d+)"/s.exec(check) ?? [];
    expect(await handIn(by, `/report/${draft}/submit`, { key, version })).toBe(`/report/${draft}/sent`);
    return { reference: referenceIn(await (await by.get(`/report/${draft}/sent`)).text()), child: whole, given };
  });
}
