import { Temporal } from 'temporal-polyfill';
import { describe, expect, test } from 'vitest';
import { ROLES } from '@/lib/access/model';
import { DUTY_CODES, DUTY_KINDS, type DutyCode } from './codes';
import { dueSinceFound, dutyDue, dutyState, mayDischarge, mayOweIt, mayTake, wantsFinding, type DutyStarts } from './model';

const at = (text: string) => Temporal.Instant.from(text);
const FRIDAY = at('2026-11-20T16:00:00Z');
const starts: DutyStarts = { receivedAt: FRIDAY, decidedAt: FRIDAY };

/**
 * By hand. Friday 20 November 2026, 16:00 (GMT): the next working day is Monday 23 November; a strategy discussion
 * decided after 15:00 is held by telephone within 24 elapsed hours.
 */
describe('received and decided on a Friday at 16:00', () => {
  test.each<[DutyCode, string, Partial<DutyStarts>?]>([
    ['ACKNOWLEDGE', '2026-11-23T17:00:00Z'],
    ['TELL_REFERRER', '2026-11-23T17:00:00Z'],
    ['ALLOCATE_ASSESSMENT', '2026-11-23T17:00:00Z'],
    ['REVIEW_RAISED', '2026-11-23T17:00:00Z'],
    ['REGISTER_EARLY_HELP', '2026-11-24T17:00:00Z'],
    ['HOLD_STRATEGY', '2026-11-21T16:00:00Z'],
    ['COUNTERSIGN', '2026-11-20T17:00:00Z', { atLevel4: true }],
    ['COUNTERSIGN', '2026-11-20T16:30:00Z', { atLevel4: true, countersignMinutes: 30 }],
    ['COUNTERSIGN', '2026-11-23T17:00:00Z', { atLevel4: false }],
    ['LADO', '2026-11-23T17:00:00Z'],
    ['MARAC', '2026-11-23T17:00:00Z'],
    ['NRM', '2026-11-23T17:00:00Z'],
    ['FGM_POLICE', '2026-11-23T17:00:00Z'],
    ['MEDICAL_TODAY', '2026-11-21T00:00:00Z'],
    ['PRIVATE_FOSTERING', '2026-12-01T17:00:00Z'],
    ['RETURN_INTERVIEW', '2026-11-22T09:30:00Z', { foundAt: at('2026-11-19T09:30:00Z') }],
    ['REVIEW_REFUSAL', '2026-12-18T17:00:00Z', { setFor: Temporal.PlainDate.from('2026-12-18') }],
  ])('%s is due %s', (code, due, more) => {
    expect(dutyDue(code, { ...starts, ...more }).dueAt?.toString()).toBe(due);
  });

  /** Domain 7.15: 72 hours from being found. Before that there is no start, and the duty says what it waits for. */
  test('a return interview waits until the child is found', () => {
    const due = dutyDue('RETURN_INTERVIEW', starts);
    expect(due.dueAt).toBeNull();
    expect(due.evidence).toContain('It waits');
  });

  /** Domain 7.15, by hand: told on Friday 20 November at 16:00 that the child was found, the 72 hours end no later than Monday 23 November at 16:00. */
  test('found, and nobody said when: the 72 hours run by the time at which we were told, and a time brings them forward and never back', () => {
    const receivedAt = at('2026-11-20T16:00:00Z');
    const owed = dutyDue('RETURN_INTERVIEW', { receivedAt, foundBy: receivedAt });
    expect(owed.dueAt?.toString()).toBe('2026-11-23T16:00:00Z');
    expect(owed.evidence).toMatch(/nobody has said when.*Fri 20 Nov 2026 16:00.*Mon 23 Nov 2026 16:00/);
    expect(wantsFinding({ ...owed, discharge: null })).toBe(true);
    const since = (found: string) => dueSinceFound(owed.dueAt, dutyDue('RETURN_INTERVIEW', { receivedAt, foundAt: at(found) }));
    expect(since('2026-11-20T01:00:00Z').dueAt?.toString()).toBe('2026-11-23T01:00:00Z');
    expect(since('2026-11-20T18:00:00Z').dueAt?.toString()).toBe('2026-11-23T16:00:00Z');
    for (const found of ['2026-11-20T01:00:00Z', '2026-11-20T18:00:00Z']) expect(wantsFinding({ ...since(found), discharge: null })).toBe(false);
    expect(wantsFinding({ ...dutyDue('RETURN_INTERVIEW', { receivedAt }), discharge: null })).toBe(true);
  });

  /**
   * By hand: 72 elapsed hours, not three days by the clock on the wall. Clocks go forward on Sunday 29 March 2026 and back on
   * Sunday 25 October 2026.
   */
  test.each([
    ['Saturday 28 March, noon in London', '2026-03-28T12:00:00Z', '2026-03-31T12:00:00Z', 'Tue 31 Mar 2026 13:00'],
    ['Saturday 24 October, noon in London', '2026-10-24T11:00:00Z', '2026-10-27T11:00:00Z', 'Tue 27 Oct 2026 11:00'],
  ])('a return interview is 72 hours from being found, across a change of the clocks: %s', (_when, found, due, words) => {
    const owed = dutyDue('RETURN_INTERVIEW', { ...starts, foundAt: at(found) });
    expect(owed.dueAt?.toString()).toBe(due);
    expect(owed.evidence).toContain(words);
  });

  /** Domain 3.2: out of hours is before the area's own front door opens, and at the latest before 09:00, when emergency duty hands over (3.5). By hand; Friday 20 November 2026. */
  test.each([
    ['08:00', '07:59:59', 'emergency_duty_worker'],
    ['08:00', '08:00:00', 'cads_social_worker'],
    ['08:00', '08:50:00', 'cads_social_worker'],
    ['08:45', '08:44:59', 'emergency_duty_worker'],
    ['10:00', '08:59:59', 'emergency_duty_worker'],
    ['10:00', '09:00:00', 'cads_social_worker'],
    [undefined, '08:50:00', 'emergency_duty_worker'],
  ])('where the front door opens at %s, a strategy discussion decided at %s is the %s’s, due by 17:00', (opens, time, ownerRole) => {
    const due = dutyDue('HOLD_STRATEGY', { ...starts, decidedAt: at(`2026-11-20T${time}Z`), opens });
    expect(due).toMatchObject({ ownerRole, dueAt: at('2026-11-20T17:00:00Z') });
    expect(due.evidence.includes('out of hours')).toBe(ownerRole === 'emergency_duty_worker');
  });

  test('the strategy discussion falls to the emergency duty team', () => {
    expect(dutyDue('HOLD_STRATEGY', starts).ownerRole).toBe('emergency_duty_worker');
    expect(dutyDue('HOLD_STRATEGY', { ...starts, decidedAt: at('2026-11-20T11:00:00Z') })).toMatchObject({ ownerRole: 'cads_social_worker', dueAt: at('2026-11-20T17:00:00Z') });
  });
});

