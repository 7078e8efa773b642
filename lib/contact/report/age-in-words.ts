import { Temporal } from 'temporal-polyfill';
import { dayWords } from '@/lib/platform/time';
import { ageText } from './age-text';

/** How old somebody is said to be, by years or by months. */
export type SaidAge = { years: number } | { months: number };

/** What an age in words comes to. */
export interface AgeSaid {
  /** Null when nothing can be read from the words. */
  age: SaidAge | null;
  /** The words may mean a baby and do not say so for certain: it is taken for one until a person says otherwise (domain 2.2 behaviour 6, 7.7). */
  mayBeBaby: boolean;
}

/** Nobody is older. */
export const PLAUSIBLE_YEARS = 130;

/**
 * Figures that are written as words. None above fifteen: whatever the law asks of 16 and 17 stays asked where the age is not known, and
 * the words themselves stand before the worker.
 */
const FIGURES = ['zero', 'one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine', 'ten', 'eleven', 'twelve', 'thirteen', 'fourteen', 'fifteen'] as const;
/** Above that only what a baby's age is counted in: eighteen months, twenty days. */
const LONGER = { sixteen: 16, seventeen: 17, eighteen: 18, nineteen: 19, twenty: 20, thirty: 30, forty: 40, fifty: 50 } as const;
const OF_UNIT = String.raw`(?=[\s-]*(?:calendar|full|whole)?[\s-]*(?:months?|mths?|weeks?|wks?|days?)(?!\p{L}))`;
const OF_ANY_UNIT = String.raw`(?=[\s-]*(?:calendar|full|whole)?[\s-]*(?:months?|mths?|weeks?|wks?|days?|years?|yrs?)(?!\p{L}))`;
/** Before these "one" is nobody's age: the little one, the older one. */
const A_ONE = String.raw`(?:little|young|younger|youngest|old|older|oldest|middle|eldest|other|this|that|the|which|every|any|no)\s`;
const word = (text: string, after = '') => new RegExp(String.raw`(?<!\p{L})${text}(?!\p{L})${after}`, 'giu');

/** The words with figures for what is written out: "six weeks", "half a year", "less than a year", "a couple of weeks". */
function inFigures(words: string): string {
  let text = words.replaceAll('’', "'").replace(/(?<!\p{L})next (?:week|month)(?!\p{L})/giu, 'soon');
  text = text.replace(/(?<![\d/]\s?)(?:half(?:\s+of)?\s+a|½\s*(?:a|of a)?|1\/2\s*(?:a|of a)?)\s*year(?!\p{L})/giu, '6 months');
  text = text.replace(word('(?:a )?couple of(?= (?:months|weeks|days))'), '2');
  for (const [name, tens] of Object.entries(LONGER)) {
    if (tens >= 20) for (const [ones, unit] of FIGURES.slice(1, 10).entries()) text = text.replace(word(`${name}[ -]${unit}`, OF_UNIT), String(tens + ones + 1));
    text = text.replace(word(name, OF_UNIT), String(tens));
  }
  // Beside a figure a word counts only with its unit: "the older one, 14" has one age. "Twenty-one" stays as it is.
  const alone = /\d/u.test(text) ? OF_ANY_UNIT : '';
  for (const [figure, name] of FIGURES.entries()) text = text.replace(new RegExp(String.raw`(?<!\p{L}|ty[\s-]|${A_ONE})${name}s?(?!\p{L})${alone}`, 'giu'), String(figure));
  return text.replace(/(?<![\p{L}\d])an?(?=\s+(?:year|month|week|day)(?!\p{L}))/giu, '1');
}

/** How far a pregnancy was, or is, is nobody's age: "born at 36 weeks", "10 weeks pregnant", "6 weeks early". */
const OF_A_PREGNANCY = [
  /(?:born|delivered|arrived|came)\s+(?:(?:early|prematurely|prem)\s+)?at\s+(?:about\s+)?\d{2}(?:\s*\+\s*\d)?\s*(?:weeks?|wks?|w|\/40)?(?!\p{L})/giu,
  /\d{1,2}(?:\s*\+\s*\d)?\s*(?:weeks?|wks?|months?)\s*(?:gestation|pregnant|premature|prem(?!\p{L})|early|preterm|before (?:her|his|the|their) (?:due )?(?:time|date))/giu,
  /(?:pregnant|gestation(?:\s+of)?)\s+(?:at\s+)?\d{1,2}(?:\s*\+\s*\d)?\s*(?:weeks?|wks?|months?)/giu,
];

