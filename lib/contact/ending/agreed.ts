import { textOf, type Fields } from '@/lib/platform/draft/model';
import type { CanonicalLevel } from '@/lib/threshold/model';
import { typedDate, type FieldNote } from '../report/typed-dates';
import { keysOf } from '../report/steps';

/**
 * What is agreed with a caller before hanging up (domain 5.1, tenth step; N24): next steps, the level, and what to do if it
 * gets worse. It is the caller's too: it stands in the letter to them. Agreement to a service, openness and basis are three
 * other records (domain 7.16) and not asked again here.
 */

/** Who does a step. */
export const STEP_OWNERS = ['us', 'caller', 'other'] as const;
export type StepOwner = (typeof STEP_OWNERS)[number];

export const STEP_OWNER_WORDS: Record<StepOwner, string> = { us: 'We do: I, or a colleague or team of ours', caller: 'The caller does', other: 'Somebody else does' };

export interface AgreedStep {
  what: string;
  /** Null where nobody said. */
  owner: StepOwner | null;
  /** Of ours and of others: a name or a team. Empty for the caller, whose name stands with the contact. */
  ownerName: string;
  /** ISO date, or null. */
  by: string | null;
  /** A date that could not be read, as typed. */
  byWords: string;
}

export type AgreedLevel = `${CanonicalLevel}` | 'not_agreed';

export interface Agreed {
  steps: AgreedStep[];
  /** Null where nobody asked. */
  level: AgreedLevel | null;
  /** What we think, where it is not agreed. */
  ourLevel: CanonicalLevel | null;
  callerLevel: CanonicalLevel | null;
  levelWords: string;
  ifHappens: string;
  thenDo: string;
  ring: string;
}

/** The list of keys of the steps, and what their fields begin with. */
export const STEPS_LIST = { list: 'call.steps', prefix: 'call.step' } as const;

const AGREED_LEVELS: readonly AgreedLevel[] = ['1', '2', '3', '4', 'not_agreed'];

export function isStepOwner(text: string): text is StepOwner {
  return (STEP_OWNERS as readonly string[]).includes(text);
}

export function agreedLevelOf(text: string): AgreedLevel | null {
  return AGREED_LEVELS.find((each) => each === text) ?? null;
}

export function levelOf(text: string): CanonicalLevel | null {
  const level = Number(text);
  return level === 1 || level === 2 || level === 3 || level === 4 ? level : null;
}

function readStep(fields: Fields, key: string, place: number, notes: FieldNote[]): AgreedStep {
  const at = (name: string) => `${STEPS_LIST.prefix}.${key}.${name}`;
  const date = typedDate(fields, at('by'));
  if (date.typed !== '' && date.date === null) notes.push({ field: `${at('by')}.day`, message: `Step ${place}: “${date.typed}” is not a date we can read. Give day, month and a year of four figures; until then it is kept as typed.` });
  const owner = textOf(fields, at('owner'));
  const who = isStepOwner(owner) ? owner : null;
  return { what: textOf(fields, at('what')).trim(), owner: who, ownerName: who === 'caller' ? '' : textOf(fields, at('ownerName')).trim(), by: date.date?.toString() ?? null, byWords: date.date === null ? date.typed : '' };
}

/** Of a step that is to be done: who and by when belong to it. */
function noteGaps({ what, owner, ownerName, by, byWords }: AgreedStep, key: string, place: number, notes: FieldNote[]): void {
  const at = (name: string) => `${STEPS_LIST.prefix}.${key}.${name}`;
  if (what === '') return;
  if (owner === null) notes.push({ field: at('owner'), message: `Step ${place}: who does it? A step without an owner is nobody’s.` });
  else if (owner === 'other' && ownerName === '') notes.push({ field: at('ownerName'), message: `Step ${place}: give the name of whoever does it.` });
  if (by === null && byWords === '') notes.push({ field: `${at('by')}.day`, message: `Step ${place}: by when?` });
}

const saysSomething = ({ what, ownerName, by, byWords }: AgreedStep) => what !== '' || ownerName !== '' || by !== null || byWords !== '';

/**
 * Reads what was agreed, from the fields of a call's screen or of the form that adds to it afterwards.
 * @param callerLevel field in which the caller's own level stands: in a call it is asked in the report.
 */
