import type { Temporal } from 'temporal-polyfill';
import { KIND_TABLE, kindOf, UNSAID } from '@/lib/contact/call/kinds';
import type { EarlierContact } from '@/lib/contact/identity/earlier-store';
import { STANDS, standsAs } from '@/lib/contact/identity/stands';
import { readDeleted, type DeletedContact } from '@/lib/contact/identity/tombstone-store';
import { report as reportSchema, type Report } from '@/lib/contact/schema';
import { readAddressHistory, saidWhy } from '@/lib/contact/secrecy/address-history-store';
import type { Contact } from '@/lib/contact/store';
import { standingOf, decisionStanding, verdictOf } from '@/lib/contact/queue/queue-model';
import { chosenIn } from '@/lib/duty/evidence';
import { evidenceLines } from '@/lib/duty/schema';
import type { Gathering, Tx } from '@/lib/platform/db';
import { instantOf } from '@/lib/platform/time';
import { MAY_KNOW_WORDS, type Shown } from '@/lib/restriction/model';
import { shownFrom, shownTo } from '@/lib/restriction/opening-store';
import { asItStands } from '@/lib/sharing/as-it-stands';
import { agenciesIn, type Entry, type AgencyInvolved, type Scope, type Sighting } from './model';
import { readRelated, type Related } from './related-store';

/** The line of a contact's family, and who else has to do with it. */
export interface Chronology {
  entries: Entry[];
  involved: AgencyInvolved[];
  /** When each earlier contact about the children came in that was deleted since. */
  deleted: Temporal.Instant[];
}

/** A contact on the line, as far as the reader may be shown it. */
export interface OnLine {
  id: string;
  reference: string;
  receivedAt: Temporal.Instant;
  scope: Exclude<Scope, 'address'>;
  about: string[];
  shown: Shown;
  /** About the same children, of whom the reader said that they know none: what came in is told before it is opened, too. */
  direct: boolean;
  current: boolean;
}

const fullName = ({ givenName, familyName }: { givenName: string; familyName: string }) => `${givenName} ${familyName}`.trim();

/** What of contacts stands on a line, and what says how far each may be shown. */
export const ON_LINE: Gathering = {
  // With who is linked and who is expected no more: whom such a contact names is asked of it, too.
  people: { of: 'contactPerson', with: { include: { links: true, unbornStates: { include: { undone: true } } } } },
  queue: { of: 'queueRow' },
  closure: { of: 'closure' },
  declarations: { of: 'contactDeclaration' },
  acquaintances: { of: 'contactAcquaintance' },
  decisions: { of: 'decision', with: { include: { countersign: true } } },
  holds: { of: 'hold' },
  outbound: { of: 'outboundFact', with: { include: { corrections: true } } },
  duties: { of: 'duty', with: { include: { discharge: true } } },
  raised: { of: 'consultationRaised' },
  additions: { of: 'addition' },
};

/** Says of each pair whom it is about, in the words for how they were known again. */
export type AboutPair = (pair: EarlierContact['same'][number]) => string;

function ofEarlier(contact: Contact, earlier: readonly EarlierContact[], aboutPair: AboutPair): OnLine[] {
  const kinds = new Map(contact.people.map(({ id, kind }) => [id, kind]));
  return earlier.map(({ id, reference, receivedAt, shown, same }) => ({
    ...{ id, reference, receivedAt, shown },
    scope: same.some(({ personId }) => kinds.get(personId) === 'child') ? 'child' : 'sibling',
    about: shown === 'nothing' ? [] : same.map(aboutPair),
    direct: true,
    current: false,
  }));
}

async function ofRelated(tx: Tx, related: readonly Related[]): Promise<OnLine[]> {
  const { authorityId } = tx.actor;
  if (related.length === 0) return [];
  const ids = related.map(({ contactId }) => contactId);
  const rows = await tx.db.contact.findMany({ where: { authorityId, id: { in: ids } }, select: { ...{ id: true, reference: true, receivedAt: true }, ...shownTo(tx.actor.actorId), people: { where: { id: { in: related.flatMap(({ personIds }) => personIds) } }, select: { givenName: true, familyName: true } } } });
  return rows.flatMap(({ id, reference, receivedAt, people, ...asked }) => {
    const how = related.find(({ contactId }) => contactId === id);
    if (how === undefined) return [];
    const may = shownFrom(asked);
    const named = may === 'words' ? people.map(fullName).filter((name) => name !== '') : [];
    const known = how.through === null ? `${how.scope === 'child' ? 'named there as an adult,' : 'an adult'} known again by a link, a number, or name and date of birth` : `${how.scope === 'sibling' ? 'named together with the child in' : 'known again through'} ${how.through}`;
    return [{ id, reference, receivedAt: instantOf(receivedAt), scope: how.scope, shown: may, about: may === 'nothing' ? [] : [[...named, known].join(', ')], direct: false, current: false }];
  });
}

