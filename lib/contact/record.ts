import type { Temporal } from 'temporal-polyfill';
import type { AuthoritySettings } from '@/lib/access/schema';
import { deadlines, due24h } from '@/lib/clock/deadlines';
import { dutyDue } from '@/lib/duty/model';
import { openDuty } from '@/lib/duty/store';
import { canonicalJson, contentHash, keyedDigest } from '@/lib/platform/crypto';
import { SOURCE_ID, type Tx } from '@/lib/platform/db';
import { newId, newReference } from '@/lib/platform/ids';
import { ok, refused, type Result } from '@/lib/platform/result';
import { londonDate } from '@/lib/platform/time';
import { namedOf } from '@/lib/restriction/named-store';
import type { AssessInput, Proposal } from '@/lib/threshold/model';
import { propose } from '@/lib/threshold/propose';
import { assessInput } from './assess';
import { aboutColleague, levelBelieved, pastAgency, referrerClass, sourceCode, summaryOf } from './report/classify';
import { answerBy } from './answer-by';
import { UNSAID, type CallKind } from './call/kinds';
import { keepCallers } from './callers/caller-store';
import { addEvent } from './event-store';
import { guideOn } from './guide-on';
import { contactsIn12Months, type JustRecorded } from './history-store';
import { personsOf } from './report/persons';
import { protectReport, type Kept } from './secrecy/protecting';
import { addProtected } from './secrecy/protected-store';
import { materialOfRecorded } from './queue/just-recorded';
import { refreshQueue } from './queue/queue-store';
import type { Report } from './schema';
import { sideDuties } from './side-duties';
import { learnedBy, openOwed } from './side-duty-store';
import { asksToBeProtected, NOBODY_KNOWN, withoutReporter, type SourceIdentity } from './secrecy/sealing';
import { addSealedSource } from './secrecy/seal-store';
import { closeToThoseWhoMustNotSee } from './secrecy/who-must-not-see';
import { addContact, addPersons, addProposal, findByKey, type Channel, type NewContact } from './store';

/** Where a contact is received: whose guide and whose letters lead its reference. */
export interface ReceivingAuthority {
  prefix: string;
  settings: Pick<AuthoritySettings, 'guideArea'>;
}

/** A concern as it reached the authority. */
export interface Arriving {
  report: Report;
  agency: { id: string | null; name: string; kind: string };
  referrer: { id: string | null; name: string; role: string; phone: string; email: string };
  channel: Channel;
  /** What kind of conversation it came from; left out, a concern. */
  kind?: CallKind;
  /** CIN referral source; left out, that of the agency's kind. */
  sourceCode?: string;
  /** When it first reached the authority by any channel; it may lie in the past (domain 3.2). */
  receivedAt: Temporal.Instant;
  /** Idempotency key. */
  key: string;
  immediate: boolean;
  /** The finished contact to which its referrer wanted to add this. */
  followsId?: string;
  /** For a demo that is the same each time; left out, they are random. */
  id?: string;
  reference?: string;
}

/** What became of it. */
export interface Recorded {
  contactId: string;
  reference: string;
  /** False when the same content had been recorded under this key before. */
  created: boolean;
}

const SAME_REFERENCE_TRIES = 5;

/** A concern as it is kept: without what is kept secret, and what that was. */
interface Parted {
  report: Report;
  /** Who reported, where nobody is to learn it. */
  identity: SourceIdentity | null;
  kept: Kept[];
}

function identityOf({ report, agency, referrer, channel, ...arriving }: Arriving): SourceIdentity {
  const { name, role, phone, email } = referrer;
  return {
    ...{ name, role, phone, email, channel },
    ...{ agencyId: agency.id, agencyName: agency.name, agencyKind: agency.kind },
    sourceCode: arriving.sourceCode ?? sourceCode(agency.kind),
    referrerClass: referrerClass(report, agency.kind),
    pastAgency: pastAgency(report),
    aboutColleague: aboutColleague(report),
    reporter: report.reporter,
  };
}

function part(arriving: Arriving): Parted {
  const sealed = asksToBeProtected(arriving.report);
  return { ...protectReport(sealed ? withoutReporter(arriving.report) : arriving.report), identity: sealed ? identityOf(arriving) : null };
}

/** By which the same content is known again. Of what is kept secret nobody without the key can tell whether a guess was right. */
function hashOf({ report, immediate, kind }: Arriving, { identity, kept }: Parted): Uint8Array<ArrayBuffer> {
  const content = { report, immediate, ...(kind === undefined || kind === UNSAID ? {} : { kind }) };
  return identity === null && kept.length === 0 ? contentHash(content) : keyedDigest(canonicalJson(content));
}

/** A contact as it is to be written, whatever its reference will be. */
function contactOf(arriving: Arriving, parted: Parted): Omit<NewContact, 'reference'> {
  const { agency, referrer, channel, receivedAt, key, immediate } = arriving;
  const { report, identity } = parted;
  const due = deadlines(receivedAt);
  return {
    id: arriving.id ?? newId(),
    key,
    payloadHash: hashOf(arriving, parted),
    receivedAt,
    channel,
    kind: arriving.kind ?? UNSAID,
    sourceCode: arriving.sourceCode ?? sourceCode(agency.kind),
    agencyId: agency.id,
    agencyName: agency.name,
    agencyKind: agency.kind,
    referrerId: referrer.id,
    referrerName: referrer.name,
    referrerRole: referrer.role,
    referrerPhone: referrer.phone,
    referrerEmail: referrer.email,
    referrerClass: referrerClass(report, agency.kind),
    pastAgency: pastAgency(report),
    aboutColleague: aboutColleague(report),
    ...(identity === null ? {} : NOBODY_KNOWN),
    sealed: identity !== null,
    immediate,
    referrerLevel: levelBelieved(report),
    summary: summaryOf(report, immediate),
    report,
    followsId: arriving.followsId ?? null,
    due24h: due24h(receivedAt),
    due1wd: due.ok ? due.value.due1wd : null,
  };
}

