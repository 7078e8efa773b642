import { typedWhen } from '@/lib/duty/evidence';
import { dueSinceFound, dutyDue, wantsFinding } from '@/lib/duty/model';
import { dutiesOfContact, openDuty, startClock } from '@/lib/duty/store';
import type { Tx } from '@/lib/platform/db';
import type { Fields } from '@/lib/platform/draft/model';
import { ok, refused, type Result } from '@/lib/platform/result';
import { Temporal } from 'temporal-polyfill';
import { addEvent } from '../event-store';
import { addMissingEntry } from '../missing-store';
import type { ContactHead } from '../head';
import { lockContacts } from '../queue/queue-store';
import { readContact } from '../store';
import type { MissingProblem } from '../missing';

/**
 * Records one time that a child was missing, or that a missing child was found. Each time is a return interview of its own;
 * its 72 hours run from being found, however late that is entered, and until then the duty waits (domain 7.15). Where it was known that the
 * child had been found, and not when, the time can only bring it forward.
 */
export async function recordMissing(tx: Tx, head: ContactHead, { child, episode, fields }: { child: string; episode: number | 'new'; fields: Fields }): Promise<Result<null, MissingProblem>> {
  await lockContacts(tx, [head.id]);
  const contact = await readContact(tx, head.id);
  const person = contact?.people.find(({ id, kind }) => id === child && kind !== 'adult');
  if (contact === null || person === undefined || person.unborn) return refused('no_child');
  const interviews = (await dutiesOfContact(tx, head.id)).filter(({ code, personId }) => code === 'RETURN_INTERVIEW' && personId === child);
  const [since, found] = [typedWhen(fields, 'since'), typedWhen(fields, 'found')];
  if ((since.typed && since.at === null) || (found.typed && (found.at === null || !found.withTime))) return refused('not_readable');
  const foundAt = found.at?.toInstant();
  if ([since.at?.toInstant(), foundAt].some((at) => at !== undefined && Temporal.Instant.compare(at, tx.at) > 0)) return refused('still_to_come');
  if (since.at !== null && foundAt !== undefined && Temporal.Instant.compare(foundAt, since.at.toInstant()) < 0) return refused('found_before_missing');
  const due = dutyDue('RETURN_INTERVIEW', { receivedAt: tx.at, foundAt });
  if (episode === 'new') {
    const next = interviews.reduce((last, duty) => Math.max(last, duty.episode), 0) + 1;
    await addMissingEntry(tx, head.id, { personId: child, episode: next, what: 'missing', happenedAt: since.at?.toInstant() ?? null });
    if (foundAt !== undefined) await addMissingEntry(tx, head.id, { personId: child, episode: next, what: 'found', happenedAt: foundAt });
    await openDuty(tx, { contactId: head.id, personId: child, code: 'RETURN_INTERVIEW', episode: next, ...due });
    await addEvent(tx, head.id, 'duty_opened', { code: 'RETURN_INTERVIEW' });
  } else {
    const duty = interviews.find((each) => each.episode === episode);
    if (duty === undefined) return refused('no_child');
    if (foundAt === undefined) return refused('not_readable');
    if (!wantsFinding(duty) || !(await addMissingEntry(tx, head.id, { personId: child, episode, what: 'found', happenedAt: foundAt }))) return refused('found_already');
    await startClock(tx, duty.id, dueSinceFound(duty.dueAt, due));
  }
  tx.ledger({ action: 'contact.missing_recorded', objectKind: 'contact', objectId: head.id, detail: { person: child, episode, found: foundAt !== undefined } });
  return ok(null);
}
