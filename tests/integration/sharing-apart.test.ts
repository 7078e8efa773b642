/**
 * A contact that was joined in as "other children of the same concern" keeps the gate of those children (safe practice 7.13, 7.16: the gate is
 * asked for each child, and no question goes to another agency until that child's parents were told and agreed).
 */
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { ReportInput } from '@/lib/contact/schema';
import { sayWho } from '@/lib/contact/verbs/say-who';
import { closeDatabase } from '@/lib/platform/db';
import { addAcquaintance, addDeclaration } from '@/lib/restriction/opening-store';
import { readApartHere } from '@/lib/sharing/apart-store';
import { askForChecks } from '@/lib/sharing/verbs/ask-for-checks';
import { addChild } from '@/lib/decision/verbs/add-child';
import { askPage } from './asking-pages';
import { earlyHelp, type Case } from './deciding';
import { makePlace, type Place } from './people';
import { as, basisOf, childOf, day, gone, joins, LATER, outboundOf, pageOf, says, sends, under, waiting, withHead } from './sharing-scene';
import { forge } from './rows';
import { asSuperuser } from './superuser';
import { asSystem } from './waiting';

let place: Place;
beforeAll(async () => {
  place = await makePlace();
});
afterAll(closeDatabase);

const about = (...names: (readonly [string, string])[]): ReportInput => {
  const [child] = earlyHelp().children ?? [];
  return { ...earlyHelp(), children: names.map(([givenName, dateOfBirth]) => ({ ...child, givenName, familyName: 'Trevithick', dateOfBirth })) };
};
const MILA = ['Mila', '2016-04-02'] as const;
const NOAH = ['Noah', '2018-05-01'] as const;
const JOINED = { ok: false, problem: 'joined' };
const CLOSED = { ok: false, problem: 'gate_closed' };

/** Mila’s mother agreed. Noah’s contact is joined into hers at noon, after his father did not agree. */
async function brother(report = about(NOAH)): Promise<{ hers: Case; his: Case }> {
  const [hers, his] = [await waiting(place, about(MILA)), await waiting(place, report)];
  await says(hers, 'agree', day('11:00'));
  await says(his, 'object', day('11:10'), { toldWhom: 'Father Jory' });
  await joins(his, hers, day('12:00'), report.children?.length === 1);
  return { hers, his };
}

test('what is about the brother stays with his contact, at what his father said; both pages say where', async () => {
  const { hers, his } = await brother();
  const basisId = await basisOf(his);
  expect(await sends(his, basisId), 'his father does not agree').toEqual(CLOSED);
  const checks = under('checks', { person: 'all', agencies: 'GP', question: 'Seen?', reason: 'REFUSED', why: 'He said no.' });
  expect((await as(place.people.worker, async (tx) => askForChecks(tx, his.contactId, checks), LATER)).ok).toBe(true);
  expect((await says(his, 'agree', day('13:10'), { toldWhom: 'Father Jory', objectorsAgree: 'yes' })).ok).toBe(true);
  expect((await sends(his, basisId, {}, day('13:20'))).ok).toBe(true);
  expect(await outboundOf(his)).toMatchObject([{ ground: 'told_and_agreed' }]);

  const [his_, hers_] = [await pageOf(his), (await pageOf(hers)).replace(/<!-- -->/g, '')];
  for (const words of [`href="/contacts/${hers.reference}/sharing"`, 'What is about Noah Trevithick alone is recorded here as before', 'Record what the family knows']) expect(his_, words).toContain(words);
  for (const words of ['Nothing is recorded here about <bdi>Noah Trevithick</bdi>', `href="/contacts/${his.reference}/sharing"`]) expect(hers_, words).toContain(words);
});

test('of two of whom one is in both, hers goes on in the other and his stays; all of them together go nowhere from here', async () => {
  const { his } = await brother(about(MILA, NOAH));
  const [mila, noah, basisId] = [await childOf(his, 'Mila'), await childOf(his, 'Noah'), await basisOf(his)];
  for (const person of ['all', mila]) {
    expect(await says(his, 'object', day('12:30'), { person }), person).toEqual(JOINED);
    expect(await sends(his, basisId, { person }), person).toEqual(JOINED);
    expect(await sends(his, basisId, { ...gone('12:30'), person }), person).toEqual(JOINED);
  }
  expect((await says(his, 'agree', day('12:40'), { person: noah, objectorsAgree: 'yes' })).ok).toBe(true);
  expect((await sends(his, basisId, { person: noah })).ok).toBe(true);
});

