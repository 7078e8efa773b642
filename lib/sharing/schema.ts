import { Temporal } from 'temporal-polyfill';
import { z } from 'zod';
import type { InformationRequest, RequestAnswer } from '@/lib/contact/call/request-store';
import { typedDate } from '@/lib/contact/report/typed-dates';
import { listOf, textOf, type Fields } from '@/lib/platform/draft/model';
import { ok, refused, type Result } from '@/lib/platform/result';
import { clockTime, LONDON } from '@/lib/platform/time';
import {
  AGREEMENT_ANSWERS, ALL_CHILDREN, ASKED_HOW, BASES, CATEGORIES, CHECKS_REASONS, CHECKS_VIEWS, CONFIDENCES, GIVERS, NO_REQUEST, NOT_TOLD_REASONS, SENT_HOW, SERVICES, VERDICTS, objectionsAbout,
  type NewAgreement, type NewBasis, type NewChecksRequest, type NewOpenness, type NewOutbound, type Openness, type Verdict,
} from './model';
import { AGREED_CHOICES, maySayPregnancy, NOBODY_AGREED, NOTHING_ASKED, PREGNANCY_REACHES, TRUST_REACHES, type Asks, type Reach } from './reach';

/** One thing missing or wrong, by the name of its field on the page. */
export interface Gap {
  field: string;
  message: string;
}

/** A child of the contact, as far as an age is asked of them. */
export interface ChildAsked {
  id: string;
  /** ISO date; null when it is not known. */
  dateOfBirth: string | null;
  /** Months of age as somebody put it, where no date of birth is known; 0 of a child not born when it was reported. */
  saidMonths: number | null;
}

/** The forms of the page, each with a prefix of its own for its fields. */
export const SHARING_FORMS = ['agreement', 'openness', 'basis', 'checks', 'answer', 'sent', 'request', 'right', 'back'] as const;
export type SharingForm = (typeof SHARING_FORMS)[number];

const LONGEST = 4000;
/** A text as it is typed, and one without which a form is not complete. */
export const words = z.string().trim().max(LONGEST, `Keep it within ${LONGEST.toLocaleString('en-GB')} characters`);
export const needed = (message: string) => words.min(1, message);
const orNone = <T extends readonly [string, ...string[]]>(codes: T) => z.enum(codes).nullable();

const agreementForm = z.strictObject({
  service: z.enum(SERVICES, { error: 'Choose which service it is about' }),
  answer: z.enum(AGREEMENT_ANSWERS, { error: 'Choose what the answer is' }),
  givenBy: orNone(GIVERS),
  askedOf: words,
  how: orNone(ASKED_HOW),
  scope: words,
  notAsked: words,
  judgedBy: words,
  judgedOn: words,
});

const opennessForm = z.strictObject({
  told: z.enum(['yes', 'no'], { error: 'Choose whether the family was told' }),
  toldWhom: words,
  toldWhat: words,
  toldBy: words,
  checks: orNone(CHECKS_VIEWS),
  objectorsAgree: orNone(['yes', 'no']),
  reason: orNone(NOT_TOLD_REASONS),
  reasonWords: words,
});

const basisForm = z.strictObject({
  basis: z.enum(BASES, { error: 'Choose the lawful basis' }),
  special: z.boolean(),
  confidence: orNone(CONFIDENCES),
  why: needed('Say why it is needed, and why no less would do'),
  advice: words,
});

const checksForm = z.strictObject({
  agencies: needed('Say which agencies are to be asked'),
  question: needed('Say what they are to be asked'),
  reason: z.enum(CHECKS_REASONS, { error: 'Choose why the parents’ agreement is not there' }),
  why: needed('Say in your words why it cannot wait for them'),
});

const answerForm = z.strictObject({
  verdict: z.enum(VERDICTS, { error: 'Choose whether you agree' }),
  comment: needed('Say in a sentence why'),
});

const sentForm = z.strictObject({
  kind: z.enum(['question', 'fact'], { error: 'Choose whether it is a question or a fact' }),
  agency: needed('Say which agency it goes to'),
  recipient: needed('Name the person it goes to'),
  recipientRole: words,
  categories: z.array(z.enum(CATEGORIES)).min(1, 'Choose what it is about'),
  words: needed('Write what is told or asked'),
  how: z.enum(SENT_HOW, { error: 'Choose how it goes' }),
  gone: z.enum(['no', 'yes'], { error: 'Choose whether it goes now or has gone already' }),
  basisId: z.uuid({ error: 'Choose the lawful basis' }).nullable(),
  under: z.union([z.literal(NO_REQUEST), z.uuid()], { error: 'Choose the manager’s agreement, or none' }).nullable(),
  sentBy: words,
  lateWhy: words,
  trustReach: orNone(TRUST_REACHES),
  trustAgreer: orNone(AGREED_CHOICES),
  trustAgreedBy: words,
  trustAgreedRole: words,
  pregnancyReach: orNone(PREGNANCY_REACHES),
});

