import { Temporal } from 'temporal-polyfill';
import { describe, expect, test } from 'vitest';
import { askAgain, BASES, basisProblem, gateOf, gatesOf, levelsOf, lookAgain, namesAgency, objectionsAbout, partsOf, recordedBy, serviceOf, successorOf, type ChecksRequest, type Openness, type SharingBasis } from './model';

const instant = (time: string) => Temporal.Instant.from(`2026-11-18T${time}:00Z`);

function told(time: string, checks: Openness['checks']): Openness {
  return { id: `told ${time}`, at: instant(time), by: 'worker', personId: null, told: true, toldWhom: 'Mother', toldWhat: 'All of it', toldBy: 'The school', toldOn: null, checks, objectorsAgree: false, reason: null, reasonWords: '', untilOn: null };
}
function notTold(time: string, untilOn: string): Openness {
  return { ...told(time, null), told: false, reason: 'RISK', reasonWords: 'He may flee with her.', untilOn };
}
function request(time: string, answer: ChecksRequest['answer']): ChecksRequest {
  return { id: `request ${time}`, at: instant(time), by: 'worker', personId: null, agencies: 'GP', question: 'Seen?', reason: 'RISK', why: 'x', answer };
}
const answered = (time: string, verdict: 'agreed' | 'returned') => ({ at: instant(time), by: 'manager', verdict, comment: 'x', takenBack: null });

describe('the gate before another agency (domain 7.16)', () => {
  test('closed below level 4 while nobody was told and no manager agreed', () => {
    for (const level of [1, 2, 3] as const) expect(gateOf({ level, openness: [], requests: [] })).toEqual({ open: false, asked: false });
  });

  test('told is not agreed: being told of the contact alone opens nothing', () => {
    expect(gateOf({ level: 3, openness: [told('09:00', 'not_asked')], requests: [] }).open).toBe(false);
    expect(gateOf({ level: 3, openness: [told('09:00', 'object')], requests: [] }).open).toBe(false);
  });

  test('told and agreed opens it', () => {
    expect(gateOf({ level: 2, openness: [told('09:00', 'agree')], requests: [] })).toMatchObject({ open: true, ground: 'told_and_agreed', opennessId: 'told 09:00' });
  });

  test('a later objection closes what an earlier yes had opened', () => {
    expect(gateOf({ level: 2, openness: [told('10:00', 'object'), told('09:00', 'agree')], requests: [] }).open).toBe(false);
  });

  test('one parent’s yes does not undo the other’s no: only where whoever objected agrees now does it open again', () => {
    const objectorsNow = { ...told('11:00', 'agree'), objectorsAgree: true };
    expect(gateOf({ level: 2, openness: [told('11:00', 'agree'), told('10:00', 'object')], requests: [] })).toEqual({ open: false, asked: false });
    expect(gateOf({ level: 2, openness: [told('11:00', 'agree'), told('10:00', 'object'), told('09:00', 'agree')], requests: [] }).open).toBe(false);
    expect(gateOf({ level: 2, openness: [objectorsNow, told('10:00', 'object')], requests: [] })).toMatchObject({ ground: 'told_and_agreed', opennessId: 'told 11:00' });
    expect(gateOf({ level: 2, openness: [told('12:00', 'object'), objectorsNow, told('10:00', 'object')], requests: [] }).open, 'a new no').toBe(false);
    expect(gateOf({ level: 2, openness: [told('12:00', 'agree'), objectorsNow, told('10:00', 'object')], requests: [] })).toMatchObject({ opennessId: 'told 12:00' });
  });

  test('a manager who knew of the objection agreed without it: the other parent’s yes takes nothing from that', () => {
    expect(gateOf({ level: 2, openness: [told('11:00', 'agree'), told('08:00', 'object')], requests: [request('09:00', answered('09:30', 'agreed'))] })).toMatchObject({ ground: 'manager_agreed' });
    expect(gateOf({ level: 2, openness: [told('11:00', 'agree'), told('10:00', 'object')], requests: [request('09:00', answered('09:30', 'agreed'))] }).open).toBe(false);
  });

  test('a request that waits or was returned opens nothing; one that a manager agreed to opens it in that manager’s name', () => {
    expect(gateOf({ level: 3, openness: [], requests: [request('09:00', null)] })).toEqual({ open: false, asked: true });
    expect(gateOf({ level: 3, openness: [], requests: [request('09:00', answered('09:30', 'returned'))] })).toEqual({ open: false, asked: false });
    expect(gateOf({ level: 3, openness: [notTold('08:00', '2026-11-25')], requests: [request('09:00', answered('09:30', 'agreed'))] })).toMatchObject({ open: true, ground: 'manager_agreed', requestId: 'request 09:00', authorisedBy: 'manager' });
  });

  test('an objection that the manager did not know of asks the manager again', () => {
    expect(gateOf({ level: 3, openness: [told('10:00', 'object')], requests: [request('09:00', answered('09:30', 'agreed'))] }).open).toBe(false);
    expect(gateOf({ level: 3, openness: [told('08:00', 'object')], requests: [request('09:00', answered('09:30', 'agreed'))] }).open).toBe(true);
  });

  test('level 4 needs a basis only', () => {
    expect(gateOf({ level: 4, openness: [told('10:00', 'object')], requests: [] })).toMatchObject({ open: true, ground: 'level_4' });
  });
});

