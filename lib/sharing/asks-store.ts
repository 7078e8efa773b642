import { joinedWithin } from '@/lib/contact/additions/joined-store';
import { eventsOfKind } from '@/lib/contact/event-store';
import { sameChildrenOfEach } from '@/lib/contact/history-store';
import { SAID_AFTERWARDS } from '@/lib/contact/secrecy/of-colleague';
import { PREGNANCY_SIGNS } from '@/lib/contact/secrecy/pregnancy';
import { inputsOf, signsPresent } from '@/lib/contact/store';
import { pregnanciesTold } from '@/lib/contact/unborn-store';
import type { Tx } from '@/lib/platform/db';
import { readShown } from '@/lib/restriction/opening-store';
import { heardAt, type Heard, type Part } from './heard';
import type { Asks } from './reach';
import { childRows, readOpennessOf } from './sharing-store';

/** What went into a contact, as the product: who may not open one of them hears of its objections and allegations all the same, and not in whose words. */
export async function wentIn(tx: Tx, contactId: string): Promise<Awaited<ReturnType<typeof joinedWithin>>> {
  // Its own timeline says whether anything ever did: of most contacts no more is asked.
  return (await eventsOfKind(tx, contactId, 'joined_in')).length === 0 ? [] : tx.asSystem(async (system) => joinedWithin(system, contactId));
}

/**
 * Does something stand alleged of somebody in a position of trust: by the report, by what its reporter said afterwards, since it is closed for
 * that, or since the designated officer is or was told (domain 7.15)? That they were told is no agreement. Where the duty was ended as not
 * owed, it alone is no allegation.
 */
async function allegedIn(tx: Tx, contactId: string): Promise<{ stands: boolean; employer: string | null }> {
  const where = { authorityId: tx.actor.authorityId, contactId };
  const [contact, duties, closed, changes] = await Promise.all([
    tx.db.contact.findUniqueOrThrow({ where: { authorityId_id: { authorityId: where.authorityId, id: contactId } }, select: { aboutColleague: true, agencyName: true } }),
    tx.db.duty.findMany({ where: { ...where, code: 'LADO' }, select: { open: true, discharge: { select: { how: true } } } }),
    tx.db.contactRestriction.findMany({ where: { ...where, kind: 'position_of_trust', liftedAt: null }, select: { id: true } }),
    tx.db.agencyExclusion.findMany({ where: { ...where, reason: SAID_AFTERWARDS }, select: { id: true } }),
  ]);
  const ofTheirs = contact.aboutColleague || changes.length > 0;
  return { stands: ofTheirs || closed.length > 0 || duties.some(({ open, discharge }) => open || discharge?.how !== 'ended_lawfully'), employer: ofTheirs && contact.agencyName !== '' ? contact.agencyName : null };
}

/** The children of a contact not born when it was reported, and how they stand; and whether anything says that somebody is pregnant (domain 7.12). */
async function pregnancyIn(tx: Tx, contactId: string): Promise<{ onRecord: boolean; stands: boolean; expected: string[]; ended: string[] }> {
  const [children, inputs, told] = await Promise.all([childRows(tx, contactId), inputsOf(tx, [contactId]), pregnanciesTold(tx, contactId)]);
  const unborn = children.filter((child) => child.unborn);
  const stands = unborn.map(({ id, unbornStates }) => {
    const states = unbornStates.filter(({ undone }) => undone === null).map(({ state }) => state);
    return { id, state: states.includes('born') ? 'born' : states.includes('pregnancy_ended') ? 'ended' : 'expected' };
  });
  const of = (wanted: string) => stands.flatMap(({ id, state }) => (state === wanted ? [id] : []));
  // As for letters: where a child was reported as unborn what became of it says whether there is a pregnancy; else a sign does; what was told of a child who is born is another pregnancy.
  const signs = signsPresent(inputs);
  const [expected, ended, otherwise] = [of('expected'), of('ended'), told.length > 0 || (unborn.length === 0 && PREGNANCY_SIGNS.some((sign) => signs.has(sign)))];
  return { onRecord: otherwise || expected.length + ended.length > 0, stands: otherwise || expected.length > 0, expected, ended };
}

/** What is asked of each fact and question of a contact, by what stands on it and on whatever was joined into it. Needs casework rights. */
export async function readAsks(tx: Tx, contactId: string): Promise<Asks> {
  const [joined, alleged, pregnant] = await Promise.all([wentIn(tx, contactId), allegedIn(tx, contactId), pregnancyIn(tx, contactId)]);
  const others = joined.length === 0 ? [] : await tx.asSystem(async (system) => Promise.all(joined.map(async ({ id }) => ({ alleged: await allegedIn(system, id), pregnant: await pregnancyIn(system, id) }))));
  const allegations = [alleged, ...others.map((other) => other.alleged)].filter(({ stands }) => stands);
  const pregnancies = [pregnant, ...others.map((other) => other.pregnant)];
  return {
    trust: allegations.length === 0 ? null : { employers: allegations.flatMap(({ employer }) => employer ?? []) },
    pregnancy: pregnancies.some(({ onRecord }) => onRecord) ? { stands: pregnancies.some(({ stands }) => stands), expected: new Set(pregnant.expected), ended: new Set(pregnant.ended) } : null,
  };
}

/** Objections that were made on what was joined into a contact, of the same children, newest first; without the words of what the actor may not open. Needs casework rights. */
export async function readHeard(tx: Tx, contactId: string): Promise<(Heard & { reference: string | null })[]> {
  const joined = await wentIn(tx, contactId);
  if (joined.length === 0) return [];
  const { authorityId } = tx.actor;
  const ids = joined.map(({ id }) => id);
  const heard = await tx.asSystem(async (system) => {
    const all = [contactId, ...ids];
    const [openness, people, same] = await Promise.all([
      readOpennessOf(system, ids),
      system.db.contactPerson.findMany({ where: { authorityId, contactId: { in: all }, kind: { in: ['child', 'household_child'] } }, orderBy: { ordinal: 'asc' }, select: { id: true, contactId: true } }),
      sameChildrenOfEach(system, all, system.at),
    ]);
    const parts: Part[] = [{ id: contactId, joined: null, openness: [] }, ...joined.map(({ id, into, at }) => ({ id, joined: { into, at }, openness: openness.get(id) ?? [] }))];
    const pairs = [...same.values()].flat().filter((pair) => all.includes(pair.contactId));
    const children = new Map(all.map((id) => [id, people.filter((person) => person.contactId === id).map((person) => person.id)]));
    return heardAt(contactId, { parts, children, pairs: pairs.map(({ personId, otherPersonId }) => [personId, otherPersonId] as const) });
  });
  if (heard.length === 0) return [];
  const [mine, shown] = [await tx.db.contact.findMany({ where: { authorityId, id: { in: ids } }, select: { id: true, reference: true } }), await readShown(tx, ids)];
  return heard.map((record) => {
    const reference = mine.find(({ id }) => id === record.saidIn)?.reference ?? null;
    return reference !== null && shown.get(record.saidIn) === 'words' ? { ...record, reference } : { ...record, reference, toldWhom: '', toldWhat: '', toldBy: '' };
  });
}
