import { Temporal } from 'temporal-polyfill';
import { recordContact } from '@/lib/contact/record';
import { report, type ReportInput } from '@/lib/contact/schema';
import { dutyDue } from '@/lib/duty/model';
import { openDuty } from '@/lib/duty/store';
import { refreshQueue } from '@/lib/contact/queue/queue-store';
import { newId } from '@/lib/platform/ids';
import { dateOf } from '@/lib/platform/time';
import type { Tx } from '@/lib/platform/db';
import type { Person } from '@/lib/access/model';
import type { Place } from './people';
import { asSystem } from './waiting';

/** When the scene's contact came in, was decided, and is looked at. */
export const RECEIVED = '2026-03-02T09:00:00Z';
export const DECIDED = '2026-03-02T11:00:00Z';
export const LATER = '2026-03-02T12:00:00Z';

/** Words that must be in no letter: each names what it would give away. */
export const CANARIES = {
  childAddress: '7 Canary Mews',
  postcode: 'WM9 9CN',
  school: 'Canary Grange Academy',
  sibling: 'Sibelius',
  familyName: 'Canarini',
  adult: 'Adalbert',
  otherAgency: 'Canary Recovery Clinic',
  otherAgencyFact: 'methadone since spring',
  narrative: 'a bruise like a canary',
  rationale: 'the clinic rang and told us canaries',
} as const;

/** A report of one child, Mirela, with her brother named but not reported, and canaries wherever somebody may hide. */
export function canaryReport(more: ReportInput = {}): ReportInput {
  return {
    reporter: { continuingRole: 'yes', aboutColleague: 'no', leadKnows: 'told' },
    children: [
      {
        givenName: 'Mirela',
        familyName: CANARIES.familyName,
        dateOfBirth: '2019-05-14',
        address: CANARIES.childAddress,
        postcode: CANARIES.postcode,
        school: CANARIES.school,
        keepAddressSecret: true,
        indicators: { I018: 'present' },
      },
    ],
    household: [
      { kind: 'child', givenName: CANARIES.sibling, familyName: CANARIES.familyName, livesWithChild: 'yes' },
      { kind: 'adult', givenName: CANARIES.adult, familyName: CANARIES.familyName, fatherOrPartner: true },
    ],
    incident: { what: CANARIES.narrative },
    agencies: [{ name: CANARIES.otherAgency, doing: CANARIES.otherAgencyFact, extraHelp: true }],
    ...more,
  };
}

export interface Scene {
  contactId: string;
  reference: string;
}

/** Records a report of somebody at an instant, as the form does. */
export async function recordFrom(place: Place, from: Person | null, at: string, given: ReportInput = canaryReport(), immediate = false): Promise<Scene> {
  const receivedAt = Temporal.Instant.from(at);
  const agency = from === null ? { id: null, name: 'A neighbour', kind: 'public' } : { id: from.agencyId, name: from.agencyName ?? '', kind: from.agencyKind ?? 'school' };
  const referrer = from === null ? { id: null, name: 'Ottoline Pryce', role: '', phone: '01632 960777', email: '' } : { id: from.actorId, name: from.name, role: from.jobTitle, phone: from.phone, email: from.email };
  const done = await asSystem(place, at, (tx) =>
    recordContact(tx, { report: report.parse(given), agency, referrer, channel: from === null ? 'phone' : 'form', receivedAt, key: newId(), immediate }, { prefix: place.prefix, settings: { guideArea: 'norfolk' } }),
  );
  if (!done.ok) throw new Error(done.problem);
  return { contactId: done.value.contactId, reference: done.value.reference };
}

/** Decides for every child of a contact, household children too, as a worker; the duty to tell opens with it. */
export async function decideFor(tx: Tx, contactId: string, decision: { version?: number; by: string; level: 1 | 2 | 3 | 4; route: string; needsCountersign?: boolean }): Promise<string> {
  const { version = 1, by, level, route, needsCountersign = false } = decision;
  const { authorityId } = tx.actor;
  const proposal = await tx.db.proposal.findFirstOrThrow({ where: { contactId }, orderBy: { version: 'desc' } });
  const id = newId();
  await tx.db.decision.create({
    data: {
      ...{ authorityId, id, contactId, version, key: newId(), at: dateOf(tx.at), by, level, route, proposalId: proposal.id, needsCountersign },
      ...{ rationale: CANARIES.rationale, familyViews: '', ifNothing: '', changeMind: '', direction: 'agrees', historyRead: true, document: { children: [] } },
    },
  });
  const people = await tx.db.contactPerson.findMany({ where: { contactId, kind: { in: ['child', 'household_child'] } } });
  await tx.db.decisionChild.createMany({ data: people.map((person) => ({ authorityId, decisionId: id, personId: person.id, standing: person.kind === 'child' ? 'own' : 'same', level, route, primaryNeed: 'N1', childViews: '', childSeen: 'yes' })) });
  if (!needsCountersign) await openDuty(tx, { contactId, decisionId: id, code: 'TELL_REFERRER', ...dutyDue('TELL_REFERRER', { receivedAt: tx.at, decidedAt: tx.at }) });
  await refreshQueue(tx, contactId);
  return id;
}
