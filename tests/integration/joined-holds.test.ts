/** A hold and an open question do not go under with a join: whoever decides on the other contact says why they decide without (safe practice 7.8; decision 24). Expectations are by hand. */
import { readFileSync } from 'node:fs';
import { NextRequest } from 'next/server';
import { Temporal } from 'temporal-polyfill';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { SESSION_COOKIE } from '@/lib/access/session';
import { eventsOfKind } from '@/lib/contact/event-store';
import { findContact } from '@/lib/contact/store';
import { readJoin } from '@/lib/contact/additions/undone-store';
import { askReferrer } from '@/lib/contact/verbs/ask-referrer';
import { declareBeforeOpening } from '@/lib/contact/verbs/declare-before-opening';
import { joinContact } from '@/lib/contact/verbs/join-contact';
import { readContact as markRead } from '@/lib/contact/verbs/read-contact';
import { unjoinContact } from '@/lib/contact/verbs/unjoin-contact';
import { holdStanding } from '@/lib/decision/hold';
import { holdsAsked, readHolds } from '@/lib/decision/hold-store';
import { endHold } from '@/lib/decision/verbs/end-hold';
import { holdForChecks } from '@/lib/decision/verbs/hold-for-checks';
import { dutiesOfContact } from '@/lib/duty/store';
import { config } from '@/lib/platform/config';
import { closeDatabase, withActor } from '@/lib/platform/db';
import { now } from '@/lib/platform/time';
import { askPage, cookieOf } from './asking-pages';
import { arrives, at, basisOf, claims, decides, earlyHelp, harm, handsIn, saves, typed, type Case } from './deciding';
import { knowNobody, makePlace, type Place } from './people';
import { asSuperuser } from './superuser';

let place: Place;
beforeAll(async () => {
  place = await makePlace();
});
afterAll(closeDatabase);

const RECEIVED = '2026-11-18T10:00:00Z';
const HOLD = { checking: 'Whether the father is back', withWhom: 'Police desk, by telephone', whySafe: 'She is at school and her aunt fetches her', planWhat: 'The aunt keeps her', planUntil: 'Six', planWatches: 'The class teacher until three, then the aunt', planIfFails: '999, then the desk', parentsTold: 'yes', 'until-day': '18', 'until-month': '11', 'until-year': '2026', 'until-time': '14:00' };
const CHECK = 'Police desk, by telephone: Whether the father is back';

/** A contact that its worker holds for checks, or at level 4 asks to. */
async function held(report = earlyHelp()): Promise<Case> {
  const { worker } = place.people;
  const of = await arrives(place, RECEIVED, report);
  await knowNobody(place, of.contactId);
  await claims(of, worker, RECEIVED);
  expect((await withActor(worker, async (tx) => holdForChecks(tx, worker, of.contactId, HOLD), at('2026-11-18T10:30:00Z'))).ok).toBe(true);
  return of;
}

async function other(): Promise<Case> {
  const of = await arrives(place, RECEIVED, earlyHelp());
  await knowNobody(place, of.contactId);
  return of;
}

/** As the page sends it. */
async function joins(from: Case, into: Case): Promise<void> {
  const { POST } = await import('@/app/contacts/[reference]/join/route');
  const headers = { cookie: `${SESSION_COOKIE}=${await cookieOf(place.people.worker)}`, origin: config().publicOrigin };
  const body = new URLSearchParams({ into: into.reference, reason: 'One concern.', otherChildren: 'yes' });
  expect((await POST(new NextRequest('http://localhost:3000/x', { method: 'POST', headers, body }), { params: Promise.resolve({ reference: from.reference }) })).status).toBe(303);
}

const holdOf = async (of: Case) => withActor(place.people.manager, async (tx) => (await readHolds(tx, of.contactId)).at(-1));
const owedForHold = async (of: Case) => withActor(place.people.manager, async (tx) => (await dutiesOfContact(tx, of.contactId)).filter(({ code, discharge }) => discharge === null && (code === 'HELD_CHECK' || code === 'AGREE_HOLD')).map(({ code }) => code));
const outstanding = async (of: Case) => (await basisOf(of)).situation.outstanding.map(({ what }) => what);

test('the hold ends with the join, and what had not come in is said beside the decision on the other', async () => {
  const { worker } = place.people;
  const [from, into] = [await held(), await other()];
  await withActor(worker, async (tx) => {
    const head = await findContact(tx, from.reference);
    if (head === null) throw new Error('it is there');
    return askReferrer(tx, head, 'Who fetched her on Monday?');
  }, at('2026-11-18T10:40:00Z'));
  expect(await owedForHold(from)).toEqual(['HELD_CHECK']);
  await joins(from, into);
  expect(await owedForHold(from)).toEqual([]);
  expect(await holdOf(from)).toMatchObject({ end: { by: worker.actorId, how: 'ended' } });
  const asked = ['The referrer of what was joined in: Who fetched her on Monday?', CHECK];
  expect(await outstanding(into)).toEqual(asked);

  const when = now().toString();
  await claims(into, worker, when);
  await withActor(worker, async (tx) => {
    const head = await findContact(tx, into.reference);
    if (head !== null) await markRead(tx, worker, head);
  }, at(when));
  const page = await askPage('../../app/contacts/[reference]/decision/page.tsx', worker, { reference: into.reference });
  const html = page.kind === 'shown' ? (await page.html()).replace(/<!-- -->/g, '') : page.kind;
  for (const said of asked) expect(html).toContain(said);
  await saves(into, worker, await typed(into, 'EH_SINGLE'), when);
  expect(await handsIn(into, worker, when)).toMatchObject({ ok: false, problem: 'not_complete' });
  await decides(into, worker, 'EH_SINGLE', when, { withoutReason: 'The aunt has her.' });
  // It was decided without the check; a question stays open until it is answered.
  expect(await outstanding(into)).toEqual(asked.slice(0, 1));
});

