import { Temporal } from 'temporal-polyfill';
import { z } from 'zod';
import { AGENCY_KINDS, type AgencyKind } from '@/lib/access/model';
import type { ToRing } from '@/lib/line/schema';
import { textOf, type Fields } from '@/lib/platform/draft/model';
import { clockTime, LONDON } from '@/lib/platform/time';
import { PUBLIC } from '../report/classify';
import type { FieldNote } from '../report/typed-dates';
import { stepOf } from '../report/steps';
import { kindOf, KIND_TABLE, type CallKind } from './kinds';

/**
 * A call as it is taken down: the fields of a report under their own names, since what a caller says is a report, and a few of
 * the call's own under `call.`. Of these, `call.notes` is ours and never part of what the caller said (domain 7.9).
 */
export const CALL_PAGE = 'call';

/** Does a field belong to the screen of a call? */
export function ownedByCall(field: string): boolean {
  return field.startsWith('call.') || stepOf(field) !== undefined;
}

/** How sure we are of who is calling (domain 7.9). */
export const VERIFIED = ['known', 'rung_back', 'not_verified'] as const;
export type Verified = (typeof VERIFIED)[number];

export const VERIFIED_WORDS: Record<Verified, string> = {
  known: 'Known to me by voice',
  rung_back: 'Rung back through the agency’s switchboard',
  not_verified: 'Not verified: listen, and tell nothing',
};

export function isVerified(text: unknown): text is Verified {
  return VERIFIED.some((each) => each === text);
}

interface PersonCalling {
  text: string;
  /** How the queue and the letters call them. */
  called: string;
  /** CIN referral source (domain 4.2). */
  sourceCode: string;
}

/** Callers who speak for no organisation. */
export const PEOPLE_CALLING = {
  family: { text: 'Family: a parent, a relative, a carer', called: 'Family member', sourceCode: '1A' },
  acquaintance: { text: 'A neighbour, a friend, a childminder', called: 'Member of the public', sourceCode: '1B' },
  child: { text: 'The child themself', called: 'The child', sourceCode: '1C' },
  other_person: { text: 'Somebody else from the public', called: 'Member of the public', sourceCode: '1D' },
  anonymous: { text: 'Somebody who does not say who they are', called: 'Anonymous caller', sourceCode: '9' },
} as const satisfies Record<string, PersonCalling>;

/** Organisations that have no row of their own here: by kind, with the name as typed. */
export const OTHER_KINDS: Record<string, string> = { ...AGENCY_KINDS, adult_social_care: 'Adult social care', other_authority: 'Another council’s children’s services', council: 'This council’s own services, emergency duty too' };

const isPerson = (code: string): code is keyof typeof PEOPLE_CALLING => Object.hasOwn(PEOPLE_CALLING, code);
const isKind = (code: string): code is AgencyKind => Object.hasOwn(OTHER_KINDS, code);

export interface CallingAgency {
  id: string;
  name: string;
  kind: string;
}

/** Who rings, as the contact's referrer. */
export interface Caller {
  name: string;
  role: string;
  phone: string;
  /** To which a message may be sent that a letter waits; empty where none was given. */
  email: string;
  agency: { id: string | null; name: string; kind: string };
  sourceCode?: string;
  /** Null while nobody said. */
  verified: Verified | null;
}

/** What kind of conversation it is: as chosen, or a concern. */
export function kindOfCall(fields: Fields): CallKind {
  return kindOf(textOf(fields, 'call.kind'));
}

/** Set by the server once a call was called a consultation, and never taken back: every consultation counts (safe practice 2). */
const CONSULTED = 'call.consulted';

/** Has the call been called a consultation at some time? */
export function hasBeenConsultation(fields: Fields): boolean {
  return textOf(fields, CONSULTED) === 'yes' || kindOfCall(fields) === 'consultation';
}

/** What was posted, with what the call has been called before. */
export function withConsulted(before: Fields, posted: Fields): Fields {
  const { [CONSULTED]: _, ...rest } = posted;
  return hasBeenConsultation(before) || kindOfCall(posted) === 'consultation' ? { ...rest, [CONSULTED]: 'yes' } : rest;
}

/** What of the agency may be said: its own name, or what it was called; where nobody chose, as the kind of call says. */
function agencyOf(fields: Fields, agencies: readonly CallingAgency[]): Pick<Caller, 'agency' | 'sourceCode'> {
  const [how = '', code = ''] = (textOf(fields, 'call.from') || KIND_TABLE[kindOfCall(fields)].from).split(':');
  const typed = textOf(fields, 'call.agencyName').trim();
  const known = how === 'agency' ? agencies.find(({ id }) => id === code) : undefined;
  if (known !== undefined) return { agency: { id: known.id, name: known.name, kind: known.kind } };
  if (how === 'person' && isPerson(code)) return { agency: { id: null, name: PEOPLE_CALLING[code].called, kind: PUBLIC }, sourceCode: PEOPLE_CALLING[code].sourceCode };
  if (how === 'kind' && isKind(code)) return { agency: { id: null, name: typed || (OTHER_KINDS[code] ?? ''), kind: code } };
  return { agency: { id: null, name: typed || 'Caller not known', kind: 'unknown' } };
}

/** The address for a message that a letter waits; what is not one is asked about, and nothing is sent to it. */
export function emailOf(fields: Fields): { email: string; warnings: FieldNote[] } {
  const typed = textOf(fields, 'call.callerEmail').trim();
  const read = z.email().max(254).safeParse(typed);
  if (typed === '' || read.success) return { email: typed.toLowerCase(), warnings: [] };
  return { email: '', warnings: [{ field: 'call.callerEmail', message: `“${typed}” is not an e-mail address. Ask again, or leave it empty: the letter then goes by post.` }] };
}