describe('a manager agrees to the agencies named, and to no other (domain 7.16)', () => {
  test('the gate says to which: of every request that stands', () => {
    const [surgery, police] = [{ ...request('09:00', answered('09:30', 'agreed')), agencies: 'Market Street Surgery' }, { ...request('10:00', answered('10:30', 'agreed')), agencies: 'Fenland Police' }];
    expect(gateOf({ level: 3, openness: [], requests: [police, surgery] })).toMatchObject({ requestId: 'request 10:00', agencies: ['Fenland Police', 'Market Street Surgery'] });
    // An objection at 10:00 came after the first answer and before the second.
    expect(gateOf({ level: 3, openness: [told('10:00', 'object')], requests: [police, surgery] })).toMatchObject({ agencies: ['Fenland Police'] });
  });

  test.each([
    ['GP', 'gp', true],
    ['GP and school nurse', 'School  Nurse', true],
    ['GP and school nurse', 'school', false],
    ['Her GP, the health visitor; housing', 'The Health Visitor', true],
    ['Her GP, the health visitor; housing', 'GP', true],
    ['GP', 'GPs', false],
    ['Norfolk and Suffolk Police', 'Norfolk and Suffolk Police', true],
    ['GP', 'Norfolk Police', false],
    ['GP', ' - ', false],
    ['', '', false],
  ])('“%s” and “%s”: %s', (named, agency, expected) => {
    expect(namesAgency(named, agency)).toBe(expected);
  });
});

describe('which basis is one for what goes out (domain 7.13, 7.16)', () => {
  const basis = (time: string, personId: string | null): SharingBasis => ({ id: `basis ${time}`, at: instant(time), by: 'worker', personId, basis: 'public_task', special: true, confidence: 'public_interest', why: 'x', advice: '' });
  const both = [{ id: 'mila' }, { id: 'noah' }];
  const about = (personId: string | null, one: SharingBasis, more: { bases?: SharingBasis[]; children?: { id: string }[]; goneAt?: Temporal.Instant } = {}) => basisProblem(one, { bases: more.bases ?? [one], parts: [{ personId }], children: more.children ?? both, goneAt: more.goneAt ?? null });

  test('one about all is for each; one about a child is for no other, nor for all of them', () => {
    expect([about('noah', basis('09:00', null)), about(null, basis('09:00', null)), about('mila', basis('09:00', 'mila'))]).toEqual([null, null, null]);
    expect([about('noah', basis('09:00', 'mila')), about(null, basis('09:00', 'mila'))]).toEqual(['basis_of_another', 'basis_of_another']);
    expect(about(null, basis('09:00', 'mila'), { children: [{ id: 'mila' }] }), 'all of one child').toBeNull();
  });

  test('one that was replaced is none for what goes now; what has gone rests on what stood then', () => {
    const [first, next] = [basis('09:00', null), basis('11:00', null)];
    const when = (time?: string) => about('mila', first, { bases: [next, first], ...(time === undefined ? {} : { goneAt: instant(time) }) });
    expect([when(), when('11:00'), when('10:59')]).toEqual(['basis_replaced', 'basis_replaced', null]);
    expect(about('mila', first, { bases: [basis('11:00', 'noah'), first] }), 'one about her brother takes no place of hers').toBeNull();
  });
});

