/** What goes to other agencies, as the tests of whom it must not reach have it. */
import type { Person } from '@/lib/access/model';
import type { ContactHead } from '@/lib/contact/head';
import type { ReportInput } from '@/lib/contact/schema';
import { findContact } from '@/lib/contact/store';
import { joinContact } from '@/lib/contact/verbs/join-contact';
import { withActor, type Tx } from '@/lib/platform/db';
import type { Fields } from '@/lib/platform/draft/model';
import { addDeclaration } from '@/lib/restriction/opening-store';
import { askedOf } from '@/lib/sharing/asked';
import type { Outbound } from '@/lib/sharing/model';
import type { SharingForm } from '@/lib/sharing/schema';
import { readChildren, readSharing } from '@/lib/sharing/sharing-store';
import { recordBasis } from '@/lib/sharing/verbs/record-basis';
import { recordOpenness } from '@/lib/sharing/verbs/record-openness';
import { recordSent } from '@/lib/sharing/verbs/record-sent';
import { askPage } from './asking-pages';
import { arrives, at, claims, type Case } from './deciding';
import type { Place } from './people';

/** Wednesday 18 November 2026: a contact comes in at ten, and things go at one. */
export const day = (time: string) => `2026-11-18T${time}:00Z`;
export const LATER = day('13:00');

export type Typed = Record<string, string | string[]>;
export const under = (form: SharingForm, typed: Typed): Fields => Object.fromEntries(Object.entries(typed).map(([name, value]) => [`${form}.${name}`, value]));
export const as = <T>(person: Person, work: (tx: Tx) => Promise<T>, when = day('12:00')) => withActor(person, work, at(when));
const worker = ({ place }: Case) => place.people.worker;

export async function waiting(place: Place, report: ReportInput): Promise<Case> {
  const contact = await arrives(place, day('10:00'), report);
  await claims(contact, place.people.worker, day('10:30'));
  return contact;
}

/** A basis about all the children. @returns its id. */
export async function basisOf(of: Case, when = day('10:40')): Promise<string> {
  await as(worker(of), async (tx) => recordBasis(tx, of.contactId, under('basis', { person: 'all', basis: 'public_task', why: 'The surgery may know whether he is well.' })), when);
  return (await as(worker(of), async (tx) => readSharing(tx, of.contactId))).bases[0]?.id ?? '';
}

/** What parents say to other agencies being asked, written down by somebody who sees every objection that stands by then. */
export const says = (of: Case, checks: 'agree' | 'object', when: string, more: Typed = {}) =>
  as(worker(of), async (tx) => {
    const seen = (await askedOf(tx, of.contactId, 'openness', {})).openness.map(({ id }) => id);
    return recordOpenness(tx, of.contactId, under('openness', { person: 'all', told: 'yes', toldWhom: 'Mother', toldWhat: 'That the school rang us', toldBy: 'The worker', checks, seen, ...more }));
  }, when);

/** A fact to a surgery, where a test says nothing else. */
export function sends(of: Case, basisId: string, more: Typed = {}, when = LATER) {
  const typed = { person: 'all', kind: 'fact', agency: 'Market Street Surgery', recipient: 'Dr Amos', recipientRole: 'GP', categories: ['worry'], words: 'He came without a coat.', how: 'telephone', basisId, gone: 'no', ...more };
  return as(worker(of), async (tx) => recordSent(tx, of.contactId, under('sent', typed)), when);
}
/** That it has gone already, at this time of the day. */
export const gone = (time: string) => ({ gone: 'yes', 'on.day': '18', 'on.month': '11', 'on.year': '2026', time, sentBy: 'Student social worker', lateWhy: 'Found when reading the notes.' });

export const outboundOf = async (of: Case): Promise<Outbound[]> => (await as(worker(of), async (tx) => readSharing(tx, of.contactId))).outbound;

export const withHead = <T>(of: Case, person: Person, when: string, work: (tx: Tx, head: ContactHead) => Promise<T>) =>
  as(person, async (tx) => {
    const head = await findContact(tx, of.reference);
    if (head === null) throw new Error('the contact is there');
    return work(tx, head);
  }, when);

/** The id of the child whose name begins so. */
export async function childOf(of: Case, name: string): Promise<string> {
  return (await as(worker(of), async (tx) => readChildren(tx, of.contactId))).find((each) => each.name.startsWith(name))?.id ?? '';
}

export async function joins(from: Case, into: Case, when: string, otherChildren = false): Promise<void> {
  const { place } = from;
  const done = await withHead(from, worker(from), when, async (tx, head) => joinContact(tx, worker(from), head, { into: into.reference, prefix: place.prefix, reason: 'The same children.', otherChildren }));
  if (!done.ok) throw new Error(done.problem);
}

/** The page of agreement and sharing, as somebody sees it who knows nobody in the contact. */
export async function pageOf(of: Case, query: Record<string, string> = {}, person = worker(of)): Promise<string> {
  await as(person, async (tx) => addDeclaration(tx, of.contactId, 'knows_nobody'));
  const page = await askPage('../../app/contacts/[reference]/sharing/page.tsx', person, { reference: of.reference }, query);
  return page.kind === 'shown' ? page.html() : page.kind;
}
