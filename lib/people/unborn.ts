import type { Temporal } from 'temporal-polyfill';
import { isDoubtedParent, ownRelation } from './relation';

/**
 * The unborn (safe practice 12): how a child not born yet stands, how far the pregnancy is, and who may learn of it.
 * Types and pure functions only.
 */

/** expected · born: its children stand beside it · moved: to another area, until a named person there accepts still ours · pregnancy_ended: everything stops. */
export const UNBORN_STATES = ['expected', 'born', 'moved', 'pregnancy_ended'] as const;
export type UnbornStateCode = (typeof UNBORN_STATES)[number];

/** May one state follow another? Born and pregnancy ended are ends; a mother who moved may give birth or move again. */
export function mayBecome(from: UnbornStateCode, to: UnbornStateCode): boolean {
  if (from === 'born' || from === 'pregnancy_ended') return false;
  return to !== 'expected' || from === 'expected' || from === 'moved';
}

/** Who knows of the pregnancy, as told by the report or by a worker; "not known" is held as tightly as "only the mother". */
export type PregnancyKnown = { by: 'mother_only' } | { by: 'listed'; people: readonly string[] } | { by: 'not_known' };

/**
 * Who would learn of it. `casework`: the duty service; `reporter`: whoever told us of this pregnancy, of what they
 * themselves said; `mother`: herself; `other`: anybody else, as they are called in the list.
 */
export type PregnancyReader = { as: 'casework' } | { as: 'reporter' } | { as: 'mother' } | { as: 'other'; called: string };

const compared = (name: string) => name.normalize('NFKC').trim().toLowerCase().replace(/\s+/gu, ' ');

/**
 * May this reader be shown or written something from which the pregnancy can be known? Nobody whom the mother has not
 * told: a partner's page of somebody else's report, a letter, a calendar entry, a household shown to another agency.
 */
export function pregnancyMayBeKnownTo(known: PregnancyKnown, reader: PregnancyReader): boolean {
  if (reader.as !== 'other') return true;
  return known.by === 'listed' && reader.called.trim() !== '' && known.people.some((name) => compared(name) === compared(reader.called));
}

/**
 * Words from which a reader can know of a pregnancy. On the side of holding back: "baby" may be another one, and then it
 * can be said in another way.
 */
const PREGNANCY_WORDS = /\b(?:pregnan\p{L}*|unborn|not (?:yet )?born|midwi\p{L}*|(?:ante|pre)[\s-]?natal\p{L}*|maternity|obstetric\p{L}*|f(?:o?e)tus\p{L}*|foetal|fetal|due date|bab(?:y|ies)|newborn|ultrasound|(?:dating|growth|anomaly|viability) scan|(?:\d{1,2}|twelve|twenty)[\s-]*(?:weeks?|wks?)[\s-]*scan|trimester|gestation\p{L}*)\b/iu;

const NUMBER = String.raw`(?:\d{1,2}|(?:\p{L}+-)?(?:two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|\p{L}+teen|twenty|thirty|forty))`;
/** That a mother is expecting, and how far she is; whoever expects a call or a letter expects no child. */
const EXPECTING = new RegExp(
  String.raw`\bexpecting (?:a|an|another|her|his|their|twins|triplets)\b(?! (?:(?:tele)?phone |return |further )?(?:call|letter|visit|message|reply|answer|e-?mail|report|appointment|parcel|delivery)s?\b)|\b(?:is|was|be|been|are|were|she['’]s) (?:also |now |still )?expecting(?: again| soon)?(?=\s*(?:$|[.,;:!?)]|(?:and|but|in)\b))|\b${NUMBER}[\s-]*(?:weeks?|wks?)[\s-]+gone\b(?! by)`,
  'iu',
);
/** That one was lost or ended; a tenancy is terminated, too. */
const LOST = /\b(?:miscarr\p{L}+(?! of justice)|still[\s-]?(?:born|birth)\p{L}*|abortions?|ectopic|(?<!(?:contract|tenancy|employment|placement|service) )terminations?(?! of (?:\p{L}+ )?(?:tenanc|contract|employment|placement|lease|agreement|service)))\b/iu;

/** Do these words let a reader know of a pregnancy, or of one that ended (safe practice 12)? */
export function speaksOfPregnancy(words: string): boolean {
  return [PREGNANCY_WORDS, EXPECTING, LOST].some((pattern) => pattern.test(words));
}

/** When the child is expected: from a scan or a date, about, or not known. */
export type DueDate = { how: 'known' | 'estimated'; on: Temporal.PlainDate } | { how: 'unknown' };

const DAYS_TO_TERM = 280;
const LONGEST_DAYS = 45 * 7;

/** Completed weeks and days of a pregnancy on a day, from a due date at 40 weeks; null where that day gives none. */
export function gestationOn(due: Temporal.PlainDate, on: Temporal.PlainDate): { weeks: number; days: number } | null {
  const days = DAYS_TO_TERM - on.until(due, { largestUnit: 'days' }).days;
  return days < 0 || days > LONGEST_DAYS ? null : { weeks: Math.floor(days / 7), days: days % 7 };
}

const MOTHER = /\b(?:mother|mum|mam|mummy|mom)\b/iu;
const NOT_BY_BIRTH = /\b(?:grand|step|foster|adoptive|god)\b/iu;

/** Is somebody the mother by birth, by what they are said to be to the child? */
export function isMother(relation: string): boolean {
  const own = ownRelation(relation);
  return MOTHER.test(own) && !NOT_BY_BIRTH.test(own) && !isDoubtedParent(relation);
}

const BABY_OF = /^(?:the\s+)?(?:unborn(?:\s+(?:baby|child))?|baby|bump)\s+(?:of|to)\s+(\S.*)$/iu;

/** The mother whom the name of a child not born yet names, as services write it: "unborn baby of Kayleigh Moss"; null for any other name. */
export function motherNamedIn({ givenName, familyName }: { givenName: string; familyName: string }): { givenName: string; familyName: string } | null {
  const words = (BABY_OF.exec(`${givenName.trim()} ${familyName.trim()}`.trim())?.[1] ?? '').split(/\s+/u).filter((word) => word !== '');
  return words.length < 2 ? null : { givenName: words.slice(0, -1).join(' '), familyName: words.at(-1) ?? '' };
}