function conversation(kept: string): Pick<Entry, 'kind' | 'called'> {
  const kind = kindOf(kept);
  return { kind: kind === 'consultation' ? 'consultation' : 'contact', called: kind === UNSAID ? '' : KIND_TABLE[kind].called };
}

const PLAN_WORDS: Record<string, string> = { EH: 'Early help', CIN: 'Child in need plan', CP: 'Child protection plan', CLA: 'Looked after' };
const BEGUN: Record<string, { kind: 'plan' | 'enquiry'; title: string }> = {
  REGISTER_EARLY_HELP: { kind: 'plan', title: 'Early help registered' },
  ALLOCATE_ASSESSMENT: { kind: 'plan', title: 'Assessment allocated' },
  HOLD_STRATEGY: { kind: 'enquiry', title: 'Strategy discussion held' },
  CONVENE_ICPC: { kind: 'enquiry', title: 'Child protection conference held' },
  TRANSFER_IN: { kind: 'enquiry', title: 'Transfer-in conference held' },
};
/** Of a conference that another system holds it is not known here whether it was held yet. */
const HELD_ELSEWHERE = 'Child protection conference entered in another system';
const DECISION_STANDS = { in_force: '', awaiting: 'waiting for a second person', returned: 'returned by the second person' } as const;

/** Of what went out, as both the line and who is involved need it: it is asked for once. */
const OUTBOUND = { id: true, contactId: true, kind: true, sentAt: true, agency: true, recipient: true, recipientRole: true, corrections: { select: { id: true, replacesId: true, neverSent: true, sentAt: true, agency: true, recipient: true, recipientRole: true } } } as const;

