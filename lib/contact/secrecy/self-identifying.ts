import { sayReport } from '../report/report-words';
import type { Report } from '../schema';
import type { StepName } from '../report/steps';

/** Why a sentence may say who wrote it. */
export type GivesAway = 'name' | 'role' | 'agency' | 'telephone' | 'email' | 'relation';

export const GIVES_AWAY_WORDS: Record<GivesAway, string> = {
  name: 'your name',
  role: 'your work',
  agency: 'your organisation',
  telephone: 'your telephone number',
  email: 'your e-mail address',
  relation: 'how you know the family',
};

/** A sentence from which somebody could tell who reported. */
export interface GivingAway {
  step: StepName;
  /** The question it answers. */
  label: string;
  sentence: string;
  why: GivesAway[];
}

/** Ways in which people say who they are to a child without a name: "I am her neighbour", "in my class", "as his aunt". */
const RELATIONS = [
  /\b(?:i am|i['’]m|i was|as|being)\s+(?:also\s+)?(?:her|his|their|the (?:child|boy|girl|baby|family|mother|father|mum|dad)(?:['’]s)?|[\p{Lu}][\p{L}-]+['’]s)\s+(?:\p{L}+\s+){0,2}\p{L}+/iu,
  /\b(?:i am|i['’]m|as)\s+(?:a|an|the)\s+(?:\p{L}+\s+){0,3}(?:teacher|neighbour|nurse|doctor|gp|midwife|assistant|aunt|uncle|grandmother|grandfather|gran|nan|grandad|cousin|sister|brother|friend|officer|worker|coach|childminder|landlord|mother|father|parent|visitor)\b/iu,
  /\bmy\s+(?:\p{L}+\s+){0,2}(?:class|pupil|pupils|patient|patients|client|clients|tutee|surgery|practice|caseload|nephew|niece|grandson|granddaughter|grandchild|grandchildren|neighbour|neighbours|stepson|stepdaughter|sister|brother|son|daughter|cousin|team|school|nursery|ward|beat)\b/iu,
  /\b(?:i|we)\s+(?:teach|taught|live|work|nurse|visit|foster|mind|coach)\b/iu,
  /\b(?:next door|over the road|across the road|opposite|downstairs|upstairs)\s+(?:to|from|of)\s+(?:me|us)\b/iu,
];

const escaped = (text: string) => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
const wholeWord = (text: string) => new RegExp(`(?<![\\p{L}\\p{N}])${escaped(text.trim()).replace(/\s+/g, '\\s+')}(?![\\p{L}\\p{N}])`, 'iu');
const digitsOf = (text: string) => text.replace(/\D/g, '').replace(/^(?:44|0)+/, '');

const SHORTEST_NAME = 3;
const SHORTEST_NUMBER = 6;
/** Words of an agency's or a job's name that many have. */
const COMMON = new Set(['the', 'and', 'for', 'with', 'from', 'school', 'primary', 'high', 'academy', 'service', 'services', 'team', 'health', 'police', 'nursery', 'year', 'social', 'worker', 'officer']);

/** Each way of giving away, with the question whether a sentence does. */
function tests({ name, role, agencyName, phone, email }: Pick<Report['reporter'], 'name' | 'role' | 'agencyName' | 'phone' | 'email'>): [GivesAway, (sentence: string) => boolean][] {
  const names = name.split(/[\s,]+/).filter((part) => [...part].length >= SHORTEST_NAME);
  const phrase = (text: string) => (text.trim().length >= SHORTEST_NAME ? [wholeWord(text)] : []);
  // The distinctive words of the name too: "Larkrise" of "Larkrise Primary School".
  const distinctive = agencyName.split(/[^\p{L}\p{N}]+/u).filter((word) => word.length > SHORTEST_NAME && !COMMON.has(word.toLowerCase()));
  const number = digitsOf(phone);
  const any = (patterns: readonly RegExp[]) => (sentence: string) => patterns.some((pattern) => pattern.test(sentence));
  return [
    ['name', any(names.map(wholeWord))],
    ['role', any(phrase(role))],
    ['agency', any([...phrase(agencyName), ...distinctive.map(wholeWord)])],
    ['telephone', (sentence) => number.length >= SHORTEST_NUMBER && sentence.replace(/\D/g, '').includes(number)],
    ['email', any(phrase(email))],
    ['relation', any(RELATIONS)],
  ];
}

/** Sentences as they stand, by line and by full stop. */
function sentencesOf(text: string): string[] {
  return [...new Intl.Segmenter('en-GB', { granularity: 'sentence' }).segment(text)].flatMap(({ segment }) => segment.split('\n')).map((part) => part.trim()).filter((part) => part !== '');
}

/**
 * Every sentence of a report, outside "About you", from which the family could tell who wrote it: shown to the reporter,
 * who may change it or leave it. The words are theirs; nothing is changed for them.
 */
export function selfIdentifying(report: Report): GivingAway[] {
  const asked = tests(report.reporter);
  return sayReport(report, { indicators: [], levels: [] })
    .filter(({ step }) => step !== 'you')
    .flatMap(({ step, rows }) => rows.flatMap(({ label, value }) => sentencesOf(value).map((sentence) => ({ step, label, sentence, why: asked.filter(([, gives]) => gives(sentence)).map(([why]) => why) }))))
    .filter(({ why }) => why.length > 0);
}
