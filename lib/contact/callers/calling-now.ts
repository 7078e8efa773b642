import type { Fields } from '@/lib/platform/draft/model';
import type { Tx } from '@/lib/platform/db';
import { OTHER_KINDS, type Caller } from '../call/call-fields';
import { PUBLIC } from '../report/classify';
import { knownAs } from './caller-store';
import { knownWords, numberStanding, type KnownCaller, type NumberStanding } from './professional';

/** What is known of whoever rings, beside what they give themselves: for the worker's eyes. */
export interface CallingNow {
  name: string;
  /** "rang 3 times"; empty for somebody who is known by an account alone. */
  known: string;
  /** ISO instant of the last time, if there was one. */
  lastAt: string | null;
  role: string;
  onRecord: string[];
  switchboard: string;
  number: NumberStanding;
}

/** Is the caller known, by name and agency, from contacts that the worker may open or by an account? Null for nobody known, and for family and public. */
export async function callingNow(tx: Tx, caller: Caller): Promise<CallingNow | null> {
  if (caller.agency.kind === PUBLIC || caller.agency.kind === 'unknown') return null;
  const known = await knownAs(tx, caller);
  if (known === null) return null;
  const { name, lastAt, role, numbers, switchboard } = known;
  return { name, known: knownWords(known), lastAt, role, onRecord: numbers, switchboard, number: numberStanding(caller.phone, known) };
}

/** The fields of the form that a known professional fills; each stays open to be changed. Nothing is filled that the form does not offer. */
export function fieldsOfCaller({ name, agency, role, numbers }: KnownCaller): Record<'call.callerName' | 'call.from' | 'call.agencyName' | 'you.role' | 'you.phone', string> {
  const kind = Object.hasOwn(OTHER_KINDS, agency.kind) ? agency.kind : 'other';
  return { 'call.callerName': name, 'call.from': agency.id === null ? `kind:${kind}` : `agency:${agency.id}`, 'call.agencyName': agency.id === null ? agency.name : '', 'you.role': role, 'you.phone': numbers[0] ?? '' };
}

/** What the caller said of their work and number stands; who they are and where from is what was chosen. */
const NEVER_OVERWRITTEN: readonly string[] = ['you.role', 'you.phone'];

/** A form as posted, filled from a known professional. */
export function withCaller(posted: Fields, caller: KnownCaller): Fields {
  const filled = Object.entries(fieldsOfCaller(caller)).filter(([field]) => !NEVER_OVERWRITTEN.includes(field) || [posted[field] ?? ''].flat().every((typed) => typed.trim() === ''));
  return { ...posted, ...Object.fromEntries(filled) };
}