/** Words that stand where an age is asked for, and say that there is none yet: "unborn", "baby not born yet", "due in February". Anything before them is somebody's: "a teenager, due in February". */
const NOT_BORN = /^\W*(?:(?:an?|the|still|is|baby|child)\s+)*(?:un-?born|not (?:yet )?born|f(?:o)?etus|in utero|due|expected|edd)(?!\p{L})/iu;

/** What is said in the place of an age of a pregnancy that goes on: how far it is, when it ends, or that there is no birth yet. */
const GOES_ON = [
  /\d{1,2}(?:\s*\+\s*\d)?\s*(?:(?:weeks?|wks?|months?)\s*(?:of\s+)?(?:gestation|pregnant|pregnancy)|\/\s*40(?!\d))/giu,
  /(?:pregnan(?:t|cy)|gestation)\s+(?:(?:of|at|is|for)\s+)?\d{1,2}(?:\s*\+\s*\d)?\s*(?:weeks?|wks?|months?)/giu,
  /(?<!\p{L})(?:due|expected|edd)(?:[\s:]+(?:on|in|by|date|about|around))*[\s:]+\d{1,4}(?:st|nd|rd|th)?(?:[\s/.-]+(?:\d{1,4}(?!\d|[\s-]*(?:years?|yrs?|yo|y)(?!\p{L}))|(?:jan|feb|mar|apr|may|june?|july?|aug|sep|oct|nov|dec)\p{L}*))*/giu,
  /(?<!\p{L})(?:bab(?:y|ies)\s+bump|bump|(?:bab(?:y|ies)|child)?\s*(?:is\s+)?not\s+(?:yet\s+)?born|un-?born(?:\s+(?:baby|child))?)(?!\p{L})/giu,
];
/** Of whoever is born: a birth that has been, a figure, a school, or a time of life. Words without any of it say no age: "N/A", "not known", "bump". */
const OF_THE_BORN = /\d|(?<!\p{L})(?:born|delivered|arrived|birth|new-?born|prem\p{L}*|preterm|infants?|toddler|teen\p{L}*|adolescen\p{L}*|minor|(?<!baby )(?:girl|boy)|young|youth|adult|wom[ae]n|lady|school\p{L}*|college|uni\p{L}*|nursery|reception|primary|junior|secondary|academy|sixth|form|year|grade|pupil|student|gcses?|a[ -]levels?|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen|twent\p{L}*|thirt\p{L}*|fort\p{L}*|neonat\p{L}*|nicu|scbu|c[ -]section|caesarean|discharged|(?:now|gone|went|back|taken|sent) home)(?!\p{L})/iu;

/** The words with what is said of a pregnancy that goes on taken away. */
const besidePregnancy = (words: string) => GOES_ON.reduce((rest, each) => rest.replace(each, ' '), words);

/** Do words in the place of an age say anything of somebody who is born, however little of an age? */
export const saysBorn = (words: string) => !NOT_BORN.test(words) && OF_THE_BORN.test(besidePregnancy(inFigures(ageText(words))));

/** Do words in the place of an age say that the child is not born yet: by those that begin with it, or by how far a pregnancy is and nothing of somebody born? */
export function saysNotBorn(words: string): boolean {
  const plain = inFigures(ageText(words));
  return NOT_BORN.test(words) || (besidePregnancy(plain) !== plain && !saysBorn(words));
}

