import type { Temporal } from 'temporal-polyfill';
import { NEEDS_ACCEPTANCE } from '@/lib/duty/model';
import type { DutyCode } from '@/lib/duty/codes';
import { dateOf, dayDate } from '@/lib/platform/time';
import type { ReportedPerson } from '../report/persons';
import type { NewContact } from '../store';
import type { QueueMaterial } from './queue-facts-store';
import type { Standing } from './queue-model';

/**
 * Everything that is kept of a contact which this transaction recorded, so that what was just written need not be read again: nothing has
 * happened to it but what came with it (tests/integration/submit.test.ts holds it against what is read).
 * @param opened duties that are law and began with it.
 */
export function materialOfRecorded(contact: NewContact, people: readonly ReportedPerson[], { at, level, route }: Standing & { at: Temporal.Instant }, opened: readonly DutyCode[]): QueueMaterial {
  const { reference, agencyId, agencyName, agencyKind, referrerId, pastAgency, aboutColleague, channel, referrerLevel, summary, immediate, due1wd, report } = contact;
  return {
    head: {
      ...{ reference, agencyId, agencyName, agencyKind, referrerId, pastAgency, aboutColleague, channel, referrerLevel, summary, immediate },
      perhapsImmediate: report.firstQuestions.cannotWait === 'not_known',
      receivedAt: dateOf(contact.receivedAt),
      due24hAt: dateOf(contact.due24h),
      due1wdAt: due1wd === null ? null : dateOf(due1wd),
    },
    closed: false,
    consultation: contact.kind === 'consultation',
    raisedAt: null,
    state: null,
    children: people.filter(({ kind }) => kind === 'child').map(({ dateOfBirth, unborn, dueDate, details }) => ({ dateOfBirth: dayDate(dateOfBirth), unborn, dueDate: dayDate(dueDate), details })),
    proposal: { at: dateOf(at), level, route },
    ratings: [],
    joinedRatings: [],
    level4: level === 4 ? [{ at: dateOf(at), version: 1 }] : [],
    claim: null,
    questionOpen: false,
    heldUntil: null,
    nights: [{ takenAt: null, acceptedAt: null, handedOver: false }],
    additions: [],
    births: [],
    named: [],
    takenOut: [],
    toldOfJoined: [],
    answers: [],
    decisions: [],
    joined: [],
    answered: [],
    transferWaits: opened.some((code) => NEEDS_ACCEPTANCE.includes(code)),
    letterBack: false,
    questionLost: false,
    readings: [],
  };
}