const requestForm = z.strictObject({
  outcome: z.enum(['given', 'refused'], { error: 'Choose what becomes of the request' }),
  outboundId: z.uuid({ error: 'Choose the record that is the answer' }).nullable(),
  checkedHow: words,
  reason: words,
});

/** What a form was asked of. */
export interface Asked {
  fields: Fields;
  form: SharingForm;
  /** The London day: nothing is recorded as done after it. */
  today: Temporal.PlainDate;
  children: readonly ChildAsked[];
  /** What the family was told and said before, newest first; read for the form of openness alone. */
  openness?: readonly Openness[];
  /** What is asked of a fact beside the gate of agreement; read for the form of what goes out alone. */
  asks?: Asks;
}

/** What a form says, field by field, with every gap that is found on the way. */
export function readerOf({ fields, form, today, children }: Asked) {
  const gaps: Gap[] = [];
  const text = (name: string) => textOf(fields, `${form}.${name}`);
  const gap = (name: string, message: string) => void gaps.push({ field: `${form}.${name}`, message });
  return {
    gaps,
    gap,
    text,
    all: (name: string) => listOf(fields, `${form}.${name}`),
    /** A choice, or null where none was made. */
    choice: (name: string) => (text(name) === '' ? null : text(name)),
    /** A day that has been, as ISO; null where none was typed. */
    day(name: string, { mayCome = false }: { mayCome?: boolean } = {}): string | null {
      const { typed, date } = typedDate(fields, `${form}.${name}`);
      if (typed === '') return null;
      if (date === null) gap(`${name}.day`, 'Give day, month and a year of four figures');
      else if (!mayCome && Temporal.PlainDate.compare(date, today) > 0) gap(`${name}.day`, 'That day has not come yet');
      return date?.toString() ?? null;
    },
    /** One child of the contact; null for all of them, which is chosen like any one of them. It is asked only where there are two or more. */
    person(): ChildAsked | null {
      const chosen = text('person');
      const child = children.find(({ id }) => id === chosen) ?? null;
      const wasAsked = children.length > 1 || chosen !== '';
      if (child === null && wasAsked && chosen !== ALL_CHILDREN) gap('person', 'Choose which child it is about, or all of them');
      return child;
    },
    form<T>(schema: z.ZodType<T>, raw: unknown): T | null {
      const read = schema.safeParse(raw);
      if (read.success) return read.data;
      for (const { path, message } of read.error.issues) gap(path.slice(0, 1).join('.'), message);
      return null;
    },
  };
}

/** Completed years on a day, by the date of birth or as somebody put it; null where no age is known. */
function yearsOn({ dateOfBirth, saidMonths }: ChildAsked, day: Temporal.PlainDate): number | null {
  if (dateOfBirth !== null) return Math.max(0, Temporal.PlainDate.from(dateOfBirth).until(day, { largestUnit: 'years' }).years);
  return saidMonths === null ? null : Math.floor(saidMonths / 12);
}

const OF_AGE_TO_DECIDE = 16;