test('a hold that a manager was asked for ends too, through a join within a join; one that ended before asks for nothing', async () => {
  const { worker, manager } = place.people;
  const [from, middle, into] = [await held(harm()), await held(), await other()];
  expect(await owedForHold(from)).toEqual(['AGREE_HOLD']);
  await withActor(worker, async (tx) => endHold(tx, middle.contactId, 'The school rang back.'), at('2026-11-18T11:00:00Z'));
  await joins(from, middle);
  await joins(middle, into);
  expect([await owedForHold(from), await owedForHold(middle)]).toEqual([[], []]);
  const hold = await holdOf(from);
  expect(hold && holdStanding(hold)).toBe('over');
  expect((await withActor(manager, holdsAsked)).map(({ reference }) => reference)).not.toContain(from.reference);
  expect(await outstanding(into)).toEqual([CHECK]);
});

test('taken out again it is not held, and owes nothing that nobody could end; what had not come in is asked about here, and on the other no more', async () => {
  const { worker, manager } = place.people;
  const [from, into] = [await held(), await other()];
  await joins(from, into);
  expect(await outstanding(into)).toEqual([CHECK]);
  const done = await withActor(manager, async (tx) => {
    const head = await findContact(tx, from.reference);
    if (head === null) throw new Error('it is there');
    await declareBeforeOpening(tx, head, { knows: 'no', reason: '' });
    return unjoinContact(tx, manager, head, { reason: 'Mistyped.', joinedAt: (await readJoin(tx, from.contactId))?.at.toString() ?? '' });
  });
  expect(done.ok).toBe(true);
  expect([await owedForHold(from), await outstanding(from), await outstanding(into)]).toEqual([[], [CHECK], []]);
  const when = now().toString();
  await claims(from, worker, when);
  await decides(from, worker, 'EH_SINGLE', when, { withoutReason: 'The aunt has her.' });
  expect(await outstanding(from)).toEqual([]);
});

test('what was joined before holds ended with the join ends as it would now, once: and nothing else does', async () => {
  const { worker, manager } = place.people;
  const [from, asked, middle, into, open] = [await held(), await held(harm()), await held(), await other(), await held()];
  const reason = 'The school rang back.';
  await withActor(worker, async (tx) => endHold(tx, middle.contactId, reason), at('2026-11-18T11:00:00Z'));
  // The join alone, as it was.
  for (const [of, to] of [[from, middle], [middle, into], [asked, into]] as const) {
    const joined = await withActor(worker, async (tx) => {
      const head = await findContact(tx, of.reference);
      if (head === null) throw new Error('it is there');
      return joinContact(tx, worker, head, { into: to.reference, prefix: place.prefix, reason: 'One concern.', otherChildren: true });
    }, at('2026-11-18T11:30:00Z'));
    expect(joined.ok).toBe(true);
  }
  const standings = async () => Promise.all([from, asked, middle, open].map(async (of) => {
    const hold = await holdOf(of);
    return hold && [holdStanding(hold), await owedForHold(of)];
  }));
  expect(await standings()).toEqual([['held', ['HELD_CHECK']], ['asked', ['AGREE_HOLD']], ['over', []], ['held', ['HELD_CHECK']]]);
  const migration = readFileSync(new URL('../../prisma/migrations/20261207020000_joined_holds_end/migration.sql', import.meta.url), 'utf8');
  // A second time it finds nothing.
  for (let times = 0; times < 2; times += 1) await asSuperuser(async (client) => client.query(`begin; ${migration} commit;`));
  expect(await standings()).toEqual([['over', []], ['over', []], ['over', []], ['held', ['HELD_CHECK']]]);
  const words = (to: Case) => `Joined into ${to.reference}. What had not come in is asked of whoever decides there.`;
  expect((await holdOf(from))?.end).toEqual({ by: worker.actorId, at: Temporal.Instant.from('2026-11-18T11:30:00Z'), how: 'ended', words: words(middle) });
  expect([(await holdOf(asked))?.end?.words, (await holdOf(middle))?.end?.words]).toEqual([words(into), reason]);
  const said = await withActor(manager, async (tx) => Promise.all([from, asked, middle, open].map(async (of) => (await eventsOfKind(tx, of.contactId, 'hold_ended')).length)));
  expect(said).toEqual([1, 1, 1, 0]);
  expect((await withActor(manager, holdsAsked)).map(({ reference }) => reference)).not.toContain(asked.reference);
  expect(await outstanding(into)).toEqual([CHECK, CHECK]);
});
