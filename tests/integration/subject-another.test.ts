/**
 * A copy of what is held about a child has nothing of another family's (UK GDPR article 15(4); Data Protection Act 2018 Sch. 2 para. 16;
 * safe practice 6): who is who is asked again each time it would go out. Days in March 2026.
 */
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Person } from '@/lib/access/model';
import { readAuthority } from '@/lib/access/store';
import { lockPack } from '@/lib/assurance/subject-access/pack-store';
import { markOfPack, piecesShown } from '@/lib/assurance/subject-access/reviewing';
import { confirmPack } from '@/lib/assurance/subject-access/verbs/confirm-pack';
import { giveOutPack } from '@/lib/assurance/subject-access/verbs/give-out-pack';
import { reviewPieces } from '@/lib/assurance/subject-access/verbs/review-pieces';
import { showPack } from '@/lib/assurance/subject-access/verbs/show-pack';
import { startPack } from '@/lib/assurance/subject-access/verbs/start-pack';
import { withdrawPack } from '@/lib/assurance/subject-access/verbs/withdraw-pack';
import { findContact } from '@/lib/contact/store';
import { sayWho } from '@/lib/contact/verbs/say-who';
import { closeDatabase, withActor, type Tx } from '@/lib/platform/db';
import { askPage } from './asking-pages';
import { arrives, type Case } from './deciding';
import { knowNobody, makePlace, type Place } from './people';
import { forge } from './rows';
import { asSuperuser } from './superuser';
import { asSystem } from './waiting';

const FILE = '../../app/access-packs/page.tsx';
let place: Place;
beforeAll(async () => {
  place = await makePlace();
});
afterAll(closeDatabase);

const as = async <T>(person: Person, work: (tx: Tx) => Promise<T>) => withActor(person, work);
const concern = async (at: string, child: object, what: string): Promise<Case> => {
  const of = await arrives(place, at, { children: [{ familyName: 'Rosewarne', dateOfBirth: '2016-05-04', indicators: { I018: 'present' }, ...child }], reporter: { continuingRole: 'yes', aboutColleague: 'no' }, incident: { what } });
  await knowNobody(place, of.contactId);
  return of;
};
const begun = async (of: Case, child: string) => {
  const started = await as(place.people.manager, async (tx) => startPack(tx, await readAuthority(tx), { reference: of.reference, child, askedBy: 'Demelza Rosewarne', asker: 'parent', basis: 'Parental responsibility', identity: 'Passport seen' }));
  if (!started.ok) throw new Error(started.problem);
  await as(place.people.manager, async (tx) => reviewPieces(tx, started.packId, () => ({ verdict: 'keep', category: '', reason: 'It is the child’s own.', was: '' })));
  return started.packId;
};
const confirms = async (id: string) => as(place.people.unqualifiedManager, async (tx) => {
  const pack = await lockPack(tx, id);
  return confirmPack(tx, id, pack === null ? '' : markOfPack(await piecesShown(tx, pack)));
});
const given = async (id: string) => JSON.stringify(await as(place.people.unqualifiedManager, async (tx) => showPack(tx, await readAuthority(tx), id)));
const shown = async (person: Person, search: Record<string, string>) => {
  const page = await askPage(FILE, person, {}, search);
  return page.kind === 'shown' ? (await page.html()).replace(/<!-- -->/g, '') : page.kind;
};
const childOf = async ({ contactId }: Case) => asSystem(place, '2026-03-10T09:00:00Z', async (tx) => (await tx.db.contactPerson.findFirstOrThrow({ where: { contactId, kind: 'child' } })).id);
const says = async (of: Case, other: Case, outcome: 'same' | 'not_same') => {
  const [childId, otherId] = [await childOf(of), await childOf(other)];
  return as(place.people.worker, async (tx) => {
    const head = await findContact(tx, of.reference);
    return head === null ? null : sayWho(tx, head, { childId, otherId, outcome, reason: 'The mother was asked.' });
  });
};

test('a contact that turns out to be another family’s goes out with no pack, confirmed or not; who reads it sees by what each is in it', async () => {
  const one = await concern('2026-03-02T09:00:00Z', { givenName: 'Keren', nhsNumber: '9990000093' }, 'Hungry at school.');
  const numbered = await concern('2026-03-03T09:00:00Z', { givenName: 'Kerenza', nhsNumber: '9990000093' }, 'Tired at school.');
  const linked = await concern('2026-03-04T09:00:00Z', { givenName: 'Kensa' }, 'Late at school.');
  const named = await concern('2026-03-05T09:00:00Z', { givenName: 'Keren' }, 'OtherFamily: cold at school.');
  expect(await says(one, linked, 'same')).toEqual({ ok: true, value: null });
  const [confirmed, waiting] = [await begun(one, 'Keren'), await begun(one, 'Keren')];
  expect(await confirms(confirmed)).toEqual({ ok: true, value: null });
  const before = await shown(place.people.unqualifiedManager, { pack: waiting });
  const lineOf = (of: Case) => new RegExp(`Contact ${of.reference}</h2><p[^>]*>([^<]*)`).exec(before)?.[1] ?? '';
  expect(lineOf(one)).toContain('begun from this contact');
  expect(lineOf(linked)).toContain('a worker said that it is the same child');
  expect(lineOf(numbered)).toContain('same NHS number');
  expect(lineOf(named)).toContain('by nothing else');
  expect(before).toContain('Confirm the pack');

  expect(await says(one, named, 'not_same')).toEqual({ ok: true, value: null });
  expect(await confirms(waiting)).toEqual({ ok: false, problem: 'another_child' });
  expect(await given(confirmed)).toBe('null');
  expect(await as(place.people.unqualifiedManager, async (tx) => giveOutPack(tx, confirmed, 'Demelza Rosewarne'))).toEqual({ ok: false, problem: 'another_child' });
  for (const pack of [waiting, confirmed]) {
    const html = await shown(place.people.unqualifiedManager, { pack });
    expect(html).toContain(`${named.reference} is not about the child`);
    expect(html).toContain('Withdraw the pack');
    expect(html).not.toMatch(/Confirm the pack|as a PDF/);
  }
  // Begun anew it has what is about the child, and goes out.
  const anew = await begun(one, 'Keren');
  expect(await confirms(anew)).toEqual({ ok: true, value: null });
  const text = await given(anew);
  for (const words of ['Hungry', 'Tired', 'Late']) expect(text).toContain(words);
  expect(text).not.toContain('OtherFamily');
});

