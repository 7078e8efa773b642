/**
 * A link that makes what was decided the third contact in twelve months (domain 2.2 behaviour 5; safe practice 7): a manager looks at the
 * pattern, and advice that one person gave is decided again. Expectations are by hand.
 */
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { ReportInput } from '@/lib/contact/schema';
import { findContact, readProposal } from '@/lib/contact/store';
import { sayWho } from '@/lib/contact/verbs/say-who';
import { dutiesOfContact } from '@/lib/duty/store';
import { closeDatabase, withActor } from '@/lib/platform/db';
import type { RouteCode } from '@/lib/threshold/model';
import { arrives, at, claims, decides, type Case } from './deciding';
import { makePlace, type Place } from './people';
import { asSystem, queueRow } from './waiting';

let place: Place;
beforeAll(async () => {
  place = await makePlace();
});
afterAll(closeDatabase);

const LATER = '2026-03-02T12:00:00Z';
/** I087 was asked about and ruled out: level 1. */
const report = (givenName: string, dateOfBirth: string): ReportInput => ({ children: [{ givenName, familyName: 'Trevenna', dateOfBirth, indicators: { I087: 'absent' } }], reporter: { continuingRole: 'yes', aboutColleague: 'no' } });

const childOf = async ({ contactId }: Case) => asSystem(place, LATER, async (tx) => (await tx.db.contactPerson.findFirstOrThrow({ where: { authorityId: place.id, contactId, kind: 'child' } })).id);
const owed = async ({ contactId }: Case) => asSystem(place, LATER, async (tx) => Object.fromEntries((await dutiesOfContact(tx, contactId)).filter(({ discharge }) => discharge === null).map(({ code, dueAt }) => [code, dueAt?.toString()])));

/** Two contacts about one child, and one decided about a child of another name: linked afterwards. */
async function linkedAfter(name: string, route: RouteCode): Promise<Case> {
  const { worker } = place.people;
  const before = await arrives(place, '2026-01-05T10:00:00Z', report(name, '2017-04-05'));
  const again = await arrives(place, '2026-02-05T10:00:00Z', report(name, '2017-04-05'));
  const decided = await arrives(place, '2026-03-02T09:00:00Z', report(`${name} Jane`, '2017-04-06'));
  await claims(decided, worker, '2026-03-02T09:30:00Z');
  await decides(decided, worker, route, '2026-03-02T10:00:00Z');
  expect(await queueRow(place, decided.contactId)).toMatchObject({ state: 'decided', contactsIn12Months: 1 });
  expect(Object.keys(await owed(decided))).not.toContain('REVIEW_PATTERN');
  const childId = await childOf(decided);
  for (const other of [before, again]) {
    const otherId = await childOf(other);
    const said = await withActor(worker, async (tx) => {
      const head = await findContact(tx, decided.reference);
      if (head === null) throw new Error('it is there');
      return sayWho(tx, head, { childId, otherId, outcome: 'same', reason: 'Her mother wrote the wrong day.' });
    }, at(LATER));
    expect(said.ok).toBe(true);
  }
  return decided;
}

test('advice that one person gave is decided again, with a second, and a manager looks at the pattern', async () => {
  const decided = await linkedAfter('Morwenna', 'UNIV_ADVICE');
  // Found on Monday at noon: decided again by Tuesday at noon, looked at by the end of one working day.
  expect(await owed(decided)).toMatchObject({ REVIEW_PATTERN: '2026-03-03T17:00:00Z', DECIDE_AGAIN: '2026-03-03T12:00:00Z' });
  expect(await queueRow(place, decided.contactId)).toMatchObject({ state: 'claimed', contactsIn12Months: 3, marks: ['reopened'] });
  const proposal = await asSystem(place, LATER, async (tx) => readProposal(tx, decided.contactId));
  expect([proposal?.version, proposal?.input.facts?.contactsIn12Months, proposal?.document.flags.secondPersonForAdvice, proposal?.document.flags.managerReview]).toEqual([2, 3, true, true]);
  await decides(decided, place.people.worker, 'UNIV_ADVICE', '2026-03-02T12:30:00Z', { changeReason: 'The third contact.' });
  const codes = await asSystem(place, LATER, async (tx) => (await tx.db.decision.findFirstOrThrow({ where: { authorityId: place.id, contactId: decided.contactId, version: 2 } })).countersignReasons);
  expect(JSON.stringify(codes)).toContain('ADVICE_THIRD_CONTACT');
});

test('help that was decided stays decided, and a manager looks at the pattern', async () => {
  const decided = await linkedAfter('Ysella', 'EH_SINGLE');
  const duties = await owed(decided);
  expect(duties).toMatchObject({ REVIEW_PATTERN: '2026-03-03T17:00:00Z' });
  expect(Object.keys(duties)).not.toContain('DECIDE_AGAIN');
  expect(await queueRow(place, decided.contactId)).toMatchObject({ state: 'decided', contactsIn12Months: 3 });
});