export function agreedFromFields(fields: Fields, callerLevel: 'belief.level' | 'call.callerLevel' = 'belief.level'): { agreed: Agreed; notes: FieldNote[] } {
  const notes: FieldNote[] = [];
  const steps = keysOf(fields, STEPS_LIST.list).flatMap((key, index) => {
    const step = readStep(fields, key, index + 1, notes);
    noteGaps(step, key, index + 1, notes);
    return saysSomething(step) ? [step] : [];
  });
  const level = agreedLevelOf(textOf(fields, 'call.agreedLevel'));
  const apart = level === 'not_agreed';
  if (apart && levelOf(textOf(fields, 'call.ourLevel')) === null) notes.push({ field: 'call.ourLevel', message: 'You did not agree on a level: which do you think right?' });
  const said = (name: string) => textOf(fields, name).trim();
  return {
    agreed: { steps, level, ourLevel: apart ? levelOf(textOf(fields, 'call.ourLevel')) : null, callerLevel: levelOf(textOf(fields, callerLevel)), levelWords: said('call.levelWords'), ifHappens: said('call.ifHappens'), thenDo: said('call.thenDo'), ring: said('call.ring') },
    notes,
  };
}

/** Was nothing agreed at all? */
export function nothingAgreed({ steps, level, levelWords, ifHappens, thenDo, ring }: Agreed): boolean {
  return steps.length === 0 && level === null && `${levelWords}${ifHappens}${thenDo}${ring}` === '';
}

/** The same with a name for each step of ours that has none: it is owed by whoever agreed it. */
export function ownedBy(agreed: Agreed, name: string): Agreed {
  return { ...agreed, steps: agreed.steps.map((step) => (step.owner === 'us' && step.ownerName === '' ? { ...step, ownerName: name } : step)) };
}

/** Every text of it, each changed by the same rule: for what is kept secret, or may not stand in a letter. */
export function withTexts(agreed: Agreed, change: (text: string) => string): Agreed {
  const { steps, levelWords, ifHappens, thenDo, ring } = agreed;
  return { ...agreed, steps: steps.map((step) => ({ ...step, what: change(step.what), ownerName: change(step.ownerName) })), levelWords: change(levelWords), ifHappens: change(ifHappens), thenDo: change(thenDo), ring: change(ring) };
}

/** Who does a step, in words; `caller` is how whoever rang is called. */
export function ownerWords({ owner, ownerName }: Pick<AgreedStep, 'owner' | 'ownerName'>, caller: string): string {
  if (owner === 'caller') return caller;
  if (owner === 'us') return ownerName === '' ? 'we' : `we (${ownerName})`;
  return ownerName;
}

/** "4 March 2026", of an ISO date; the words as typed where it was none. */
export function byWords({ by, byWords: typed }: Pick<AgreedStep, 'by' | 'byWords'>): string {
  return by === null ? typed : new Date(`${by}T12:00:00Z`).toLocaleDateString('en-GB', { day: 'numeric', month: 'long', year: 'numeric', timeZone: 'UTC' });
}

/** A step on one line: what, who, by when. */
export function stepWords(step: AgreedStep, caller: string): string {
  const [who, when] = [ownerWords(step, caller), byWords(step)];
  return [step.what, who === '' ? '' : `Who: ${who}`, when === '' ? '' : `By: ${when}`].filter((part) => part !== '').join(' · ');
}

/** What to do if it gets worse, on one line; empty where nothing was agreed. */
export function worseWords({ ifHappens, thenDo, ring }: Pick<Agreed, 'ifHappens' | 'thenDo' | 'ring'>): string {
  return [ifHappens === '' ? '' : `If this happens: ${ifHappens}`, thenDo === '' ? '' : `Do this: ${thenDo}`, ring === '' ? '' : `Ring: ${ring}`].filter((part) => part !== '').join('. ');
}

/** All of it as one text that names no caller: a note where who told us is protected. */
export function agreedWords(agreed: Agreed): string {
  return ['Next steps:', ...agreed.steps.map((step) => stepWords(step, 'whoever told us')), worseWords(agreed)].filter((line) => line !== '').join('\n');
}