/** Agreement to a service, or every gap. Somebody under 16 who decides was judged able to, by a named person, on something (Gillick). */
export function readAgreement(asked: Asked): Result<NewAgreement, Gap[]> {
  const { gaps, gap, text, choice, day, person, form } = readerOf(asked);
  const child = person();
  const names = ['askedOf', 'scope', 'notAsked', 'judgedBy', 'judgedOn'] as const;
  const read = form(agreementForm, { service: text('service'), answer: text('answer'), givenBy: choice('givenBy'), how: choice('how'), ...Object.fromEntries(names.map((name) => [name, text(name)])) });
  const askedOn = day('askedOn');
  if (read === null) return refused(gaps);
  const wasAsked = read.answer !== 'not_asked';
  if (!wasAsked && read.notAsked === '') gap('notAsked', 'Say who could not be asked, and why');
  if (wasAsked) {
    if (read.givenBy === null) gap('givenBy', 'Choose who answered');
    if (read.askedOf === '') gap('askedOf', 'Say who was asked');
    if (read.how === null) gap('how', 'Choose how they were asked');
    if (read.scope === '') gap('scope', 'Say what the service would be, and what may be told to whom for it');
  }
  // Each child who is meant decides for themselves, on the day on which they were asked; of one child alone nobody is asked which.
  const meant = child === null ? asked.children : [child];
  const asOf = askedOn === null ? asked.today : Temporal.PlainDate.from(askedOn);
  const years = meant.map((each) => yearsOn(each, asOf)).find((age) => age !== null && age < OF_AGE_TO_DECIDE) ?? null;
  if (read.givenBy === 'aged_16' && years !== null) gap('givenBy', `${meant.length === 1 ? 'This child' : 'One of these children'} was ${years} when asked. Under 16, say who judged that they understand enough, and on what`);
  if (read.givenBy === 'gillick') {
    if (read.judgedBy === '') gap('judgedBy', 'Say who judged that the young person understands enough');
    if (read.judgedOn === '') gap('judgedOn', 'Say what that judgement rests on');
  }
  if (gaps.length > 0) return refused(gaps);
  return ok({ ...read, personId: child?.id ?? null, askedOn, givenBy: wasAsked ? read.givenBy : null, how: wasAsked ? read.how : null });
}

/** Telling the family is put off and looked at again, not left for good: a later day is recorded when that one has come. */
const LONGEST_UNTOLD = { months: 3 };

/** What the family was told, or why not and until when; or every gap. */
export function readOpenness(asked: Asked): Result<NewOpenness, Gap[]> {
  const { gaps, gap, text, all, choice, day, person, form } = readerOf(asked);
  const personId = person()?.id ?? null;
  const names = ['toldWhom', 'toldWhat', 'toldBy', 'reasonWords'] as const;
  const read = form(opennessForm, { told: text('told'), checks: choice('checks'), objectorsAgree: choice('objectorsAgree'), reason: choice('reason'), ...Object.fromEntries(names.map((name) => [name, text(name)])) });
  const [toldOn, untilOn] = [day('toldOn'), day('untilOn', { mayCome: true })];
  if (read === null) return refused(gaps);
  const told = read.told === 'yes';
  const objections = told && read.checks === 'agree' ? objectionsAbout(asked.openness ?? [], personId, asked.children) : [];
  const objected = objections.length > 0;
  if (objected && read.objectorsAgree === null) gap('objectorsAgree', 'Somebody did not agree before. Choose whether it is they who agree now');
  // "Everybody" is whoever stood beside the question: nobody answers for an objection that they had not seen.
  const seen = all('seen');
  if (read.objectorsAgree === 'yes' && objections.some(({ id }) => !seen.includes(id))) gap('objectorsAgree', 'Somebody else did not agree meanwhile. Look at who did not agree, and choose again');
  if (told) {
    if (read.toldWhom === '') gap('toldWhom', 'Say who was told');
    if (read.toldWhat === '') gap('toldWhat', 'Say what they were told');
    if (read.toldBy === '') gap('toldBy', 'Say by whom');
    if (read.checks === null) gap('checks', 'Choose whether they were told that other agencies may be asked');
  } else {
    if (read.reason === null) gap('reason', 'Choose why the family is not told');
    if (read.reasonWords === '') gap('reasonWords', 'Say in your words why');
    if (untilOn === null) {
      if (!gaps.some(({ field }) => field === 'openness.untilOn.day')) gap('untilOn.day', 'Say on which day it is looked at again');
    } else if (Temporal.PlainDate.compare(Temporal.PlainDate.from(untilOn), asked.today.add(LONGEST_UNTOLD)) > 0) gap('untilOn.day', 'Look at it again within three months: give an earlier day');
  }
  if (gaps.length > 0) return refused(gaps);
  return ok({ ...read, personId, told, toldOn: told ? toldOn : null, untilOn: told ? null : untilOn, checks: told ? read.checks : null, objectorsAgree: objected && read.objectorsAgree === 'yes', reason: told ? null : read.reason });
}

/** The lawful basis, or every gap. */
export function readBasis(asked: Asked): Result<NewBasis, Gap[]> {
  const { gaps, text, choice, person, form } = readerOf(asked);
  const personId = person()?.id ?? null;
  const read = form(basisForm, { basis: text('basis'), special: text('special') === 'yes', confidence: choice('confidence'), why: text('why'), advice: text('advice') });
  return read === null || gaps.length > 0 ? refused(gaps) : ok({ ...read, personId });
}