/** By hand. Thursday 2 April 2026, 15:00 (BST): Good Friday, the weekend and Easter Monday are not worked; the day is Tuesday 7 April, 17:00 BST = 16:00 UTC. */
test('Easter 2026', () => {
  const due = dutyDue('TELL_REFERRER', { receivedAt: at('2026-04-01T09:00:00Z'), decidedAt: at('2026-04-02T14:00:00Z') });
  expect(due.dueAt?.toString()).toBe('2026-04-07T16:00:00Z');
  expect(due.evidence).toBe('Decided Thu 2 Apr 2026 15:00. Day 0 is Thu 2 Apr. Not counted: Fri 3 Apr (Good Friday), Sat 4 Apr (weekend), Sun 5 Apr (weekend), Mon 6 Apr (Easter Monday). One working day ends Tue 7 Apr 2026 17:00.');
});

test('the same day ends at the London midnight, in summer an hour before UTC’s', () => {
  expect(dutyDue('MEDICAL_TODAY', { receivedAt: at('2026-07-14T22:30:00Z') }).dueAt?.toString()).toBe('2026-07-14T23:00:00Z');
});

test('beyond the bank holiday data nothing is guessed, and the evidence says so', () => {
  const due = dutyDue('LADO', { receivedAt: at('2031-05-05T10:00:00Z') });
  expect(due.dueAt).toBeNull();
  expect(due.evidence).toContain('does not reach that far');
});

test('what protects tonight is due even beyond the data', () => {
  expect(dutyDue('HOLD_STRATEGY', { receivedAt: at('2031-05-05T10:00:00Z') }).dueAt?.toString()).toBe('2031-05-06T10:00:00Z');
});

test('each duty has its words, law, clock and an owner there is', () => {
  expect(new Set(DUTY_CODES).size).toBe(Object.keys(DUTY_KINDS).length);
  for (const code of DUTY_CODES) {
    const kind = DUTY_KINDS[code];
    expect(kind.code).toBe(code);
    expect(ROLES).toContain(kind.ownerRole);
    for (const words of [kind.title, kind.law, kind.clockWords]) expect(words.length).toBeGreaterThan(10);
  }
});

/** Domain 3.1: 15 working days from notification of arrival, by the receiving authority. By hand from Thursday 2 April 2026: Good Friday and Easter Monday do not count; the fifteenth is Monday 27 April, 17:00 British Summer Time. */
test('a transfer-in conference is a manager’s, 15 working days from being told', () => {
  expect(dutyDue('TRANSFER_IN', { receivedAt: at('2026-04-02T14:00:00Z') })).toMatchObject({ dueAt: at('2026-04-27T16:00:00Z'), ownerRole: 'manager' });
});