describe('each child stands at a level of its own (decision 32)', () => {
  const map = (levels: Record<string, 1 | 2 | 3 | 4>) => new Map(Object.entries(levels));
  const children = [{ id: 'mila' }, { id: 'noah' }];
  const grounds = (levels: ReturnType<typeof levelsOf>) => gatesOf({ ...levels, openness: [], requests: [] }, children).map(({ personId, level, gate }) => `${personId} ${level} ${gate.open ? gate.ground : 'closed'}`);

  test('level 4 of one opens nothing for the other', () => {
    expect(grounds(levelsOf(4, map({ mila: 4, noah: 2 }), []))).toEqual(['mila 4 level_4', 'noah 2 closed']);
  });

  test('before a decision, and for a child of whom it says nothing, the contact’s level counts', () => {
    expect(grounds(levelsOf(4, null, []))).toEqual(['mila 4 level_4', 'noah 4 level_4']);
    expect(grounds(levelsOf(4, map({ mila: 4 }), []))).toEqual(['mila 4 level_4', 'noah 4 level_4']);
  });

  test('what came later raises whom it is about, lowers nobody, and raises each where it names none', () => {
    expect(grounds(levelsOf(4, map({ mila: 4, noah: 2 }), [map({ mila: 2, noah: 4 })]))).toEqual(['mila 4 level_4', 'noah 4 level_4']);
    expect(grounds(levelsOf(4, map({ mila: 3, noah: 2 }), [map({ mila: 4 })]))).toEqual(['mila 4 level_4', 'noah 2 closed']);
    expect(grounds(levelsOf(4, map({ mila: 3, noah: 2 }), []))).toEqual(['mila 4 level_4', 'noah 4 level_4']);
  });

  test('what goes about all of them has the highest of their levels', () => {
    const gates = gatesOf({ ...levelsOf(3, map({ mila: 3, noah: 2 }), []), openness: [told('09:00', 'agree')], requests: [] }, children);
    expect(partsOf(gates, null)).toMatchObject([{ personId: null, level: 3 }]);
  });
});