const FIGURE = String.raw`(?<![\d.,])(\d{1,3}(?:[.,]\d+)?)(?!\d)`;
const UNIT = String.raw`(months?|mths?|mos?|weeks?|wks?|days?|years?|yrs?|yo|m|w|d|y)(?!\p{L})`;
/** A figure, perhaps with a second one ("4-5", "8 or 9", the lower counts) and a half, and the unit that belongs to it ("5-month-old"). */
const AGE = new RegExp(String.raw`${FIGURE}(?:\s*(?:-|–|to|or|and)\s*${FIGURE})?(?:\s*(?:½|and a half))?(?:[\s-]*(?:calendar|full|whole)?[\s-]*${UNIT})?`, 'iu');
const EACH_AGE = new RegExp(AGE.source, 'giu');
/** As health services write it: 3/12 is three months, 6/52 six weeks, 4/7 four days. */
const IN_PARTS = /(?<![\d/])(\d{1,2})\s*\/\s*(12|52|7)(?![\d/])/u;
const MONTHS_OF_PART: Record<string, number> = { 12: 1, 52: 12 / 52, 7: 12 / 365 };
const MONTHS_OF: Record<string, number> = { m: 1, w: 12 / 52, d: 12 / 365 };
/** Words of a baby's age that stand apart from any figure: whatever the figure counts, it is not years for certain. */
const OF_A_BABY = /(?<!\p{L})(?:months?|mths?|weeks?|wks?|days?|new-?born)(?!\p{L})/iu;
/** A baby by its name, without any figure. */
const A_BABY = /(?<!\p{L})(?:new[\s-]?borns?|bab(?:y|ies|e)|neonat\p{L}*|infant(?!s?['’]?\s+(?:school|class|teacher))|just born|born\s+(?:just\s+)?(?:today|yesterday|last (?:week|night|month)|this (?:week|month|morning)|on (?:mon|tues|wednes|thurs|fri|satur|sun)day|(?:\p{L}+\s+)?(?:days|weeks|months) ago)|in arms|breast-?fed|bottle-?fed|(?:not|n't)\s+(?:yet\s+)?(?:crawl|walk)\p{L}*(?:\s+yet)?|first year of (?:her |his |their )?life)(?!\p{L})/iu;
/** "under 1", "<1", "less than 6 months", "under-fives": any age below it is left open. */
const BELOW = /(?<!\p{L})(?:under|below|less than|younger than|no more than|not more than|not over|up to|at most)(?!\p{L})|</iu;
/** "nearly 1", "not yet 1", "about 1", "1 next week": the birthday may be still to come. */
const NEARLY = /(?<!\p{L})(?:nearly|almost|not(?: even)? (?:yet|quite)|just under|coming up|approaching|turning|about|around|roughly|approx\p{L}*|close to|soon|next|will be|going to be|before|ish|maybe|perhaps|possibly|1ish|on (?:mon|tues|wednes|thurs|fri|satur|sun)day|in (?:january|february|march|april|may|june|july|august|september|october|november|december))(?!\p{L})|1ish|~|\?|n't(?: yet)?(?!\p{L})/iu;
/** Up to this figure "under" is said of babies too: the under-fives. */
const UNDER_FIVES = 5;
/** "nearly 18", "not yet 16", "turning 14": the birthday is still to come. "About" and "around" say no such thing of a child of years. */
const TO_COME_BEFORE = /(?<!\p{L})(?:nearly|almost|just (?:under|below|short of)|coming (?:up(?: to| for)?|on(?: for)?)|approaching|turn(?:s|ing)|close to|soon(?: to be)?|will be|going to be|(?:not|\p{L}+n't)(?: even)?(?: yet| quite)?)(?: turned| turning)?\s*$/iu;
const TO_COME_AFTER = /^(?:[\s-]*old)?,?\s*(?:soon|next|tomorrow|on \p{L}+day|this \p{L}+day|in (?:a|\d+) (?:days?|weeks?|months?))(?!\p{L})/iu;
/** "under 16", "16 or under", "18 in May": any age below the figure is left open. Right at the figure only: who is "15, under CAMHS" is 15. */
const BELOW_BEFORE = /(?:<|(?<!\p{L})(?:under|below|less than|younger than|no more than|not more than|not over|up to|at most|u))(?: the age of)?[\s-]*$/iu;
const BELOW_AFTER = /^(?:[\s-]*old)?,?\s*(?:(?:or|and) (?:under|below|younger|less)|in (?:january|february|march|april|may|june|july|august|september|october|november|december))(?!\p{L})/iu;
/** Whoever is under 14 may be under 13, and whoever is under 13 is: so far the figure before says what the law asks. Above it an age that is not known leaves each duty open. */
const BELOW_READ_TO = 14;
/** A year of school in England: whoever is in Year 4 is 8 or 9 (School Admissions Code: reception from the September after the fourth birthday). */
const SCHOOL_YEAR = /(?<!\p{L}|\d[\s-]*)(?:years?|yr|y)\s*-?\s*(\d{1,2})(?![\p{L}\d/])(?!\s*-?\s*(?:years?|yrs?|old|months?|mths?|weeks?|wks?|days?)(?!\p{L}))/iu;
const YEARS_BEFORE_SCHOOL_YEAR = 4;
const LAST_SCHOOL_YEAR = 13;
/** From this age the law asks things of their own (homelessness at 16 and 17): who may be 15 still, in Year 11, is not told apart. */
const READ_BELOW = 16;

/** The year of school that the words name; null where they name none. */
export function schoolYear(words: string): number | null {
  const found = SCHOOL_YEAR.exec(words);
  const year = found === null ? 0 : Number(found[1]);
  return year >= 1 && year <= LAST_SCHOOL_YEAR ? year : null;
}

/** Every age that is counted in months, weeks or days, in whole months. */
function monthsIn(text: string): number[] {
  return [...text.matchAll(EACH_AGE)].flatMap((found) => {
    const each = MONTHS_OF[found[3]?.[0]?.toLowerCase() ?? ''];
    return each === undefined ? [] : [Math.floor(leastOf(found) * each)];
  });
}

const figuresOf = (found: RegExpExecArray | RegExpMatchArray) => [found[1], found[2]].flatMap((text) => (text === undefined ? [] : [Number(text.replace(',', '.'))]));
const leastOf = (found: RegExpExecArray | RegExpMatchArray) => Math.min(...figuresOf(found));

const A_NEWBORN: SaidAge = { months: 0 };
const sure = (age: SaidAge | null): AgeSaid => ({ age, mayBeBaby: false });
const perhaps = (age: SaidAge): AgeSaid => ({ age, mayBeBaby: true });

/** The age by the first figure, before it is asked whether the words leave a baby open. */
function byFigure(text: string): AgeSaid {
  const part = IN_PARTS.exec(text);
  if (part !== null) return sure({ months: Math.floor(Number(part[1]) * (MONTHS_OF_PART[part[2] ?? ''] ?? 0)) });
  const found = AGE.exec(text);
  if (found === null) return sure(null);
  const unit = found[3]?.[0]?.toLowerCase();
  const counted = monthsIn(text);
  const figure = leastOf(found);
  const each = unit === undefined ? undefined : MONTHS_OF[unit];
  if (each !== undefined) {
    const [first, least] = [Math.floor(figure * each), Math.min(...counted)];
    return least < first && first >= 12 ? perhaps({ months: least }) : sure({ months: least });
  }
  const after = text.slice(found.index + found[0].length);
  if (unit === undefined && (OF_A_BABY.test(text) || A_BABY.test(text))) return perhaps({ months: Math.min(...(counted.length === 0 ? [0] : counted)) });
  if (unit === undefined && /^\p{L}|^\//u.test(after)) return sure(null);
  return sure(figure <= PLAUSIBLE_YEARS ? { years: figure } : null);
}

/** Is the figure exactly the first birthday: 1, 1 year, 12 months, and nothing after it? */
function isFirstBirthday(age: SaidAge, text: string): boolean {
  if (/½|and a half|(?<!\d)\d{1,2}\s*(?:months?|mths?)/iu.test(text) && !('months' in age)) return false;
  return 'years' in age ? age.years === 1 : age.months === 12;
}

/** The years that are said, or the year before where the birthday is still to come; null where the words leave open how much younger: too old is the worse mistake, since duties of the law end at a birthday. */
function yearsReached(years: number, text: string): number | null {
  const found = AGE.exec(text);
  if (found === null || /½|half/iu.test(found[0])) return years;
  const [before, after] = [text.slice(0, found.index), text.slice(found.index + found[0].length)];
  const lastBirthday = Math.ceil(years) - 1;
  if (TO_COME_BEFORE.test(before) || TO_COME_AFTER.test(after)) return lastBirthday;
  if (BELOW_BEFORE.test(before) || BELOW_AFTER.test(after)) return years <= BELOW_READ_TO ? lastBirthday : null;
  return years;
}

/**
 * The age that words say. "about 6" is 6 years, "5 months" and "five-month-old" 5 months, "4-5 months" 4, "Year 4" 8 years; of several
 * ages of a baby the least counts. "nearly 18" is 17, and "under 16" is not known. Words that leave a baby open ("newborn", "under 1", "a few weeks") are a baby's: a baby taken for a
 * child of years would be the worse mistake.
 */
export function ageSaid(words: string): AgeSaid {
  const plain = inFigures(ageText(words));
  const text = OF_A_PREGNANCY.reduce((rest, each) => rest.replace(each, ' '), plain);
  const year = schoolYear(text);
  if (year !== null) return sure(year + YEARS_BEFORE_SCHOOL_YEAR < READ_BELOW ? { years: year + YEARS_BEFORE_SCHOOL_YEAR } : null);
  const read = byFigure(text);
  const { age } = read;
  if (age === null) {
    if (A_BABY.test(text) || OF_A_BABY.test(text)) return sure(A_NEWBORN);
    // How far the pregnancy went and no figure beside it: not born, or not long ago, for all that is known.
    return text !== plain && !/\d/u.test(text) ? perhaps(A_NEWBORN) : read;
  }
  if (read.mayBeBaby) return read;
  if ('years' in age && age.years > UNDER_FIVES) {
    const years = yearsReached(age.years, text);
    return sure(years === null ? null : { years });
  }
  const youngest = isFirstBirthday(age, text);
  if (('months' in age || age.years <= UNDER_FIVES) && BELOW.test(text)) return 'months' in age || youngest ? sure(A_NEWBORN) : perhaps(A_NEWBORN);
  return youngest && (NEARLY.test(text) || /birthday/iu.test(text)) ? perhaps({ months: 11 }) : read;
}

/** What stands behind words of an age that were said with an earlier report, and on which day. Where it was written without a day nobody knows how long ago that was. */
const TOLD_BEFORE = / \(as told before(?:, on ([1-9]\d?)\/([1-9]\d?)\/(\d{4}))?\)/u;

/** Words of an age as they stand in a report that tells them again: told again once more they keep the day on which they were said first. */
export const ageToldBefore = (words: string, on: Temporal.PlainDate): string => (words === '' || TOLD_BEFORE.test(words) ? words : `${words} (as told before, on ${dayWords(on.toString())})`);

/** Words of an age as they were said first, whether or not they are told again. */
export const ageAsSaid = (words: string): string => words.replace(TOLD_BEFORE, '');

/** Were these words of an age said with an earlier report? On which day, or null where that is not known any more; undefined where they were not. */
export function ageSaidOn(words: string): Temporal.PlainDate | null | undefined {
  const found = TOLD_BEFORE.exec(words);
  if (found === null) return undefined;
  const [, day, month, year] = found;
  return year === undefined ? null : Temporal.PlainDate.from({ year: Number(year), month: Number(month), day: Number(day) });
}

/** What somebody said of an age, without what a form adds to it of a date or an earlier report: that says nothing of the age. */
export const asFirstSaid = (words: string): string => (words.split(';')[0] ?? '').replace(TOLD_BEFORE, '');

/** What a worker is told of an age that stands in words (`ChildAge`): not read, or taken for a baby's because they leave one open. */
export function inWords(words: string, months: number | null): 'not_read' | 'perhaps_baby' | null {
  if (words.trim() === '') return null;
  if (months === null) return 'not_read';
  return months < 12 && ageSaid(asFirstSaid(words)).mayBeBaby ? 'perhaps_baby' : null;
}

/** Somebody who does not know for certain says so: "about 15", "15ish", "15?". */
const AN_ESTIMATE = /(?<!\p{L})(?:about|around|roughly|approx\p{L}*|circa|maybe|perhaps|possibly|probably|likely|looks?|appears?|seems?|thought|i think|we think|not sure)(?!\p{L})|\d\s?ish(?!\p{L})|~|\?/iu;
/** So far beside the truth an estimate may be. Illustrative: two years either way are what is commonly granted to who judges an age by looking. */
const AN_ESTIMATE_IS_OFF_BY = 2;
/** "over 15", "15+", "15 or older": no end is set. Right at the figure only: who is "6, over here from Poland" is 6. */
const NO_END_BEFORE = /(?<!\p{L})(?:over|above|at least|more than|older than)(?: the age of)?(?: (?:about|around|roughly|perhaps|maybe))?[\s-]*$/iu;
const NO_END_AFTER = /^(?:[\s-]*old)?(?:\s?\+|,?\s*(?:or|and) (?:over(?! (?:here|there)(?!\p{L}))|older|above|more)(?!\p{L}))/iu;
const hasNoEnd = (text: string, found: RegExpExecArray) => NO_END_BEFORE.test(text.slice(0, found.index)) || NO_END_AFTER.test(text.slice(found.index + found[0].length));

/**
 * The least and the most years that words leave open of somebody whose age in years can be read from them: "15 or 16", "about 15", whoever is in
 * Year 11 is 15 or 16. Null where none can be read. What is made of the age itself is the least of it (`ageSaid`): where it is a rule for the
 * older that protects, it is the most that counts.
 */
export function yearsLeftOpen(words: string): { from: number; to: number } | null {
  const { age } = ageSaid(words);
  if (age === null || !('years' in age)) return null;
  const text = inFigures(ageText(words));
  if (schoolYear(text) !== null) return { from: age.years, to: age.years + 1 };
  const found = AGE.exec(text);
  const off = AN_ESTIMATE.test(text) ? AN_ESTIMATE_IS_OFF_BY : 0;
  const most = found !== null && hasNoEnd(text, found) ? Infinity : Math.max(age.years, ...(found !== null && found[2] !== undefined ? figuresOf(found) : []));
  return { from: age.years - off, to: most + off };
}
