import { mayDecide } from '@/lib/access/deciding';
import type { Person } from '@/lib/access/model';
import { readAuthority } from '@/lib/access/store';
import { londonWords } from '@/lib/clock/evidence';
import { liveClaim } from '@/lib/contact/queue/claim-store';
import { addEvent } from '@/lib/contact/event-store';
import { lockContacts, refreshQueue } from '@/lib/contact/queue/queue-store';
import { readOpen } from '@/lib/contact/standing-store';
import { dutyDue } from '@/lib/duty/model';
import { openDuty } from '@/lib/duty/store';
import type { Fields } from '@/lib/platform/draft/model';
import type { Tx } from '@/lib/platform/db';
import { ok, refused, type Result } from '@/lib/platform/result';
import { holdReasons, latestUntil, mayHold, openHold, type HoldProblem } from '../hold';
import { openHeldCheck } from '../hold-effect';
import { readHold } from '../hold-schema';
import { addHold, readHolds } from '../hold-store';

/**
 * Holds a decision for named checks until a time of its own, as the worker who holds the contact. Neither statutory
 * clock moves. At level 4, a second time, or where agencies are asked and the parents not told, a manager is asked and
 * until they agree it is not held. Never where a child may be in danger now.
 */
export async function holdForChecks(tx: Tx, person: Person, contactId: string, typed: Fields): Promise<Result<{ held: boolean }, HoldProblem>> {
  if (!mayDecide(person)) return refused('not_decider');
  await lockContacts(tx, [contactId]);
  const [open, claim, before, { settings }] = [await readOpen(tx, { contactId }), await liveClaim(tx, contactId), await readHolds(tx, contactId), await readAuthority(tx)];
  const barred = mayHold(open, { mine: claim?.accountId === person.actorId, open: openHold(before) !== null });
  if (barred !== null || open === null) return refused(barred ?? 'ended');
  const latest = latestUntil(tx.at, open.level, settings.holdHours);
  const read = readHold(typed, { at: tx.at, latest, latestWords: londonWords(latest) });
  if (!read.ok) return refused('not_complete');

  const reasons = holdReasons({ level: open.level, before: before.length, parentsTold: read.value.parentsTold });
  const id = await addHold(tx, contactId, { ...read.value, level: open.level, reasons });
  const held = reasons.length === 0;
  const until = read.value.until.toString();
  if (held) await openHeldCheck(tx, { id, contactId, by: person.actorId, until: read.value.until });
  else await openDuty(tx, { contactId, code: 'AGREE_HOLD', occasionId: id, ...dutyDue('AGREE_HOLD', { receivedAt: tx.at, decidedAt: tx.at, atLevel4: open.level === 4 }) });
  await addEvent(tx, contactId, held ? 'held' : 'hold_asked', { hold: id, until });
  await refreshQueue(tx, contactId);
  tx.ledger({ action: held ? 'contact.held' : 'contact.hold_asked', objectKind: 'contact', objectId: contactId, detail: { hold: id, until, level: open.level, reasons: [...reasons] } });
  return ok({ held });
}