/** A question to a manager, or every gap. */
export function readChecksRequest(asked: Asked): Result<NewChecksRequest, Gap[]> {
  const { gaps, text, person, form } = readerOf(asked);
  const personId = person()?.id ?? null;
  const read = form(checksForm, { agencies: text('agencies'), question: text('question'), reason: text('reason'), why: text('why') });
  return read === null || gaps.length > 0 ? refused(gaps) : ok({ ...read, personId });
}

/** A manager's answer, or every gap. */
export function readAnswer(asked: Asked): Result<{ verdict: Verdict; comment: string }, Gap[]> {
  const { gaps, text, form } = readerOf(asked);
  const read = form(answerForm, { verdict: text('verdict'), comment: text('comment') });
  return read === null || gaps.length > 0 ? refused(gaps) : ok(read);
}

/**
 * What becomes of a request for information, or every gap. Whoever asks is made sure of before anything is given (domain 7.9): how
 * and when, where it was not as they rang.
 */
export function readRequestAnswer(asked: Asked, request: Pick<InformationRequest, 'verified' | 'receivedAt'>, now: Temporal.Instant): Result<Pick<RequestAnswer, 'outcome' | 'outboundId' | 'checkedHow' | 'checkedAt' | 'reason'>, Gap[]> {
  const { gaps, gap, text, choice, day, form } = readerOf(asked);
  const read = form(requestForm, { outcome: text('outcome'), outboundId: choice('outboundId'), checkedHow: text('checkedHow'), reason: text('reason') });
  if (read === null) return refused(gaps);
  const { outcome } = read;
  if (outcome === 'refused') {
    if (read.reason === '') gap('reason', 'Say why it is refused');
    return gaps.length > 0 ? refused(gaps) : ok({ outcome, outboundId: null, checkedHow: '', checkedAt: null, reason: read.reason });
  }
  const known = request.verified === 'known' ? 'Known by voice when they rang' : request.verified === 'rung_back' ? 'Rung back through their switchboard when they rang' : '';
  const checkedHow = read.checkedHow || known;
  if (read.outboundId === null) gap('outboundId', 'Choose the record that is the answer');
  if (checkedHow === '') gap('checkedHow', 'Say how it was made sure who asks: nobody had verified them');
  const [on, time] = [day('checkedOn'), text('checkedTime').trim()];
  const clock = clockTime(time);
  const asTheyRang = known !== '' && on === null && time === '';
  if (!asTheyRang && on === null && !gaps.some(({ field }) => field === 'request.checkedOn.day')) gap('checkedOn.day', 'Say on which day it was made sure');
  if (!asTheyRang && clock === null) gap('checkedTime', 'Give the time as 14:30; about is good enough');
  const checkedAt = asTheyRang ? request.receivedAt : on === null || clock === null ? null : Temporal.PlainDate.from(on).toZonedDateTime({ timeZone: LONDON, plainTime: clock }).toInstant();
  if (checkedAt !== null && Temporal.Instant.compare(checkedAt, now) > 0) gap('checkedTime', 'That time has not come yet');
  return gaps.length > 0 ? refused(gaps) : ok({ outcome, outboundId: read.outboundId, checkedHow, checkedAt, reason: '' });
}

/** What is typed of whom a fact reaches. */
type TypedReach = Pick<z.infer<typeof sentForm>, 'trustReach' | 'trustAgreer' | 'trustAgreedBy' | 'trustAgreedRole' | 'pregnancyReach'>;

/**
 * Whether it reaches the adult of whom something is alleged, their employer or whoever would tell them, and who agreed to that by the time
 * it went (domain 7.15). That nobody did is an answer too, which the verb judges; agreed afterwards is not agreed.
 * @param sentAt null where that has a gap of its own.
 */
