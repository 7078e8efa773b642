import type { Temporal } from 'temporal-polyfill';
import type { Tx } from '@/lib/platform/db';
import { addAgencyChange, isHiddenFromAgency, readAgencyChanges } from '@/lib/restriction/agency-store';
import { addBar, readBars } from '@/lib/restriction/bar-store';
import { addAcquaintance, readUnanswered } from '@/lib/restriction/opening-store';
import { addRestriction, readClosings } from '@/lib/restriction/restricted-store';
import { addEvent } from '../event-store';
import { belongsOf, type ContactHead } from '../head';
import { endClaim, liveClaim } from '../queue/claim-store';
import { refreshQueue } from '../queue/queue-store';
import { readHead } from '../store';

/** Why, where nothing may say of which contact it is known. */
const KNOWN_BESIDE = 'By what is known beside this contact.';

async function carryRestrictions(system: Tx, fromId: string, toId: string, untied = false): Promise<void> {
  const closings = await readClosings(system, fromId);
  if (closings.length === 0) return;
  const referrerId = (await readHead(system, toId))?.referrerId ?? null;
  for (const closing of closings) await addRestriction(system, { ...closing, ...(untied ? { ground: KNOWN_BESIDE } : {}), contactId: toId, referrerId });
  await refreshQueue(system, toId);
}

/** Whoever may know somebody in a contact, and has not said that it is somebody else, is asked of the one that it is joined into, too. */
async function carryQuestions(system: Tx, fromId: string, toId: string): Promise<void> {
  const asked = new Map((await readUnanswered(system, toId)).map(({ accountId, grounds }) => [accountId, grounds]));
  for (const { accountId, grounds } of await readUnanswered(system, fromId)) await addAcquaintance(system, toId, accountId, [...new Set([...(asked.get(accountId) ?? []), ...grounds])]);
}

/** Whoever is kept out of a contact is kept out of the one that it is joined into, and holds it no more. @param since only who was kept out after it; left out: everybody. */
async function carryBars(system: Tx, fromId: string, toId: string, since?: Temporal.Instant): Promise<void> {
  for (const { accountId, ground, reason, at, lifted } of await readBars(system, fromId)) {
    if (since !== undefined && at.epochMilliseconds <= since.epochMilliseconds) continue;
    if (lifted !== null || !(await addBar(system, { contactId: toId, accountId, ground, reason }))) continue;
    if ((await liveClaim(system, toId))?.accountId === accountId) await endClaim(system, toId, { how: 'released', why: 'Kept out: a conflict of interest.' });
    await addEvent(system, toId, 'kept_out', { account: accountId, ground });
    system.ledger({ action: 'contact.kept_out', objectKind: 'contact', objectId: toId, detail: { account: accountId, ground, joined: fromId } });
  }
}

/**
 * Whoever must not see a contact must not see the one that it is joined into: what closes it, who is kept out and who is asked before
 * they open it, and that it is hidden from its agency where that is the agency of both (domain 7.3, 7.14). As the product, and the last
 * thing done: it may be closed then to whoever joined it.
 */
export async function carryAtJoin(system: Tx, fromId: string, toId: string): Promise<void> {
  await carryBars(system, fromId, toId);
  await carryQuestions(system, fromId, toId);
  const [from, to] = [await readHead(system, fromId), await readHead(system, toId)];
  const sameAgency = from !== null && to !== null && from.agencyId !== null && from.agencyId === to.agencyId;
  if (sameAgency && (await isHidden(system, from))) await addAgencyChange(system, toId, system.actor.actorId, true, 'A contact that its agency does not see was joined in.');
  await carryRestrictions(system, fromId, toId);
  await refreshQueue(system, toId);
}

/**
 * Whoever was kept out of a contact while another was part of it may know the family of either: as that is taken out again, they are kept
 * out of it, too, until a manager looks (domain 7.14). As the product.
 * @param joinedAt since when it was part of it.
 */
export async function carryBarsBack(system: Tx, fromId: string, toId: string, joinedAt: Temporal.Instant): Promise<void> {
  await carryBars(system, fromId, toId, joinedAt);
}

/** Is a contact hidden from the agency that reported it, by the report or by a manager? */
async function isHidden(system: Tx, head: ContactHead): Promise<boolean> {
  return isHiddenFromAgency(system, head.id, belongsOf(head).hiddenFromAgency);
}

/**
 * Why the next contact is to be hidden from its agency, too: where a manager hid the one before it, from whichever and for their reason; where
 * its report did, from that agency alone. Null where it is not, or is hidden already.
 */
async function whyHidden(system: Tx, fromId: string, toId: string): Promise<string | null> {
  const [from, to] = [await readHead(system, fromId), await readHead(system, toId)];
  if (from === null || to === null || (await isHidden(system, to))) return null;
  const [changed] = await readAgencyChanges(system, fromId);
  if (changed !== undefined) return changed.hidden ? changed.reason : null;
  return from.agencyId !== null && from.agencyId === to.agencyId && (await isHidden(system, from)) ? KNOWN_BESIDE : null;
}

/**
 * Whoever must not see a contact must not see the one that goes on from it either: what closes it, who is kept out, and that it is
 * hidden from the agency (domain 7.3, 7.14). As the product, and the last thing done.
 * @param untied nothing may tie the two, since who told of one of them is known to nobody: why is not said.
 */
export async function carryClosings(system: Tx, fromId: string, toId: string, { untied = false }: { untied?: boolean } = {}): Promise<void> {
  for (const { accountId, ground, reason, lifted } of await readBars(system, fromId)) if (lifted === null) await addBar(system, { contactId: toId, accountId, ground, reason: untied ? KNOWN_BESIDE : reason });
  const hidden = await whyHidden(system, fromId, toId);
  if (hidden !== null) await addAgencyChange(system, toId, system.actor.actorId, true, untied ? KNOWN_BESIDE : hidden);
  await carryRestrictions(system, fromId, toId, untied);
}
