import { sameAdults, sameChildrenOfEach } from '@/lib/contact/history-store';
import { readEarlier, type EarlierContact } from '@/lib/contact/identity/earlier-store';
import { linkedWith } from '@/lib/contact/identity/link-store';
import { STANDS, standsAs } from '@/lib/contact/identity/stands';
import { report as reportSchema } from '@/lib/contact/schema';
import { secretsOf, type ProtectedOpen } from '@/lib/contact/secrecy/protected-store';
import { hide } from '@/lib/contact/secrecy/protecting';
import { goneAmong } from '@/lib/contact/unborn-store';
import type { Tx } from '@/lib/platform/db';
import { instantOf, isoDay } from '@/lib/platform/time';
import { readShown } from '@/lib/restriction/opening-store';
import { keepersBeside } from './keepers-store';
import type { Look } from './look-store';
import type { Appearance, AgencyTold, Named } from './person';

type PersonRecord = Awaited<ReturnType<Tx['db']['contactPerson']['findFirstOrThrow']>>;

/** Somebody of a contact as it names them. */
export function namedOf({ id, kind, givenName, familyName, dateOfBirth, unborn, dueDate, bornAs, details }: PersonRecord): Named {
  const said = details as Record<string, unknown>;
  const text = (name: string) => (typeof said[name] === 'string' ? said[name] : '');
  const ticked = (name: string) => said[name] === true;
  return {
    ...{ id, kind, givenName, familyName, unborn, bornAs },
    ...{ dateOfBirth: isoDay(dateOfBirth), dueDate: isoDay(dueDate) },
    ...{ otherNames: text('otherNames'), bornAbout: text('bornAbout'), ageWords: text('ageWords'), sex: text('sex') },
    ...{ address: text('address'), postcode: text('postcode'), addressKept: ticked('keepAddressSecret') },
    ...{ relationship: text('relationship') || text('tie'), livesWithChild: text('livesWithChild'), parentalResponsibility: text('parentalResponsibility'), ofConcern: ticked('ofConcern'), fatherOrPartner: ticked('fatherOrPartner') },
  };
}

/** Everybody a contact names who is there now: not an unborn child who was born since, nor of a pregnancy that has ended. */
export async function readNamedPeople(tx: Tx, contactIds: readonly string[]): Promise<Map<string, Named[]>> {
  const rows = await tx.db.contactPerson.findMany({ where: { authorityId: tx.actor.authorityId, contactId: { in: [...contactIds] } }, orderBy: { ordinal: 'asc' } });
  const gone = rows.some(({ unborn }) => unborn) ? await goneAmong(tx, { contactIds }) : new Set();
  const named = new Map<string, Named[]>();
  for (const row of rows) if (!gone.has(row.id)) named.set(row.contactId, [...(named.get(row.contactId) ?? []), namedOf(row)]);
  return named;
}

function agenciesTold(report: unknown): AgencyTold[] {
  const { agencies } = reportSchema.parse(report);
  return agencies.map(({ name, worker, doing, stillInvolved }) => ({ agency: name.trim(), worker: worker.trim(), doing: doing.trim(), stillInvolved: stillInvolved ?? '' })).filter(({ agency, worker }) => agency !== '' || worker !== '');
}

/** Somebody as told, without what another contact of theirs keeps secret: an address that says it is kept secret as a whole. */
function withoutSecrets(named: Named, secrets: readonly ProtectedOpen[]): Named {
  const { givenName, familyName, otherNames, ageWords, relationship, address, postcode } = named;
  const clean = (text: string) => hide(text, secrets);
  const told = { ...named, givenName: clean(givenName), familyName: clean(familyName), otherNames: clean(otherNames), ageWords: clean(ageWords), relationship: clean(relationship) };
  return clean(address) === address && clean(postcode) === postcode ? told : { ...told, address: '', postcode: '', addressKept: true };
}

/**
 * Every contact that names somebody, by the rows that were linked as one person, the latest first: as far as the actor may
 * open it, and its words only where they said that they know nobody in it (decision 30). What one of them keeps secret none of them
 * tells, nor what another contact about somebody of theirs does (domain 7.6).
 */
export async function readAppearances(tx: Tx, { personId }: Pick<Look, 'personId'>): Promise<Appearance[]> {
  const { authorityId } = tx.actor;
  const links = await linkedWith(tx, [personId]);
  const mine = [...new Set([personId, ...links.map(({ childId }) => childId)])];
  const rows = await tx.db.contactPerson.findMany({ where: { authorityId, id: { in: mine } }, select: { id: true, contactId: true } });
  const ids = rows.map(({ contactId }) => contactId);
  const contacts = await tx.db.contact.findMany({ where: { authorityId, id: { in: ids } }, select: { id: true, reference: true, receivedAt: true, report: true, _count: { select: { protectedDetails: true } }, ...STANDS }, orderBy: [{ receivedAt: 'desc' }, { id: 'asc' }] });
  const shown = await readShown(tx, ids);
  const open = ids.filter((id) => shown.get(id) === 'words');
  const named = await readNamedPeople(tx, open);
  const keeping = contacts.filter(({ _count }) => _count.protectedDetails > 0).map(({ id }) => id);
  const secrets = await secretsOf(tx, [...keeping, ...[...(await keepersBeside(tx, open)).values()].flat()]);
  return contacts.map(({ id, reference, receivedAt, report, queue, closure }) => {
    const people = (named.get(id) ?? []).map((person) => withoutSecrets(person, secrets));
    const own = people.find((person) => mine.includes(person.id));
    const may = shown.get(id) ?? 'nothing';
    return {
      ...{ contactId: id, reference, receivedAt: instantOf(receivedAt), shown: may },
      ...standsAs({ queue, closure }, may),
      words: own === undefined ? null : { mine: own, others: people.filter((person) => person.id !== own.id), involved: agenciesTold(report).map(({ agency, worker, doing, stillInvolved }) => ({ agency: hide(agency, secrets), worker: hide(worker, secrets), doing: hide(doing, secrets), stillInvolved })) },
    };
  });
}

/**
 * Contacts that are about the same person by a number, or by name and date of birth, and that nobody linked with these: the history of a
 * contact knows them unasked, and a person's page does not tell what they say. None of whom somebody told apart; as far as the actor
 * may open them.
 */
export async function readNotLinked(tx: Tx, appearances: readonly Appearance[]): Promise<EarlierContact[]> {
  const mine = appearances.flatMap(({ contactId, words }) => (words === null ? [] : [{ contactId, id: words.mine.id, adult: words.mine.kind === 'adult' }]));
  const asChildren = await sameChildrenOfEach(tx, mine.filter(({ adult }) => !adult).map(({ contactId }) => contactId), tx.at, 'reader');
  const asAdults = await Promise.all(mine.map(async ({ contactId }) => sameAdults(tx, contactId, tx.at, 'reader')));
  const [own, listed] = [new Set(mine.map(({ id }) => id)), new Set(appearances.map(({ contactId }) => contactId))];
  return readEarlier(tx, [...asChildren.values(), ...asAdults].flat().filter(({ personId, contactId }) => own.has(personId) && !listed.has(contactId)));
}
