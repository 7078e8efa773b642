import { listOf, type Fields } from '@/lib/platform/draft/model';

/**
 * The conversation in ten steps. They are ours and not Thorpe's: no public list of his ten was found (domain 5.1). A step is
 * done when each of its questions has an answer, and asked when the worker says that the caller does not know.
 */
interface ConversationStep {
  id: string;
  title: string;
  /** The part of the screen that asks it. */
  part: PartId;
  /** One or more questions; each is answered by any of its fields. A name that ends in a dot stands for all that begin so. */
  asks: readonly (readonly string[])[];
}

/** The parts of the screen in the order of their keys, Alt+1 to Alt+8. */
export const PARTS = [
  { id: 'caller', title: 'Who is calling' },
  { id: 'now', title: 'Where the child is now' },
  { id: 'children', title: 'The child or children' },
  { id: 'happened', title: 'What happened' },
  { id: 'family', title: 'Family and network' },
  { id: 'worries', title: 'What works, what worries' },
  { id: 'openness', title: 'What the family knows' },
  { id: 'agreed', title: 'Level, and before hanging up' },
] as const;
export type PartId = (typeof PARTS)[number]['id'] | 'said';

export const TEN_STEPS = [
  { id: 'caller', title: 'Who is calling, and how to ring back', part: 'caller', asks: [['call.callerName'], ['call.from'], ['you.phone'], ['call.verified']] },
  { id: 'safe', title: 'Is the child safe now, and where', part: 'now', asks: [['safety.whereNow', 'safety.whereNowWords'], ['safety.cannotWait']] },
  { id: 'happened', title: 'What has happened', part: 'said', asks: [['happened.what'], ['happened.when'], ['happened.whoSawOrSaid']] },
  { id: 'voice', title: 'The child’s own words and life', part: 'happened', asks: [['happened.exactWords', 'voice.']] },
  { id: 'family', title: 'Family, household, network', part: 'family', asks: [['household.fathersAndPartners', 'member.']] },
  { id: 'well', title: 'What works well', part: 'worries', asks: [['view.workingWell', 'view.strengths', 'protection.']] },
  { id: 'history', title: 'History, and what was tried', part: 'family', asks: [['help.tried']] },
  { id: 'spoken', title: 'Spoken with the family, agreement', part: 'openness', asks: [['openness.informed'], ['openness.agreement']] },
  { id: 'worries', title: 'What worries, scale and level', part: 'worries', asks: [['view.worriedAbout'], ['view.scale'], ['belief.level']] },
  { id: 'next', title: 'Next steps, agreed together', part: 'agreed', asks: [['call.step.'], ['call.agreedLevel'], ['call.ifHappens', 'call.thenDo', 'call.ring']] },
] as const satisfies readonly ConversationStep[];
export type StepId = (typeof TEN_STEPS)[number]['id'];

/** done: answered. asked: the caller was asked and does not know. open: neither. */
export type StepStanding = 'done' | 'asked' | 'open';

export const STANDING_WORDS: Record<StepStanding, string> = { done: 'done', asked: 'asked, not known', open: 'not yet' };

function said(fields: Fields, name: string): boolean {
  const names = name.endsWith('.') ? Object.keys(fields).filter((each) => each.startsWith(name)) : [name];
  return names.some((each) => listOf(fields, each).some((value) => value.trim() !== ''));
}

/** How each step of the conversation stands, from what was typed and ticked. An answer goes before "not known". */
export function stepsOf(fields: Fields): Record<StepId, StepStanding> {
  const asked = new Set(listOf(fields, 'call.asked'));
  const standing = ({ id, asks }: (typeof TEN_STEPS)[number]): StepStanding => (asks.every((names) => names.some((name) => said(fields, name))) ? 'done' : asked.has(id) ? 'asked' : 'open');
  return Object.fromEntries(TEN_STEPS.map((step) => [step.id, standing(step)])) as Record<StepId, StepStanding>;
}