test('named in the other, which is closed: it goes on there all the same, and neither page says that she is not named', async () => {
  const { hers, his: second } = await brother(about(MILA));
  const basisId = await basisOf(second);
  await asSuperuser(async (client) => {
    await client.query("set session_replication_role = 'replica'");
    await forge(client, 'contact_restriction', { authority_id: place.id, contact_id: hers.contactId, kind: 'restricted_child', restricted_child_id: crypto.randomUUID() });
    await client.query('reset session_replication_role');
  });
  expect(await says(second, 'agree', day('12:30'), { objectorsAgree: 'yes' })).toEqual(JOINED);
  expect(await sends(second, basisId)).toEqual(JOINED);
  expect(await pageOf(second)).not.toContain('is recorded here as before');
  expect(await asSystem(place, LATER, async (tx) => readApartHere(tx, hers.contactId))).toEqual([]);
});

test('named in the other and said to be the same, his goes on there; what his father said since the join is heard there', async () => {
  const { hers, his } = await brother();
  expect((await says(his, 'object', day('12:20'), { toldWhom: 'Father Jory' })).ok).toBe(true);
  const { worker } = place.people;
  const added = await withHead(hers, worker, day('12:30'), async (tx, head) => addChild(tx, worker, head.id, { givenName: 'Noah', familyName: 'Trevithick', ageWords: '8', tie: 'household', lives: '' }));
  expect(added.ok).toBe(true);
  const ids = [await childOf(his, 'Noah'), await childOf(hers, 'Noah')] as const;
  expect((await withHead(his, worker, day('12:35'), async (tx, head) => sayWho(tx, head, { childId: ids[0], otherId: ids[1], outcome: 'same', reason: 'Told by the school.' }))).ok).toBe(true);
  expect(await says(his, 'agree', LATER, { objectorsAgree: 'yes' })).toEqual(JOINED);
  const page = await pageOf(hers);
  expect(page).toContain('It is heard here, too');
  expect(page).not.toContain('Nothing is recorded here about');
});

test('whoever may know somebody in his contact reads of it without his name', async () => {
  const { hers, his } = await brother();
  await asSystem(place, day('12:05'), async (tx) => addAcquaintance(tx, his.contactId, place.people.manager.actorId, ['close_name']));
  const page = (await pageOf(hers, {}, place.people.manager)).replace(/<!-- -->/g, '');
  expect(page).toContain('Nothing is recorded here about the other children of');
  expect(page).not.toContain('Noah');
});

test('the contact’s page says of each child what stands, and what their family is not told before what another’s was', async () => {
  const of = await waiting(place, about(MILA, NOAH));
  const { worker } = place.people;
  const [mila, noah] = [await childOf(of, 'Mila'), await childOf(of, 'Noah')];
  const until = { 'untilOn.day': '25', 'untilOn.month': '11', 'untilOn.year': '2026' };
  expect((await says(of, 'agree', day('11:00'), { person: mila, told: 'no', reason: 'RISK', reasonWords: 'He may flee with her.', ...until })).ok).toBe(true);
  expect((await says(of, 'agree', day('11:30'), { person: noah })).ok).toBe(true);
  await as(worker, async (tx) => addDeclaration(tx, of.contactId, 'knows_nobody'));
  const page = await askPage('../../app/contacts/[reference]/page.tsx', worker, { reference: of.reference });
  if (page.kind !== 'shown') throw new Error(page.kind);
  const card = (await page.html()).replace(/<!-- -->/g, '').split('id="sharing"')[1]?.split('</section>')[0]?.replace(/<[^>]*>/g, ' ').replace(/\s+/g, ' ') ?? '';
  expect(card).toContain('Mila Trevithick : the family is not told, with a reason Noah Trevithick : somebody of the family was told');
});