test('what was told again of a child "about 6", or raised from a consultation, is in the pack from either side, and its reader is asked to make sure', async () => {
  // Neither a birth nor a number: nothing but that somebody told again, or that the consultation went on in it, says who it is.
  const told = async (at: string, givenName: string, what: string, before?: Case) => {
    const of = await concern(at, { givenName, dateOfBirth: undefined }, what);
    if (before !== undefined) await asSuperuser((client) => client.query('update contact set follows_id = $2 where id = $1', [of.contactId, before.contactId]));
    return of;
  };
  const first = await told('2026-03-02T11:00:00Z', 'Elowen', 'FirstTold: hungry at school.');
  const second = await told('2026-03-03T11:00:00Z', 'Elowen', 'SecondTold: tired at school.', first);
  const third = await told('2026-03-04T11:00:00Z', 'Elowen', 'ThirdTold: late at school.', second);
  const asked = await told('2026-03-02T12:00:00Z', 'Jenna', 'AskedFirst: cold at school.');
  const raised = await told('2026-03-02T12:00:00Z', 'Jenna', 'AskedFirst: cold at school.', asked);
  await asSuperuser(async (client) => {
    await client.query("set session_replication_role = 'replica'");
    await forge(client, 'consultation_raised', { authority_id: place.id, contact_id: asked.contactId, became_id: raised.contactId });
  });
  const lineOf = (html: string, of: Case) => new RegExp(`Contact ${of.reference}</h2><p[^>]*>([^<]*)`).exec(html)?.[1] ?? '';
  const pack = await begun(second, 'Elowen');
  const html = await shown(place.people.unqualifiedManager, { pack });
  for (const words of ['FirstTold', 'SecondTold', 'ThirdTold']) expect(html).toContain(words);
  for (const of of [first, third]) expect(lineOf(html, of)).toMatch(/tells again.*Make sure/);
  expect(lineOf(await shown(place.people.unqualifiedManager, { pack: await begun(raised, 'Jenna') }), asked)).toMatch(/consultation.*Make sure/);

  // Whoever is told apart is in none.
  expect(await says(second, first, 'not_same')).toEqual({ ok: true, value: null });
  expect(await confirms(pack)).toEqual({ ok: false, problem: 'another_child' });
  const anew = await shown(place.people.unqualifiedManager, { pack: await begun(second, 'Elowen') });
  expect([anew.includes('FirstTold'), anew.includes('ThirdTold')]).toEqual([false, true]);
});

test('whoever may not open a contact of a pack is told of none: it is not listed, read, settled or given out; another manager still may', async () => {
  const { manager, unqualifiedManager: barred } = place.people;
  const own = await concern('2026-03-06T09:00:00Z', { givenName: 'Merryn', nhsNumber: '9990000107' }, 'Hungry at school.');
  const other = await concern('2026-03-06T10:00:00Z', { givenName: 'Merryn', nhsNumber: '9990000107' }, 'Hungry at home.');
  const id = await begun(own, 'Merryn');
  expect(await shown(barred, {})).toContain(`pack-${id}`);
  await asSuperuser(async (client) => {
    await client.query("set session_replication_role = 'replica'");
    await forge(client, 'contact_bar', { authority_id: place.id, contact_id: other.contactId, account_id: barred.actorId, ground: 'declared', at: '2026-03-07T09:00:00Z' });
  });
  expect(await shown(barred, {})).not.toContain(`pack-${id}`);
  const alone = await shown(barred, { pack: id });
  expect(alone).not.toMatch(new RegExp(`Hungry|closed to you|Demelza Rosewarne.*${id}|${own.reference}`));
  expect(await as(barred, async (tx) => withdrawPack(tx, id))).toEqual({ ok: false, problem: 'gone' });
  expect(await confirms(id)).toEqual({ ok: false, problem: 'gone' });
  expect([await given(id), await as(barred, async (tx) => giveOutPack(tx, id, 'Demelza Rosewarne'))]).toEqual(['null', { ok: false, problem: 'gone' }]);
  // It is not lost: whoever may open all of it reads and settles it.
  expect(await shown(manager, {})).toContain(`pack-${id}`);
  expect(await shown(manager, { pack: id })).toContain('Hungry at home.');
  expect(await as(manager, async (tx) => withdrawPack(tx, id))).toEqual({ ok: true, value: null });
});