/** Everything that came of these contacts, as far as each may be shown: of one in which the reader may know somebody, nothing but date and level. */
export async function entriesOf(tx: Tx, contacts: readonly OnLine[]): Promise<Entry[]> {
  const where = { authorityId: tx.actor.authorityId, contactId: { in: contacts.map(({ id }) => id) } };
  const open = { ...where, contactId: { in: contacts.filter(({ shown, current }) => shown !== 'nothing' && !current).map(({ id }) => id) } };
  const rows = await tx.db.contact.findMany({ where: { authorityId: where.authorityId, id: where.contactId }, select: { ...{ id: true, kind: true, agencyName: true, summary: true }, ...STANDS, people: { where: { kind: 'child' }, orderBy: { ordinal: 'asc' }, select: { id: true, details: true } }, additions: { select: { id: true, at: true, receivedAt: true, text: true } } } });
  const decisions = await tx.db.decision.findMany({ where: open, select: { id: true, contactId: true, version: true, at: true, level: true, route: true, rationale: true, needsCountersign: true, countersign: { select: { verdict: true } } } });
  const holds = await tx.db.hold.findMany({ where: open, select: { id: true, contactId: true, at: true, withWhom: true, checking: true } });
  const asked = (await tx.db.outboundFact.findMany({ where: { ...where, contactId: { in: contacts.filter(({ shown }) => shown !== 'nothing').map(({ id }) => id) } }, select: OUTBOUND })).flatMap((row) => asItStands(row) ?? []).filter(({ contactId, kind }) => kind === 'question' && open.contactId.in.includes(contactId));
  const duties = await tx.db.duty.findMany({ where: { ...open, code: { in: Object.keys(BEGUN) } }, select: { id: true, contactId: true, code: true, discharge: { select: { at: true, how: true, evidence: true } } } });
  const begun = duties.flatMap(({ discharge, ...duty }) => (discharge !== null && ['done', 'accepted'].includes(discharge.how) ? [{ ...duty, at: discharge.at, elsewhere: duty.code === 'CONVENE_ICPC' && chosenIn(duty.code, 'ended', evidenceLines.parse(discharge.evidence)) === 'elsewhere' }] : []));
  return contacts.flatMap((contact): Entry[] => {
    const { id, reference, receivedAt, scope, about, shown, direct, current } = contact;
    const row = rows.find((each) => each.id === id);
    if (row === undefined) return [];
    // What somebody wrote of a contact that was not opened yet is nobody's to read, but for what came in about the same children.
    const opened = shown === 'words';
    const base = { scope, called: '', contactId: id, reference, about, level: null, route: null, state: null, words: '', current };
    const of = <T extends { contactId: string }>(all: readonly T[]) => all.filter(({ contactId }) => contactId === id);
    const plans = shown === 'nothing' || current ? [] : row.people.flatMap(({ id: personId, details }) => planOf(details).map((title) => ({ personId, title })));
    return [
      { ...base, ...standsAs(row, shown), id, at: receivedAt, ...(shown === 'nothing' ? { kind: 'contact' as const } : conversation(row.kind)), title: shown === 'nothing' ? '' : row.agencyName, words: shown === 'nothing' ? MAY_KNOW_WORDS : opened || direct ? row.summary : '' },
      ...(shown === 'nothing' || current ? [] : row.additions).map(({ id: additionId, at, receivedAt: cameAt, text }) => ({ ...base, id: additionId, at: instantOf(cameAt ?? at), kind: 'added' as const, title: '', words: opened ? text : '' })),
      ...plans.map(({ personId, title }) => ({ ...base, id: `plan-${personId}`, at: receivedAt, kind: 'plan' as const, title })),
      ...of(decisions).map(({ id: decisionId, version, at, level, route, rationale, needsCountersign, countersign }) => ({
        ...base,
        ...{ id: decisionId, at: instantOf(at), kind: 'decision' as const, ...standingOf({ level, route }) },
        title: [`Decision ${version}`, DECISION_STANDS[decisionStanding({ needsCountersign, verdict: verdictOf(countersign?.verdict) })]].filter((part) => part !== '').join(', '),
        words: opened ? rationale : '',
      })),
      ...of(holds).map(({ id: holdId, at, withWhom, checking }) => ({ ...base, id: holdId, at: instantOf(at), kind: 'enquiry' as const, title: 'Held for checks', words: opened ? `${withWhom}: ${checking}` : '' })),
      ...of(asked).map(({ id: factId, sentAt, agency }) => ({ ...base, id: factId, at: instantOf(sentAt), kind: 'enquiry' as const, title: opened ? `Asked ${agency}` : 'Another agency asked' })),
      ...of(begun).flatMap(({ id: dutyId, at, code, elsewhere }): Entry[] => {
        const what = BEGUN[code];
        return what === undefined ? [] : [{ ...base, ...what, ...(elsewhere && { title: HELD_ELSEWHERE }), id: dutyId, at: instantOf(at) }];
      }),
    ];
  });
}

/** A plan that a child has, as a report says it. */
function planOf(details: unknown): string[] {
  const { openPlan, openPlanWhere } = typeof details === 'object' && details !== null ? (details as Record<string, unknown>) : {};
  const plan = typeof openPlan === 'string' ? PLAN_WORDS[openPlan] : undefined;
  return plan === undefined ? [] : [`${plan}${openPlanWhere === 'other' ? ', with another council' : ''}, as it was told`];
}

/** What an agency has to do with the family, from a report that the reader may read. */
function sightingsIn(said: { reference: string; receivedAt: Temporal.Instant; sealed: boolean; agencyName: string; agencyKind: string; referrerName: string; referrerRole: string; report: Report }): Sighting[] {
  const { reference, receivedAt: at, sealed, agencyName, agencyKind, referrerName, referrerRole, report } = said;
  const of = { at, reference };
  const tells = sealed || agencyKind === 'public' ? [] : [{ ...of, name: agencyName, how: 'told' as const, person: [referrerName, referrerRole].filter((part) => part !== '').join(', ') }];
  const helps = report.agencies.map(({ name, worker, stillInvolved }) => ({ ...of, name, how: stillInvolved === 'no' ? ('stopped' as const) : ('helps' as const), person: worker }));
  const places = report.children.flatMap(({ school, keepSchoolSecret, gp }) => [...(keepSchoolSecret ? [] : [{ ...of, name: school, how: 'school' as const, person: '' }]), { ...of, name: gp, how: 'surgery' as const, person: '' }]);
  return [...tells, ...helps, ...places];
}

