/**
 * What a pack would tell without a word that names anybody (UK GDPR article 15; Data Protection Act 2018 Sch. 2 para. 16, Sch. 3 para. 10,
 * 11, 21; safe practice 6, 14): who a protected source is, by what they hear and know; what a child said so that a parent does not
 * know; the school that is kept secret, by a heading; a father and a sister of the child's own name.
 */
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { readAuthority } from '@/lib/access/store';
import type { Asker, Piece } from '@/lib/assurance/subject-access/model';
import { lockPack, readPieces } from '@/lib/assurance/subject-access/pack-store';
import { markOf, markOfPack, piecesShown } from '@/lib/assurance/subject-access/reviewing';
import { confirmPack } from '@/lib/assurance/subject-access/verbs/confirm-pack';
import { reviewPieces } from '@/lib/assurance/subject-access/verbs/review-pieces';
import { showPack } from '@/lib/assurance/subject-access/verbs/show-pack';
import { startPack } from '@/lib/assurance/subject-access/verbs/start-pack';
import { findContact } from '@/lib/contact/store';
import { keepSecret } from '@/lib/contact/verbs/keep-secret';
import { closeDatabase, withActor, type Tx } from '@/lib/platform/db';
import type { Person } from '@/lib/access/model';
import { askPage } from './asking-pages';
import { arrives, type Case } from './deciding';
import { knowNobody, makePlace, type Place } from './people';
import { forge } from './rows';
import { asSuperuser } from './superuser';

let place: Place;
beforeAll(async () => {
  place = await makePlace();
});
afterAll(closeDatabase);

const as = <T>(person: Person, work: (tx: Tx) => Promise<T>) => withActor(person, work);
async function begun(of: Case, child: string, { askedBy = 'Morwenna Penrose', asker = 'parent' }: { askedBy?: string; asker?: Asker } = {}): Promise<string> {
  const started = await as(place.people.manager, async (tx) => startPack(tx, await readAuthority(tx), { reference: of.reference, child, askedBy, asker, basis: 'Parental responsibility', identity: 'Passport seen' }));
  if (!started.ok) throw new Error(started.problem);
  return started.packId;
}
const piecesOf = async (id: string) => as(place.people.manager, (tx) => readPieces(tx, id));
const shown = async (id: string) => as(place.people.manager, async (tx) => {
  const pack = await lockPack(tx, id);
  return pack === null ? [] : piecesShown(tx, pack);
});
const confirmed = async (id: string) => {
  const mark = markOfPack(await shown(id));
  return as(place.people.unqualifiedManager, (tx) => confirmPack(tx, id, mark));
};
const pointedAt = (pieces: readonly Piece[]) => (words: string) => pieces.find((piece) => piece.words.includes(words))?.proposed;
const written = async (of: Case, ...rows: [table: string, given: object][]) => asSuperuser(async (client) => {
  await client.query("set session_replication_role = 'replica'");
  for (const [table, given] of rows) await forge(client, table, { authority_id: place.id, contact_id: of.contactId, ...given });
});
const sent = (agency: string, words: string) => ['outbound_fact', { agency, words, kind: 'fact', categories: '{identity}', ground: 'level_4', level: 4, authorised_by: place.people.worker.actorId, basis_id: randomUUID() }] as [string, object];

test('of a contact whose source is protected everything is asked, whoever wrote it, and nothing is kept without a reason', async () => {
  const of = await arrives(place, '2026-03-02T09:00:00Z', {
    children: [{ givenName: 'Wren', familyName: 'Ashby', dateOfBirth: '2016-05-04', indicators: { I018: 'present' }, voice: { said: 'I like my cat.' } }],
    household: [{ kind: 'adult', givenName: 'Morwenna', familyName: 'Penrose', relationship: 'Mother', notes: 'Shouts across our stairs' }],
    reporter: { name: 'SealedCanary Castle', protectMe: 'yes', continuingRole: 'no', aboutColleague: 'no' },
    incident: { what: 'Wren cried at night.', opinion: 'I live below them and hear it through the ceiling, and Morwenna knows that.' },
    tried: 'We at the playgroup offered a place.',
    belief: { level: 3, why: 'I am her midwife.' },
  });
  await knowNobody(place, of.contactId);
  await written(of, ['decision', { version: 1, route: 'UNIV_ADVICE', level: 1, rationale: 'The neighbour is believed.' }], ['note', { text: 'Rang her downstairs.' }], ['addition', { text: 'Again last night.', caller: '' }], sent('Kettlesham Surgery', 'We told them what was heard through the ceiling.'));
  const id = await begun(of, 'Wren', { asker: 'child', askedBy: 'Wren Ashby' });
  const pieces = await piecesOf(id);
  const proposed = pointedAt(pieces);
  for (const words of ['through the ceiling, and', 'playgroup', 'midwife', 'cried at night', 'I like my cat', 'Shouts across our stairs', 'The neighbour is believed', 'Rang her downstairs', 'Again last night', 'what was heard']) expect(proposed(words), words).toBe('referrer');
  expect(pieces.filter((piece) => piece.proposed === null)).toEqual([]);
  expect(JSON.stringify(pieces)).not.toContain('SealedCanary');
  const wrong = await as(place.people.manager, (tx) => reviewPieces(tx, id, () => ({ verdict: 'keep', category: '', reason: '', was: '' })));
  expect([...(wrong ?? new Map<string, string>()).values()]).toEqual(pieces.map(() => 'Say why it may be kept'));
});

