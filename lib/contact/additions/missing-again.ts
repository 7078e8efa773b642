import { Temporal } from 'temporal-polyfill';
import { dueSinceFound, dutyDue, wantsFinding, type Duty } from '@/lib/duty/model';
import { dutiesOfContact, openDuty, startClock } from '@/lib/duty/store';
import type { Tx } from '@/lib/platform/db';
import { LONDON, londonDate } from '@/lib/platform/time';
import type { AssessInput } from '@/lib/threshold/model';
import { addEvent } from '../event-store';
import { addMissingEntry, missingEntries } from '../missing-store';
import { foundBy, wasFound } from '../side-duties';
import { peopleNow } from '../side-duty-store';
import type { StoredProposal } from '../store';
import { proposedUnder } from './propose-anew';

const foundIn = (input: AssessInput, id: string) => input.children.find((child) => child.id === id)?.facts?.foundAt ?? input.facts?.foundAt;

/** So near to one another two tellings are of one finding. */
const ONE_FINDING = { minutes: 60 };

/** A day of which no time was typed is taken from its start; it used to be taken at noon. */
const timeIsKnown = (at: Temporal.Instant) => !['00:00', '12:00'].some((time) => at.toZonedDateTimeISO(LONDON).toPlainTime().equals(time));

/** Is it a finding that is known: about the same time, or of a day of which one is known where either was told without a time? */
function isOne(found: Temporal.Instant, known: Temporal.Instant): boolean {
  if (!timeIsKnown(found) || !timeIsKnown(known)) return londonDate(known).equals(londonDate(found));
  return Temporal.Duration.compare(known.until(found).abs(), ONE_FINDING) <= 0;
}

/** Had a time missing begun when the child was found? On the day of it, where the finding was told without a time. */
function hadBegun(began: Temporal.Instant, found: Temporal.Instant): boolean {
  return timeIsKnown(found) ? Temporal.Instant.compare(began, found) <= 0 : Temporal.PlainDate.compare(londonDate(began), londonDate(found)) <= 0;
}

/**
 * Each time that a child was missing is a return interview of its own (safe practice 15). Where an interview was owed for the child
 * before and what is said now calls for one by itself: a finding begins the 72 hours of the time that still waits for one, and is a new
 * time where none waits; a sign of being missing is a new time unless one waits; that the child was found, nobody knows when, begins them as we are told. A finding that is known is no new one (`isOne`), but
 * where a time that began after it still waits: it may be the end of that. A finding ends only what it can: a time that had begun by then,
 * and where nobody could say when it was, one of which we were told no earlier. Told apart too finely a time is owed twice, and somebody says so; told too coarsely it is lost. Needs casework rights, before the
 * guide proposes anew: the first time is opened there.
 * @param saidNow the signs and the finding that are said now, with what is known of the children.
 * @param receivedAt when that reached us.
 */
export async function oweInterviewAgain(tx: Tx, contactId: string, before: StoredProposal, { saidNow, receivedAt }: { saidNow: AssessInput; receivedAt: Temporal.Instant }): Promise<void> {
  const interviews = (await dutiesOfContact(tx, contactId)).filter(({ code }) => code === 'RETURN_INTERVIEW');
  const document = interviews.length === 0 ? null : proposedUnder(before, saidNow, receivedAt);
  if (document === null || !document.duties.includes('RETURN_INTERVIEW')) return;
  const [people, entries] = [await peopleNow(tx, contactId), await missingEntries(tx, contactId)];
  for (const { id: personId, ordinal, kind } of people) {
    const child = String(ordinal);
    const own = interviews.filter((duty) => duty.personId === personId);
    const called = kind === 'child' && own.length > 0 && document.children.some(({ id, duties }) => id === child && duties.includes('RETURN_INTERVIEW'));
    if (!called) continue;
    const text = foundIn(saidNow, child);
    const told = text === undefined ? undefined : Temporal.Instant.from(text);
    const first = foundIn(before.input, child);
    const known = [...(first === undefined ? [] : [Temporal.Instant.from(first)]), ...entries.flatMap((entry) => (entry.personId === personId && entry.what === 'found' && entry.happenedAt !== null ? [entry.happenedAt] : []))];
    const byNow = told === undefined && wasFound(saidNow.children.find(({ id }) => id === child)?.facts, saidNow);
    const foundAt = told && foundBy(told, receivedAt);
    const due = dutyDue('RETURN_INTERVIEW', { receivedAt, foundAt, foundBy: byNow ? receivedAt : undefined });
    const saidToBegin = ({ episode }: Duty) => entries.find((entry) => entry.personId === personId && entry.episode === episode && entry.what === 'missing')?.happenedAt ?? null;
    const beganAt = (duty: Duty) => saidToBegin(duty) ?? duty.openedAt;
    const isFirst = ({ episode }: Duty) => own.every((other) => other.episode >= episode);
    // The first time may have ended before anybody told us of it. Of whom nobody could say when they were found, they were found by when we were told: that time can only bring the 72 hours forward.
    const isItsEnd = (duty: Duty, found: Temporal.Instant) => (duty.dueAt === null ? (isFirst(duty) && saidToBegin(duty) === null) || hadBegun(beganAt(duty), found) : due.dueAt !== null && Temporal.Instant.compare(due.dueAt, duty.dueAt) <= 0);
    const unfound = own.filter((duty) => wantsFinding(duty) && (told === undefined || isItsEnd(duty, told)));
    // Whoever is missing again while nobody knows when they were found is missing another time.
    const waiting = unfound.find(({ dueAt }) => dueAt === null) ?? (told !== undefined || byNow ? unfound[0] : undefined);
    if (waiting !== undefined && told === undefined && (waiting.dueAt !== null || !byNow)) continue;
    const began = waiting && beganAt(waiting);
    if (told !== undefined && known.some((at) => isOne(told, at) && (began === undefined || Temporal.Instant.compare(began, at) <= 0))) continue;
    const episode = waiting?.episode ?? Math.max(...own.map((duty) => duty.episode)) + 1;
    if (waiting === undefined) await addMissingEntry(tx, contactId, { personId, episode, what: 'missing', happenedAt: null });
    if (foundAt !== undefined) await addMissingEntry(tx, contactId, { personId, episode, what: 'found', happenedAt: foundAt });
    if (waiting !== undefined) await startClock(tx, waiting.id, dueSinceFound(waiting.dueAt, due));
    else if (await openDuty(tx, { contactId, personId, code: 'RETURN_INTERVIEW', episode, ...due })) await addEvent(tx, contactId, 'duty_opened', { code: 'RETURN_INTERVIEW' });
  }
}
