import { Temporal } from 'temporal-polyfill';
import type { Person } from '@/lib/access/model';
import { addEvent } from '@/lib/contact/event-store';
import { lockContacts } from '@/lib/contact/queue/queue-store';
import type { Tx } from '@/lib/platform/db';
import { ok, refused, type Result } from '@/lib/platform/result';
import { LONDON } from '@/lib/platform/time';
import { addFamilyTelling } from '../family/family-store';
import { familyTelling } from '../schema';
import { cancelLetter, lettersOf } from '../store';

export type TellingProblem = 'incomplete' | 'managers';

export interface TellingGiven {
  kind: string;
  named: string;
  tell: string;
  tellBy: string;
  tellFrom: string;
  words: string;
}

/**
 * Records what police or a strategy discussion said about telling the family. What holds back may be recorded by anybody who
 * works on the contact, and cancels letters to the family that have not gone; what lets go, by a manager only.
 */
export async function recordFamilyTelling(tx: Tx, person: Person, contactId: string, given: TellingGiven): Promise<Result<null, TellingProblem>> {
  const read = familyTelling.safeParse(given);
  if (!read.success) return refused('incomplete');
  const { kind, tell, tellFrom, ...rest } = read.data;
  const holds = kind === 'police_hold' || tell === 'not_yet';
  if (!holds && person.role !== 'manager') return refused('managers');
  await lockContacts(tx, [contactId]);
  const from = tellFrom === '' ? null : Temporal.PlainDate.from(tellFrom).toZonedDateTime(LONDON).toInstant();
  await addFamilyTelling(tx, contactId, { kind, ...rest, tell: kind !== 'strategy_plan' || tell === '' ? null : tell, tellFrom: kind === 'strategy_plan' ? from : null });
  const letters = holds ? (await lettersOf(tx, contactId)).filter((letter) => letter.kind === 'family') : [];
  for (const letter of letters) await cancelLetter(tx, letter, 'recipient_changed');
  await addEvent(tx, contactId, 'family_telling', { kind, tell });
  tx.ledger({ action: 'family.telling', objectKind: 'contact', objectId: contactId, detail: { kind, tell } });
  return ok(null);
}