test('what a child said is asked of a parent and not of the child; a father and a sister of the child’s name are somebody else', async () => {
  const of = await arrives(place, '2026-03-02T10:00:00Z', {
    children: [{ givenName: 'Ruan', familyName: 'Ashby', dateOfBirth: '2012-05-04', indicators: { I018: 'present' }, voice: { said: 'I sleep badly.', wants: 'To be with my aunt.', view: { wishes: ['safety'] } } }],
    household: [{ kind: 'adult', givenName: 'John', familyName: 'Ashby', relationship: 'Father', ofConcern: true }],
    reporter: { name: 'Bryony Castle', continuingRole: 'yes', aboutColleague: 'no' },
    incident: { what: 'He was crying.', exactWords: 'He hits me, do not tell him.', questionAsked: 'What happened to your arm?', onBody: 'Left arm, blue.', when: 'On Monday' },
  });
  await knowNobody(place, of.contactId);
  await written(of, ...['Mr Ashby was arrested on Sunday.', 'The sister was bruised.', 'Rang the school.'].map((text): [string, object] => ['note', { text }]));
  const parents = await begun(of, 'Ruan', { askedBy: 'Mr J. Ashby' });
  const proposed = pointedAt(await piecesOf(parents));
  for (const words of ['I sleep badly', 'with my aunt', 'To be safe', 'He was crying', 'do not tell him', 'What happened to your arm', 'Left arm']) expect(proposed(words), words).toBe('safeguarding');
  // Every sign that was seen.
  expect((await piecesOf(parents)).filter(({ label }) => label === 'Seen').map((piece) => piece.proposed)).toEqual(['safeguarding']);
  expect([proposed('Mr Ashby was arrested'), proposed('The sister was bruised'), proposed('Rang the school'), proposed('On Monday')]).toEqual(['adult', 'other_child', null, null]);
  const own = await begun(of, 'Ruan', { asker: 'child', askedBy: 'Ruan Ashby' });
  const ofOwn = pointedAt(await piecesOf(own));
  expect(['I sleep badly', 'He was crying', 'do not tell him', 'Left arm'].map(ofOwn)).toEqual([null, null, null, null]);

  // Whoever reads the pack is told that the one who asks may be the one it was about; not of somebody else.
  const mothers = await begun(of, 'Ruan', { askedBy: 'Elowen Ashby' });
  for (const [id, warned] of [[parents, true], [mothers, false], [own, false]] as const) {
    const page = await askPage('../../app/access-packs/page.tsx', place.people.manager, {}, { pack: id });
    if (page.kind !== 'shown') throw new Error(page.kind);
    expect((await page.html()).includes('may be somebody about whom the worry was')).toBe(warned);
  }
});

test('no heading and no label says what another contact keeps secret, before and after it was made so, and who confirms has seen them', async () => {
  const { manager, unqualifiedManager: second, worker } = place.people;
  const child = { givenName: 'Keren', familyName: 'Lanyon', dateOfBirth: '2014-01-02', nhsNumber: '9990000093', indicators: { I018: 'present' as const } };
  const one = await arrives(place, '2026-03-06T10:00:00Z', { children: [{ ...child, school: 'Kettlesham Primary School' }], incident: { what: 'Hungry.' }, agencies: [{ name: 'Kettlesham Primary School', doing: 'Breakfast.' }] });
  const other = await arrives(place, '2026-03-06T11:00:00Z', { children: [child], incident: { what: 'Cold.' }, agencies: [{ name: 'Kettlesham Primary School', doing: 'A place at the club.' }] });
  for (const { contactId } of [one, other]) await knowNobody(place, contactId);
  await written(other, sent('Kettlesham Primary School', 'We asked how she is.'));
  const before = await begun(one, 'Keren');
  expect((await shown(before)).filter(({ title, label }) => `${title} ${label}`.includes('Kettlesham')).map(({ words }) => words)).toEqual(expect.arrayContaining(['Breakfast.', 'A place at the club.', 'We asked how she is.']));
  // Of the other contact alone: what is secret in the first is hidden in it without its being withdrawn.
  const read = markOfPack(await shown(before));
  await as(worker, async (tx) => {
    const head = await findContact(tx, one.reference);
    if (head === null) throw new Error('it is there');
    expect(await keepSecret(tx, head, { chosen: [{ place: 'children.0', detail: 'school' }], fresh: null, reason: 'She has fled.' })).toMatchObject({ ok: true });
  });
  expect(JSON.stringify(await shown(before))).not.toContain('Kettlesham');
  expect(markOfPack((await shown(before)).map((piece) => ({ ...piece, title: '', label: '' })))).not.toBe(markOfPack(await shown(before)));
  expect(markOfPack(await shown(before))).not.toBe(read);
  // Of the contact that keeps it secret no heading stays in the store.
  expect((await piecesOf(before)).filter(({ contactId }) => contactId === one.contactId).map(({ title, label, words }) => [title, label, words].join())).toEqual(expect.arrayContaining(['Taken out,Taken out,']));
  expect(JSON.stringify((await piecesOf(before)).filter(({ contactId }) => contactId === one.contactId))).not.toContain('Kettlesham');

  const id = await begun(other, 'Keren');
  expect(JSON.stringify(await piecesOf(id))).not.toContain('Kettlesham');
  const pieces = new Map((await piecesOf(id)).map((piece) => [piece.id, piece]));
  await as(manager, (tx) => reviewPieces(tx, id, (at) => ({ verdict: 'keep', category: '', reason: 'It is hers.', was: markOf(pieces.get(at) ?? { verdict: null, category: null, reason: '' }) })));
  expect(await confirmed(id)).toEqual({ ok: true, value: null });
  const given = JSON.stringify(await as(second, async (tx) => showPack(tx, await readAuthority(tx), id)));
  expect(given).toContain('A place at the club.');
  expect(given).toContain('We asked how she is.');
  expect(given).not.toContain('Kettlesham');
});