/** Who else is involved: whoever told us, is named as helping, or was asked by us, in the contacts that the reader has opened. */
async function readInvolved(tx: Tx, contacts: readonly OnLine[]): Promise<AgencyInvolved[]> {
  const opened = contacts.filter(({ shown, current }) => current || shown === 'words');
  const where = { authorityId: tx.actor.authorityId, contactId: { in: opened.map(({ id }) => id) } };
  const rows = await tx.db.contact.findMany({ where: { authorityId: where.authorityId, id: where.contactId }, select: { reference: true, receivedAt: true, sealed: true, agencyName: true, agencyKind: true, referrerName: true, referrerRole: true, report: true } });
  const asked = (await tx.db.outboundFact.findMany({ where, select: OUTBOUND })).flatMap((row) => asItStands(row) ?? []);
  const referenceOf = new Map(opened.map(({ id, reference }) => [id, reference]));
  return agenciesIn([
    ...rows.flatMap(({ receivedAt, report, ...row }) => sightingsIn({ ...row, receivedAt: instantOf(receivedAt), report: reportSchema.parse(report) })),
    ...asked.map(({ contactId, sentAt, agency, recipient, recipientRole }) => ({ name: agency, how: 'asked' as const, person: [recipient, recipientRole].filter((part) => part !== '').join(', '), at: instantOf(sentAt), reference: referenceOf.get(contactId) ?? '' })),
  ]);
}

/** Earlier contacts at the same address, once the reader said why they look: date and level, and nothing else (domain 7.13). */
async function atAddress(tx: Tx, contactId: string, listed: readonly string[]): Promise<Entry[]> {
  if (!(await saidWhy(tx, contactId))) return [];
  const rest = { called: '', contactId: null, reference: null, about: [], title: '', words: '', state: null, current: false };
  return (await readAddressHistory(tx, contactId, listed)).map(({ receivedAt, level }, index): Entry => ({ ...rest, id: `address-${index}`, at: receivedAt, kind: 'contact', scope: 'address', level, route: null }));
}

/** What is left of a deleted contact: when, at which level, by which kind (domain 7.18). */
function ofDeleted({ id, receivedAt, kind, level, route }: DeletedContact): Entry {
  return { id, at: receivedAt, ...conversation(kind), scope: 'child', contactId: null, reference: null, about: [], title: 'Deleted when its time to be kept was over', words: '', ...standingOf({ level, route }), state: null, current: false };
}

/**
 * The history of a contact's family, as far as the actor may open it: what they may not open is on no line,
 * in no count and closes no gap. Needs casework rights; the actor must have been let into this contact.
 * @param until up to when; left out, up to that contact.
 */
export async function readChronology(tx: Tx, contact: Contact, earlier: readonly EarlierContact[], aboutPair: AboutPair, until: Temporal.Instant = contact.receivedAt): Promise<Chronology> {
  const { id, reference, receivedAt } = contact;
  const own: OnLine = { id, reference, receivedAt, scope: 'child', about: [], shown: 'words', direct: true, current: true };
  const [{ related }, deleted] = await Promise.all([readRelated(tx, contact, earlier, until), readDeleted(tx, id, receivedAt)]);
  if (earlier.length + related.length > 0) tx.foresee([id, ...earlier.map((each) => each.id), ...related.map(({ contactId }) => contactId)], ON_LINE);
  const contacts = [own, ...ofEarlier(contact, earlier, aboutPair), ...(await ofRelated(tx, related))];
  const seen = contacts.filter(({ current }) => !current).map((each) => each.id);
  // A list is reading, too (decision 30): whose records were shown stands in the ledger.
  if (seen.length > 0) tx.ledger({ action: 'contact.history_shown', objectKind: 'contact', objectId: id, detail: { ids: seen } });
  return { deleted: deleted.map((each) => each.receivedAt), entries: [...(await entriesOf(tx, contacts)), ...deleted.map(ofDeleted), ...(await atAddress(tx, id, seen))], involved: await readInvolved(tx, contacts) };
}
