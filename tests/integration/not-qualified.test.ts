/**
 * A manager who is not social-work-qualified decides nothing: a qualified worker does (domain 2, behaviour 7; domain 7.7). Expectations
 * are by hand from there.
 */
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Person } from '@/lib/access/model';
import { findContact } from '@/lib/contact/store';
import { readContact } from '@/lib/contact/verbs/read-contact';
import { DECIDE_PROBLEMS } from '@/lib/decision/model';
import { readHolds } from '@/lib/decision/hold-store';
import { holdForChecks } from '@/lib/decision/verbs/hold-for-checks';
import { readDecisions } from '@/lib/decision/store';
import { offerDuty } from '@/lib/duty/verbs/offer-duty';
import { takeDuty } from '@/lib/duty/verbs/take-duty';
import { progressOf } from '@/lib/letter/progress';
import { readProgress } from '@/lib/letter/progress-store';
import { readStatus } from '@/lib/letter/status/read-status';
import { closeDatabase, withActor } from '@/lib/platform/db';
import { askPage } from './asking-pages';
import { arrives, at, claims, decides, earlyHelp, handsIn, saves, typed, type Case } from './deciding';
import { knowNobody, makePlace, type Place } from './people';
import { asSystem } from './waiting';
import { readsAndWithdraws } from './withdrawing';

let place: Place;
beforeAll(async () => {
  place = await makePlace();
});
afterAll(closeDatabase);

/** Wednesday 18 November 2026. */
const RECEIVED = '2026-11-18T10:00:00Z';
const READ = '2026-11-18T10:20:00Z';

const headOf = async (of: Case) => {
  const head = await asSystem(place, READ, async (tx) => findContact(tx, of.reference));
  if (head === null) throw new Error('the contact is there');
  return head;
};

async function page(of: Case, path: 'decision/page.tsx' | 'decision/check/page.tsx' | 'page.tsx' | 'hold/page.tsx', person = place.people.unqualifiedManager): Promise<string> {
  const answer = await askPage(`../../app/contacts/[reference]/${path}`, person, { reference: of.reference });
  return answer.kind === 'shown' ? answer.html() : answer.kind;
}

test('what they hand in is not taken, and kept for them; a worker then decides', async () => {
  const { unqualifiedManager, worker } = place.people;
  const of = await arrives(place, RECEIVED, earlyHelp());
  await claims(of, unqualifiedManager, READ);
  await saves(of, unqualifiedManager, await typed(of, 'EH_SINGLE', { rationale: 'Her sister says that she sleeps badly.' }), READ);
  expect(await handsIn(of, unqualifiedManager, READ)).toEqual({ ok: false, problem: 'not_qualified' });
  expect(await withActor(worker, async (tx) => readDecisions(tx, of.contactId))).toEqual([]);

  await knowNobody(place, of.contactId);
  const shown = await page(of, 'decision/page.tsx');
  expect(shown).toContain(DECIDE_PROBLEMS.not_qualified);
  expect(shown).toContain('Her sister says that she sleeps badly.');
  expect(shown).not.toContain('/decision/save');
  expect(await page(of, 'decision/check/page.tsx')).not.toContain('/decision/submit');

  const theirs = await arrives(place, RECEIVED, earlyHelp());
  await claims(theirs, worker, READ);
  expect((await decides(theirs, worker, 'EH_SINGLE', READ)).inForce).toBe(true);
});

test('nobody lets them decide on the contact’s page, and they reassign as before', async () => {
  const { unqualifiedManager, manager } = place.people;
  const of = await arrives(place, RECEIVED, earlyHelp());
  await knowNobody(place, of.contactId);
  await claims(of, unqualifiedManager, READ);
  const theirs = await page(of, 'page.tsx');
  expect(theirs).toContain('See what is to be decided');
  expect(theirs).toContain('/reassign');
  expect(theirs).not.toMatch(/Hold for checks|\/withdraw"/);
  expect(await page(of, 'hold/page.tsx')).not.toContain('/hold/submit');

  const other = await arrives(place, RECEIVED, earlyHelp());
  await knowNobody(place, other.contactId);
  expect(await page(other, 'decision/page.tsx')).not.toContain('/claim');
  await claims(other, manager, READ);
  expect(await page(other, 'page.tsx', manager)).toMatch(/Hold for checks[\s\S]*\/withdraw"/);
});

test('nor do they hold it for checks, or withdraw it', async () => {
  const { unqualifiedManager, manager } = place.people;
  const of = await arrives(place, RECEIVED, earlyHelp());
  await claims(of, unqualifiedManager, READ);
  expect(await withActor(unqualifiedManager, async (tx) => holdForChecks(tx, unqualifiedManager, of.contactId, {}), at(READ))).toEqual({ ok: false, problem: 'not_decider' });
  expect(await withActor(manager, async (tx) => readHolds(tx, of.contactId))).toEqual([]);
  const head = await headOf(of);
  expect(await withActor(unqualifiedManager, async (tx) => readsAndWithdraws(tx, unqualifiedManager, head, 'Sent twice.'), at(READ))).toEqual({ ok: false, problem: 'not_qualified' });
  expect(await withActor(manager, async (tx) => readsAndWithdraws(tx, manager, head, 'Sent twice.'), at(READ))).toEqual({ ok: true, value: null });
});

test('no strategy discussion is theirs, taken or offered; they offer it to who may', async () => {
  const { unqualifiedManager, manager, worker, otherWorker } = place.people;
  const of = await arrives(place, RECEIVED, earlyHelp());
  await claims(of, worker, READ);
  await decides(of, worker, 'STRATEGY', READ);
  await knowNobody(place, of.contactId);
  const { id } = await asSystem(place, READ, async (tx) => tx.db.duty.findFirstOrThrow({ where: { contactId: of.contactId, code: 'HOLD_STRATEGY' }, select: { id: true } }));
  const offers = async (person: Person, to: Person) => withActor(person, async (tx) => offerDuty(tx, person, id, { to: to.actorId, words: '' }), at(READ));
  expect(await withActor(unqualifiedManager, async (tx) => takeDuty(tx, unqualifiedManager, id), at(READ))).toEqual({ ok: false, problem: 'not_qualified' });
  expect(await offers(worker, unqualifiedManager)).toEqual({ ok: false, problem: 'no_colleague' });
  expect(await offers(unqualifiedManager, otherWorker)).toEqual({ ok: true, value: null });
  expect(await withActor(manager, async (tx) => takeDuty(tx, manager, id), at(READ))).toEqual({ ok: true, value: null });
});

test('that they read it is told as it is, to whoever reported it and by the link', async () => {
  const words = async (who: 'unqualifiedManager' | 'manager') => {
    const of = await arrives(place, RECEIVED, earlyHelp());
    const head = await headOf(of);
    await withActor(place.people[who], async (tx) => readContact(tx, place.people[who], head), at(READ));
    return asSystem(place, READ, async (tx) => {
      const progress = (await readProgress(tx, [of.contactId])).get(of.contactId);
      return [progress === undefined ? '' : progressOf(progress, tx.at).words, (await readStatus(tx, of.contactId, tx.at))?.words];
    });
  };
  expect(await words('unqualifiedManager')).toEqual(['Read by a person of the service at 10:20.', 'Read by a person of the service at 10:20. It is being looked at.']);
  expect(await words('manager')).toEqual(['Read by a social worker at 10:20.', 'Read by a social worker at 10:20. It is being looked at.']);
});