/** Domain 7.7: returned, an hour at level 4; 7.8: what comes in "keeps its own received time and both clocks", 24 hours and one working day. */
test('the time allowed for deciding again names both ways in which it comes to be owed', () => {
  const { clockWords } = DUTY_KINDS.DECIDE_AGAIN;
  for (const words of ['returned: within one hour at level 4', 'came in after it: within 24 hours or one working day']) expect(clockWords).toContain(words);
});

test('a duty is breached from its due instant on', () => {
  const duty = { openedAt: FRIDAY, dueAt: at('2026-11-20T17:00:00Z') };
  expect(dutyState(duty, at('2026-11-20T16:44:59Z'))).toBe('running');
  expect(dutyState(duty, at('2026-11-20T16:45:00Z'))).toBe('due_soon');
  expect(dutyState(duty, at('2026-11-20T17:00:00Z'))).toBe('breached');
  expect(dutyState({ openedAt: FRIDAY, dueAt: null }, at('2030-01-01T00:00:00Z'))).toBe('running');
});

describe('who may take and end a duty', () => {
  const duty = (code: DutyCode, ownerId: string | null = null) => ({ code, ownerRole: DUTY_KINDS[code].ownerRole, ownerId, discharge: null });
  const worker = { role: 'cads_social_worker', actorId: 'w', qualified: true } as const;
  const manager = { role: 'manager', actorId: 'm', qualified: true } as const;
  test('the police report of known FGM stays with the one who learned it (7.15)', () => {
    expect(mayTake(duty('FGM_POLICE'), 'manager')).toBe('not_transferable');
  });
  test('who learned of it says that it was reported; a worker does so only for somebody who cannot sign in', () => {
    const teacher = { role: 'partner_professional', actorId: 't', qualified: false } as const;
    expect(mayDischarge(duty('FGM_POLICE', 't'), teacher, 'done')).toBeNull();
    expect(mayDischarge(duty('FGM_POLICE', 't'), worker, 'done')).toBe('not_transferable');
    expect(mayDischarge(duty('FGM_POLICE', 't'), manager, 'done')).toBe('not_transferable');
    expect(mayDischarge(duty('FGM_POLICE'), worker, 'done')).toBeNull();
    expect(mayDischarge(duty('FGM_POLICE', 't'), worker, 'done', true), 'their account ended').toBeNull();
  });
  test('a review is a manager’s', () => {
    expect(mayTake(duty('REVIEW_RAISED'), 'cads_social_worker')).toBe('not_your_role');
    expect(mayTake(duty('REVIEW_RAISED'), 'manager')).toBeNull();
    // What is decided in is a qualified worker's; who is none may offer it to one.
    for (const qualified of [true, false]) expect(mayOweIt(duty('HOLD_STRATEGY'), { role: 'manager', qualified })).toBe(qualified ? null : 'not_qualified');
    expect(mayTake(duty('HOLD_STRATEGY'), 'manager')).toBeNull();
    expect(mayOweIt(duty('MEDICAL_TODAY'), { role: 'manager', qualified: false })).toBeNull();
    expect(mayDischarge(duty('REVIEW_RAISED'), worker, 'done')).toBe('not_your_role');
  });
  test('another authority must accept by a named person (7.15)', () => {
    expect(mayDischarge(duty('OUT_OF_AREA'), worker, 'done')).toBe('needs_a_named_person');
    expect(mayDischarge(duty('OUT_OF_AREA'), worker, 'accepted')).toBeNull();
  });
  test('only a manager calls a duty off', () => {
    expect(mayDischarge(duty('LADO'), worker, 'ended_lawfully')).toBe('managers_ending');
    expect(mayDischarge(duty('LADO'), manager, 'ended_lawfully')).toBeNull();
    expect(mayDischarge(duty('LADO'), worker, 'done')).toBeNull();
  });
  test('nobody calls a strategy discussion off: a decision lets go of it (7.7)', () => {
    expect(mayDischarge(duty('HOLD_STRATEGY'), manager, 'ended_lawfully')).toBe('ends_by_decision');
    expect(mayDischarge(duty('HOLD_STRATEGY'), worker, 'done')).toBeNull();
    // Whether enquiries begin is said by a qualified worker (domain 2, behaviour 7; domain 7.19).
    expect(mayDischarge(duty('HOLD_STRATEGY'), manager, 'done')).toBeNull();
    expect(mayDischarge(duty('HOLD_STRATEGY'), { ...manager, qualified: false }, 'done')).toBe('not_qualified');
    expect(mayDischarge(duty('LADO'), { ...manager, qualified: false }, 'done')).toBeNull();
  });
});
