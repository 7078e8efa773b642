/** For which child of a contact a duty that is law opens (safe practice 15; domain 3.1). Expectations are by hand. */
import { Temporal } from 'temporal-polyfill';
import { expect, test } from 'vitest';
import { guideInForce } from '@/lib/threshold/guides';
import type { AssessInput, DutyCode, Facts } from '@/lib/threshold/model';
import { propose } from '@/lib/threshold/propose';
import { withJoined } from './additions/addition';
import { sideDuties } from './side-duties';

const norfolk = guideInForce('norfolk', Temporal.PlainDate.from('2026-04-01'));
if (norfolk === undefined) throw new Error('no guide');
const guide = norfolk;

const PLAN: Facts['openPlan'] = { kind: 'CP', where: 'other' };

/** Domain 3.1: by the receiving authority, from notification of arrival. Who goes to school here and lives in Suffolk, on a plan of Suffolk, has not arrived: that authority is told, and no more. */
test('a transfer-in conference is owed for a child who moved in or may have, and not for one whose home is elsewhere', () => {
  const plan: Facts = { openPlan: PLAN };
  const input: AssessInput = { children: [{ id: '1', facts: { ...plan, homeAuthority: 'this' } }, { id: '2', facts: plan }, { id: '3', facts: { ...plan, homeAuthority: 'other' } }] };
  const document = propose(guide, input);
  const people = input.children.map(({ id }) => ({ id: `child ${id}`, ordinal: Number(id), kind: 'child' }));
  const owed = sideDuties({ receivedAt: Temporal.Instant.from('2026-04-02T14:00:00Z'), referrerId: null, people, proposal: { document, input } });
  const of = (wanted: string) => owed.flatMap(({ code, personId }) => (code === wanted ? personId : []));
  expect(of('TRANSFER_IN')).toEqual(['child 1', 'child 2']);
  expect(of('OUT_OF_AREA')).toEqual(['child 1', 'child 2', 'child 3']);
  // The plan holds wherever the child lives: never below it.
  expect(document.children.map(({ level, route }) => [level, route])).toEqual(Array(3).fill([4, 'STRATEGY']));
});

/** Domain 2.2 behaviour 11: moved in with a plan. Who tells us last may be the first who knows of the move. */
test.each<[string, Facts[], DutyCode[]]>([
  ['lived elsewhere with the plan, and lives here now', [{ openPlan: PLAN, homeAuthority: 'other' }, { homeAuthority: 'this' }], ['OUT_OF_AREA', 'TRANSFER_IN']],
  ['lived elsewhere, and moved in with a plan of which nobody knew', [{ homeAuthority: 'other' }, { openPlan: PLAN, homeAuthority: 'this' }], ['OUT_OF_AREA', 'TRANSFER_IN']],
  ['it stays so where the next who tells us is silent, or has not heard of it', [{ openPlan: PLAN, homeAuthority: 'other' }, { homeAuthority: 'this' }, {}, { homeAuthority: 'other' }], ['OUT_OF_AREA', 'TRANSFER_IN']],
  ['lives elsewhere, and nobody says anything else', [{ openPlan: PLAN, homeAuthority: 'other' }, {}, { homeAuthority: 'other' }], ['OUT_OF_AREA']],
  ['lived elsewhere without a plan: the council there is told still', [{ homeAuthority: 'other' }, { homeAuthority: 'this' }], ['OUT_OF_AREA']],
])('%s', (_, [first = {}, ...later], duties) => {
  const all = later.reduce<AssessInput>((before, facts) => withJoined(before, undefined, [{ id: '1', other: { id: '1', facts } }], 1), { children: [{ id: '1', facts: first }] });
  const owed = sideDuties({ receivedAt: Temporal.Instant.from('2026-04-02T14:00:00Z'), referrerId: null, people: [{ id: 'child 1', ordinal: 1, kind: 'child' }], proposal: { document: propose(guide, all), input: all } });
  expect(owed.map(({ code }) => code).toSorted()).toEqual(duties);
});
