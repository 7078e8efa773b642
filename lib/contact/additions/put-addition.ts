import type { Temporal } from 'temporal-polyfill';
import type { Tx } from '@/lib/platform/db';
import type { AssessInput } from '@/lib/threshold/model';
import { answerBy } from '../answer-by';
import { addEvent } from '../event-store';
import { londonDate } from '@/lib/platform/time';
import { contactsIn12Months } from '../history-store';
import { refreshQueue } from '../queue/queue-store';
import { closeForTrust, isOfTrust, matchWords } from '../secrecy/who-must-not-see';
import { with16By } from '../perhaps-16';
import type { NewlyNamed } from '../report/said-later';
import type { ReportChild } from '../schema';
import { readContact, readProposal } from '../store';
import { perhapsBornBy, withBirths } from '../report/perhaps-born';
import { unbornOf } from '../unborn-store';
import { withAddition, withBorn, withJoined, withPlaces, type NewAddition, type PutAddition } from './addition';
import { addAddition } from './addition-store';
import { decideAgain } from './decide-again';
import { oweInterviewAgain } from './missing-again';
import { oweAnew, unseen } from './owed-anew';
import { placeNamed } from './place-named';
import { proposeAnew } from './propose-anew';

export interface Putting {
  /** The words before anything kept secret was taken out: nobody whom they name is overlooked. */
  said: string;
  /** When it reached us: its clocks run from there. */
  receivedAt: Temporal.Instant;
  /** Whether it speaks of somebody of the teller's own workplace. */
  ofColleague?: boolean;
  /** All facts with what was said beside the signs and the warning, of children who were reported so; left out, these alone. */
  facts?: (input: AssessInput, contactsIn12Months: number, told: readonly ReportChild[]) => AssessInput;
  /** Children who are told of for the first time. */
  named?: readonly NewlyNamed[] | undefined;
}

/**
 * Puts something to an open contact that is locked (safe practice 8): it keeps its own received time and clocks, the guide proposes
 * anew on all facts, what had been decided is decided again, and the contact is unread for everyone. As the product.
 * @returns the version of the new proposal; null where its key had been used before.
 */
export async function putAddition(system: Tx, contactId: string, fresh: NewAddition | PutAddition, { said, receivedAt, facts, named = [], ofColleague = false }: Putting): Promise<number | null> {
  if (!(await addAddition(system, contactId, fresh))) return null;
  const contact = await readContact(system, contactId);
  const referrerId = contact?.referrerId ?? null;
  await matchWords(system, { contactId, referrerId, textId: fresh.key, text: said, answerBy: answerBy(receivedAt, fresh.immediate) });
  const byCall = 'kind' in fresh && fresh.kind !== 'correction';
  await addEvent(system, contactId, byCall ? 'put_by_call' : 'added', { immediate: fresh.immediate, ...(byCall ? { kind: fresh.kind, channel: fresh.channel } : {}) });
  const placed = await placeNamed(system, contactId, named, answerBy(receivedAt, fresh.immediate));
  const before = await readProposal(system, contactId);
  if (before === null) throw new Error('a contact without a proposal');
  const count = await contactsIn12Months(system, contactId, before.at);
  const indicators = withBorn(fresh.indicators, await unbornOf(system, contactId));
  // Time goes on: who was expected when the contact came may have been born when this did, and who was 15 may be 16.
  const on = londonDate(receivedAt);
  const bornBy = await perhapsBornBy(system, contactId, before.input, on);
  const told = contact?.report.children ?? [];
  const known = contact === null ? bornBy : with16By(bornBy, told, londonDate(contact.receivedAt), on);
  const withNamed = (all: AssessInput) => (placed.length === 0 ? all : withJoined(withPlaces(all, placed.map(({ id }) => id)), undefined, placed, count, told));
  const withFresh = (all: AssessInput) => withBirths(withAddition(withNamed(facts === undefined ? all : facts(all, count, told)), { ...fresh, indicators }, count, told), fresh.births, on);
  const input = withFresh(known);
  const saidNow = withFresh(unseen(known));
  await oweInterviewAgain(system, contactId, before, { saidNow, receivedAt });
  const version = await proposeAnew(system, contactId, before, input, receivedAt);
  await oweAnew(system, contactId, before, { saidNow, occasionId: fresh.key, receivedAt });
  if (ofColleague || isOfTrust(input)) await closeForTrust(system, contactId, referrerId);
  await decideAgain(system, contactId, receivedAt);
  await refreshQueue(system, contactId);
  return version;
}