function readTrust({ gaps, gap, text, day }: ReturnType<typeof readerOf>, typed: TypedReach, asked: boolean, sentAt: Temporal.Instant | null): Omit<Reach, 'pregnancyReach'> {
  const reach = asked ? typed.trustReach : null;
  const none = { trustReach: reach, trustAgreer: null, trustAgreedBy: '', trustAgreedRole: '', trustAgreedAt: null };
  if (asked && reach === null) gap('trustReach', 'Choose whether it goes to the adult concerned, their employer or somebody who will tell them');
  if (reach === null || reach === 'nobody') return none;
  if (typed.trustAgreer === null) gap('trustAgreer', 'Choose who agreed that they hear it, or that nobody has');
  if (typed.trustAgreer === null || typed.trustAgreer === NOBODY_AGREED) return none;
  if (typed.trustAgreedBy === '') gap('trustAgreedBy', 'Name the person who agreed');
  if (typed.trustAgreedRole === '') gap('trustAgreedRole', 'Say what their work is');
  const [on, clock] = [day('trustOn'), clockTime(text('trustTime').trim())];
  if (on === null && !gaps.some(({ field }) => field === 'sent.trustOn.day')) gap('trustOn.day', 'Say on which day they agreed');
  if (clock === null) gap('trustTime', 'Give the time as 14:30; about is good enough');
  const agreedAt = on === null || clock === null ? null : Temporal.PlainDate.from(on).toZonedDateTime({ timeZone: LONDON, plainTime: clock }).toInstant();
  if (agreedAt !== null && sentAt !== null && Temporal.Instant.compare(agreedAt, sentAt) > 0) gap('trustTime', 'It went before that: what is agreed afterwards was not agreed. Choose that nobody had, or put the time right');
  return { trustReach: reach, trustAgreer: typed.trustAgreer, trustAgreedBy: typed.trustAgreedBy, trustAgreedRole: typed.trustAgreedRole, trustAgreedAt: agreedAt };
}

/** Whom it lets know of a pregnancy on record (domain 7.12). */
function readPregnancy({ gap }: ReturnType<typeof readerOf>, { pregnancyReach }: TypedReach, asked: Asks['pregnancy'], { personId, words: said }: { personId: string | null; words: string }): Reach['pregnancyReach'] {
  if (asked === null) return null;
  if (pregnancyReach === null) gap('pregnancyReach', 'A pregnancy is on record. Choose whom this lets know of it');
  else if (pregnancyReach === 'nothing' && maySayPregnancy(asked, personId, said)) gap('pregnancyReach', 'It is about a child not born yet, or its words can let somebody know of a pregnancy. Choose who reads it, or say it in another way');
  return pregnancyReach;
}

/**
 * What goes to another agency, or every gap. What has gone already says when, by whose hand, and why it is written down only
 * now; whether there was ground for it then is not asked of the writer but looked up. Whom it reaches is asked where something is alleged of
 * somebody in a position of trust, and where a pregnancy is on record. `under` is the request to a manager under
 * which it goes, or that there is none; null where nothing was chosen.
 */
export function readSent(asked: Asked, now: Temporal.Instant): Result<NewOutbound & { under: string | null }, Gap[]> {
  const reader = readerOf(asked);
  const { gaps, gap, text, all, choice, day, person, form } = reader;
  const personId = person()?.id ?? null;
  const names = ['agency', 'recipient', 'recipientRole', 'words', 'sentBy', 'lateWhy', 'trustAgreedBy', 'trustAgreedRole'] as const;
  const choices = ['basisId', 'under', 'trustReach', 'trustAgreer', 'pregnancyReach'] as const;
  const read = form(sentForm, { kind: text('kind'), how: text('how'), gone: text('gone'), categories: all('categories'), ...Object.fromEntries([...choices.map((name) => [name, choice(name)]), ...names.map((name) => [name, text(name)])]) });
  const [on, time] = [day('on'), text('time').trim()];
  const clock = clockTime(time);
  if (read === null) return refused(gaps);
  const { gone, sentBy, lateWhy, ...typed } = read;
  const { trust, pregnancy } = asked.asks ?? NOTHING_ASKED;
  const wentAt = gone === 'no' ? now : on === null || clock === null ? null : Temporal.PlainDate.from(on).toZonedDateTime({ timeZone: LONDON, plainTime: clock }).toInstant();
  const fact = { ...typed, ...readTrust(reader, typed, trust !== null, wentAt), pregnancyReach: readPregnancy(reader, typed, pregnancy, { personId, words: typed.words }) };
  if (gone === 'no') {
    if (fact.basisId === null) gap('basisId', 'Choose the lawful basis');
    return gaps.length > 0 ? refused(gaps) : ok({ ...fact, personId, sentAt: now, late: null });
  }
  if (on === null && !gaps.some(({ field }) => field === 'sent.on.day')) gap('on.day', 'Say on which day it went');
  if (clock === null) gap('time', 'Give the time as 14:30; about is good enough');
  if (sentBy === '') gap('sentBy', 'Say who sent it');
  if (lateWhy === '') gap('lateWhy', 'Say why it is written down only now');
  if (gaps.length > 0 || wentAt === null) return refused(gaps);
  if (Temporal.Instant.compare(wentAt, now) >= 0) return refused([{ field: 'sent.time', message: 'That time has not come yet' }]);
  return ok({ ...fact, personId, sentAt: wentAt, late: { sentBy, why: lateWhy } });
}