/** Writes the contact under a reference nobody else has; what stands there already under the key wins. */
async function write(tx: Tx, contact: Omit<NewContact, 'reference'>, first: string | undefined, prefix: string): Promise<Result<Recorded, 'same_key_other_content'>> {
  const { id, key, payloadHash } = contact;
  for (let tries = 0; tries < SAME_REFERENCE_TRIES; tries += 1) {
    const reference = (tries === 0 ? first : undefined) ?? newReference(prefix);
    const created = await addContact(tx, { ...contact, reference });
    if (created) return ok({ contactId: id, reference, created });
    const there = await findByKey(tx, key);
    if (there !== null) return Buffer.compare(there.payloadHash, payloadHash) === 0 ? ok({ contactId: there.id, reference: there.reference, created: false }) : refused('same_key_other_content');
  }
  throw new Error('No free reference was found');
}

async function assess(tx: Tx, contactId: string, arriving: Arriving, authority: ReceivingAuthority, recorded: JustRecorded): Promise<{ input: AssessInput; document: Proposal; count: number }> {
  const receivedOn = londonDate(arriving.receivedAt);
  const count = await contactsIn12Months(tx, contactId, arriving.receivedAt, recorded);
  const input = assessInput(arriving.report, { receivedOn, contactsIn12Months: count, immediate: arriving.immediate });
  const document = propose(guideOn(authority.settings.guideArea, receivedOn), input);
  await addProposal(tx, contactId, 1, input, document);
  return { input, document, count };
}

/**
 * Records a concern: the contact as it was said, everybody it names, the guide's proposal, the duty to acknowledge and
 * those that are law, its place in the queue. The same for a form, a telephone call and the demo. Once for each key: the same content
 * again gives what stands there, other content is refused. The product records it, whoever took it: it may be closed to them
 * from the first moment (domain 7.14).
 */
export async function recordContact(tx: Tx, arriving: Arriving, authority: ReceivingAuthority): Promise<Result<Recorded, 'same_key_other_content'>> {
  return tx.asSystem((system) => record(system, arriving, authority));
}

async function record(tx: Tx, arriving: Arriving, authority: ReceivingAuthority): Promise<Result<Recorded, 'same_key_other_content'>> {
  const parted = part(arriving);
  const contact = contactOf(arriving, parted);
  const written = await write(tx, contact, arriving.reference, authority.prefix);
  if (!written.ok || !written.value.created) return written;
  const { contactId } = written.value;
  const { channel, sealed } = contact;
  const { id: accountId } = arriving.referrer;
  const anew = tx.anew();
  await addProtected(tx, contactId, parted.kept, { by: tx.actor.actorId, reason: '' });
  const people = await addPersons(anew, contactId, personsOf(parted.report));
  // Of a protected source not even the agency is let known by whom it keeps out.
  const [same] = await Promise.all([
    closeToThoseWhoMustNotSee(tx, { contactId, report: arriving.report, named: people.map(namedOf), agencyId: contact.agencyId, referrerId: accountId, answerBy: answerBy(arriving.receivedAt, arriving.immediate) }),
    keepCallers(anew, [contact]),
  ]);
  // After it, so that what was closed forgets whose it is.
  if (parted.identity !== null) await addSealedSource(tx, contactId, parted.identity, { accountId, reachable: accountId !== null, by: SOURCE_ID, reason: '' });
  const children = people.filter(({ kind }) => kind !== 'adult').map(({ nhsNumber, upn, nameDobKey }) => ({ nhsNumber, upn, nameDobKey, personId: null }));
  const made = await assess(tx, contactId, arriving, authority, { same, children });
  const proposal = made.document;
  const acknowledge = dutyDue('ACKNOWLEDGE', { receivedAt: arriving.receivedAt, decidedAt: arriving.receivedAt, atLevel4: proposal.level === 4, countersignMinutes: 0 });
  const referrerId = learnedBy(sealed ? { reachable: accountId !== null } : null, accountId);
  const [owed] = await Promise.all([
    openOwed(anew, contactId, sideDuties({ receivedAt: arriving.receivedAt, referrerId, people, proposal: made })),
    addEvent(tx, contactId, 'received', { channel, immediate: arriving.immediate, level: proposal.level, route: proposal.route }),
    openDuty(anew, { contactId, code: 'ACKNOWLEDGE', ...acknowledge }),
  ]);
  // What a protected source was is gone from the contact by now: its place follows from what stands there.
  await refreshQueue(tx, contactId, { contactsIn12Months: made.count, ...(!sealed && { material: materialOfRecorded({ ...contact, reference: written.value.reference }, people, { at: tx.at, ...proposal }, owed) }) });
  tx.ledger({
    action: 'contact.received',
    objectKind: 'contact',
    objectId: contactId,
    detail: { channel, immediate: arriving.immediate, level: proposal.level, route: proposal.route, guide: `${proposal.guide.id} ${proposal.guide.version}`, children: proposal.children.length },
  });
  return written;
}