describe('brothers and sisters with other parents (domain 7.13, 7.16)', () => {
  const children = [{ id: 'mila' }, { id: 'noah' }];
  const about = <T extends { personId: string | null }>(personId: string, record: T): T => ({ ...record, personId });
  const grounds = (openness: Openness[], requests: ChecksRequest[] = [], level: 1 | 2 | 3 | 4 = 2) => gatesOf({ level, openness, requests }, children).map(({ personId, gate }) => `${personId} ${gate.open ? gate.ground : 'closed'}`);

  test('what one child’s parent agreed to opens nothing for the other', () => {
    expect(grounds([about('mila', told('09:00', 'agree'))])).toEqual(['mila told_and_agreed', 'noah closed']);
    expect(grounds([about('noah', told('10:00', 'object')), told('09:00', 'agree')])).toEqual(['mila told_and_agreed', 'noah closed']);
  });

  test('an objection about one child stands against a later yes about all, and a yes of whoever objected about one ends it for that one', () => {
    const objected = about('noah', told('10:00', 'object'));
    expect(grounds([told('11:00', 'agree'), objected])).toEqual(['mila told_and_agreed', 'noah closed']);
    expect([null, 'mila', 'noah'].map((personId) => objectionsAbout([objected], personId, children).length)).toEqual([1, 0, 1]);
    const ofAll = told('10:00', 'object');
    expect(grounds([about('mila', { ...told('11:00', 'agree'), objectorsAgree: true }), ofAll])).toEqual(['mila told_and_agreed', 'noah closed']);
  });

  test('a manager who agreed about one did not agree about the other; about all is about each', () => {
    expect(grounds([], [about('noah', request('09:00', answered('09:30', 'agreed')))])).toEqual(['mila closed', 'noah manager_agreed']);
    expect(grounds([], [request('09:00', answered('09:30', 'agreed'))])).toEqual(['mila manager_agreed', 'noah manager_agreed']);
  });

  test('at level 4 each is open', () => {
    expect(grounds([], [], 4)).toEqual(['mila level_4', 'noah level_4']);
  });

  test('what goes out about all is one part where all stand alike, else one for each', () => {
    const alike = gatesOf({ level: 2, openness: [told('09:00', 'agree')], requests: [] }, children);
    expect(partsOf(alike, null)).toMatchObject([{ personId: null, gate: { open: true, opennessId: 'told 09:00' } }]);
    expect(partsOf(alike, 'noah')).toMatchObject([{ personId: 'noah' }]);
    const apart = gatesOf({ level: 2, openness: [about('mila', told('09:00', 'agree'))], requests: [] }, children);
    expect(partsOf(apart, null).map(({ personId, gate }) => [personId, gate.open])).toEqual([['mila', true], ['noah', false]]);
  });

  test('a contact that names no child has one gate', () => {
    expect(gatesOf({ level: 3, openness: [told('09:00', 'agree')], requests: [] }, [])).toMatchObject([{ personId: null, gate: { open: true } }]);
  });

  test('a record stands until one about the same child or about all takes its place', () => {
    const [mila, noah, all] = [about('mila', notTold('09:00', '2026-11-20')), about('noah', told('10:00', 'agree')), told('11:00', 'agree')];
    expect(successorOf([noah, mila], mila)).toBeUndefined();
    expect(successorOf([all, noah, mila], mila)).toBe(all);
    expect(lookAgain([noah, mila], Temporal.PlainDate.from('2026-11-20'))).toBe(true);
    expect(lookAgain([all, noah, mila], Temporal.PlainDate.from('2026-11-20'))).toBe(false);
  });
});

test('what was recorded or answered later could open nothing then', () => {
  const records = { openness: [{ ...told('12:00', 'agree'), objectorsAgree: true }, told('09:00', 'object')], requests: [request('10:00', answered('11:00', 'agreed'))] };
  const gateAt = (time: string) => gateOf({ level: 2, ...recordedBy(records, instant(time)) });
  expect(gateAt('10:30')).toEqual({ open: false, asked: true });
  expect(gateAt('11:30')).toMatchObject({ ground: 'manager_agreed' });
  expect(gateAt('12:00')).toMatchObject({ ground: 'told_and_agreed' });
});

test('consent is no basis to share (domain 3.4)', () => {
  expect(BASES.join()).not.toMatch(/consent/);
});

test('agreement is for a purpose and is asked again for another', () => {
  expect([serviceOf('EH_SINGLE'), serviceOf('EH_CAF'), serviceOf('CIN_ASSESS'), serviceOf('STRATEGY'), serviceOf('UNIV_ADVICE')]).toEqual(['early_help', 'early_help', 'assessment', null, null]);
  expect(askAgain({ answer: 'given', service: 'early_help' }, 'CIN_ASSESS')).toBe(true);
  expect(askAgain({ answer: 'given', service: 'assessment' }, 'CIN_ASSESS')).toBe(false);
  // Protection needs no agreement, so there is nothing to ask again.
  expect(askAgain({ answer: 'given', service: 'early_help' }, 'STRATEGY')).toBe(false);
  expect(askAgain({ answer: 'refused', service: 'early_help' }, 'CIN_ASSESS')).toBe(false);
});

test('a reason for not telling holds until its day, and is looked at again by a later record', () => {
  const on = (day: string) => Temporal.PlainDate.from(day);
  expect(lookAgain([notTold('09:00', '2026-11-20')], on('2026-11-19'))).toBe(false);
  expect(lookAgain([notTold('09:00', '2026-11-20')], on('2026-11-20'))).toBe(true);
  expect(lookAgain([told('10:00', 'agree'), notTold('09:00', '2026-11-20')], on('2026-11-21'))).toBe(false);
});