/** Who is calling, as far as it was taken down. */
export function callerOf(fields: Fields, agencies: readonly CallingAgency[]): Caller {
  const verified = textOf(fields, 'call.verified');
  return { name: textOf(fields, 'call.callerName').trim(), role: textOf(fields, 'you.role').trim(), phone: textOf(fields, 'you.phone').trim(), email: emailOf(fields).email, ...agencyOf(fields, agencies), verified: isVerified(verified) ? verified : null };
}

/** Words that stand on the list of those to be rung where a caller who was cut off gave no name or number, or must not be named there. */
export const STANDS_IN = { name: 'A caller who was cut off', number: 'None: reach them through their organisation', protected: 'Protected', protectedNumber: 'On the page of the call' } as const;

const said = (words: string) => (Object.values<string>(STANDS_IN).includes(words) ? '' : words);

/** What is known of somebody who is rung, as the screen of a call takes it; of how sure we are of them, nothing. */
export function factsOfCaller({ name, role, agencyId, agencyName, phone }: ToRing): Fields {
  return { 'call.callerName': said(name), 'you.role': role, 'you.phone': said(phone), ...(agencyId === null ? { 'call.agencyName': agencyName } : { 'call.from': `agency:${agencyId}` }) };
}

/** What a worker got and types in. */
export const GOT_WRITTEN = ['email', 'letter'] as const;
/** Ways in which something is typed in that nobody said on the telephone: what a machine sent, too. */
export const WRITTEN = [...GOT_WRITTEN, 'api'] as const;
export type Written = (typeof WRITTEN)[number];
export const WRITTEN_WORDS: Record<Written, string> = { email: 'E-mail', letter: 'Letter', api: 'Message of another system' };

/** What is typed in is a call, an e-mail or a letter: kept with the draft from its beginning. Null for a call. */
export function writtenOf(fields: Fields): Written | null {
  return WRITTEN.find((each) => each === textOf(fields, 'call.channel')) ?? null;
}

/** A date further back than this, in days, is a slip of the keyboard rather than a letter that lay. */
const LONGEST_LAIN_DAYS = 366;
const NOT_SAID = 'Say on which day it reached the authority: post, mailbox or desk, whichever was first. Until then it counts from when you began to type.';

/**
 * When an e-mail or a letter reached the authority, by whichever desk or mailbox: from there both clocks run, however long it
 * lay (domain 3.2). A day without a time counts from its beginning, so that no clock is gained. What is not said or cannot
 * be read is asked about, and counts from when the typing began.
 */
export function arrived(fields: Fields, openedAt: Temporal.Instant): { began: Temporal.Instant; warnings: FieldNote[] } {
  const [onDay, atTime] = [textOf(fields, 'call.arrivedOn').trim(), textOf(fields, 'call.arrivedAt').trim()];
  const not = (field: string, message: string) => ({ began: openedAt, warnings: [{ field, message }] });
  if (!/^\d{4}-\d{2}-\d{2}$/.test(onDay)) return not('call.arrivedOn', NOT_SAID);
  const plainTime = atTime === '' ? new Temporal.PlainTime() : clockTime(atTime);
  if (plainTime === null) return not('call.arrivedAt', `“${atTime}” is not a time. Give for example 09:15, or leave it empty: then the day counts from its beginning.`);
  let came: Temporal.Instant;
  try {
    came = Temporal.PlainDate.from(onDay).toZonedDateTime({ timeZone: LONDON, plainTime }).toInstant();
  } catch {
    return not('call.arrivedOn', NOT_SAID);
  }
  if (Temporal.Instant.compare(came, openedAt) > 0) return not('call.arrivedOn', 'That is later than when you began to type it in. Until you change it, it counts from then.');
  if (openedAt.since(came).total('hours') > LONGEST_LAIN_DAYS * 24) return not('call.arrivedOn', 'That is more than a year ago. Check the year; until then it counts from when you began to type.');
  return { began: came, warnings: [] };
}

/** Nobody writes down a call later than this, in hours: an earlier time is a slip of the keyboard. */
const LONGEST_AGO_HOURS = 12;

/**
 * When the call began: when its screen was opened, or earlier that day or night if the worker says so. From here both
 * clocks run (domain 7.2); it can be set back and never forward, so that no clock is gained by typing.
 */
export function callBegan(fields: Fields, openedAt: Temporal.Instant): { began: Temporal.Instant; warnings: FieldNote[] } {
  const typed = textOf(fields, 'call.beganAt').trim();
  if (typed === '') return { began: openedAt, warnings: [] };
  const unreadable = { began: openedAt, warnings: [{ field: 'call.beganAt', message: `“${typed}” is not a time within the last ${LONGEST_AGO_HOURS} hours before you opened this page. Give for example 14:05; until then the call counts from when you opened it.` }] };
  const clock = clockTime(typed);
  if (clock === null) return unreadable;
  const opened = openedAt.toZonedDateTimeISO(LONDON);
  const sameDay = opened.withPlainTime(clock);
  const said = Temporal.ZonedDateTime.compare(sameDay, opened) > 0 ? sameDay.subtract({ days: 1 }) : sameDay;
  const began = said.toInstant();
  return openedAt.since(began).total('hours') > LONGEST_AGO_HOURS ? unreadable : { began, warnings: [] };
}
