/**
 * A copy of what is held about a child (UK GDPR article 15; safe practice 6, 14; peers 17): everything from the contacts that a
 * manager may open, each piece kept or left out by a person, confirmed by a second one. Who said it where a source is protected,
 * and details that are kept secret, are in none: shown with canaries, over what the pack holds and over what is given out.
 */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { readAuthority } from '@/lib/access/store';
import type { Person } from '@/lib/access/model';
import { lockPack, readPieces } from '@/lib/assurance/subject-access/pack-store';
import { confirmPack } from '@/lib/assurance/subject-access/verbs/confirm-pack';
import { giveOutPack } from '@/lib/assurance/subject-access/verbs/give-out-pack';
import { reviewPieces, type TypedReview } from '@/lib/assurance/subject-access/verbs/review-pieces';
import { startPack, type Started } from '@/lib/assurance/subject-access/verbs/start-pack';
import { withdrawPack } from '@/lib/assurance/subject-access/verbs/withdraw-pack';
import { addNote } from '@/lib/contact/verbs/add-note';
import { findContact } from '@/lib/contact/store';
import { letterPdf } from '@/lib/letter/pdf';
import { writeReceipt } from '@/lib/letter/verbs/write-receipt';
import { closeDatabase, withActor, type Tx } from '@/lib/platform/db';
import { askPage } from './asking-pages';
import { arrives, claims, type Case } from './deciding';
import { knowNobody, makePlace, type Place } from './people';
import { forge, seenBy } from './rows';
import { asSystem } from './waiting';
import { asApp, asSuperuser } from './superuser';

const FILE = '../../app/access-packs/page.tsx';
let place: Place;
let first: Case;
let sealed: Case;
let restricted: Case;
beforeAll(async () => {
  place = await makePlace();
  const wren = { givenName: 'Wren', familyName: 'Ashby', dateOfBirth: '2016-05-04', nhsNumber: '9990000085' };
  first = await arrives(place, '2026-03-02T09:00:00Z', {
    children: [{ ...wren, address: '1 SecretCanary Lane', postcode: 'ZZ1 1ZZ', keepAddressSecret: true, school: 'Harrow Lane', indicators: { I018: 'present' }, voice: { said: 'I like my cat.' } }, { givenName: 'Tamsin', familyName: 'Ashby', dateOfBirth: '2018-05-04', school: 'Tamsin’s own school', indicators: {} }],
    household: [{ kind: 'adult', givenName: 'Morwenna', familyName: 'Penrose', relationship: 'Mother', notes: 'Ill since March' }],
    reporter: { name: 'Bryony Castle', continuingRole: 'yes', aboutColleague: 'no' },
    incident: { what: 'Wren was hungry.', opinion: 'Morwenna was not at home.' },
  });
  sealed = await arrives(place, '2026-03-03T09:00:00Z', {
    children: [{ ...wren, indicators: { I018: 'present' } }],
    reporter: { name: 'SealedCanary Castle', phone: '01632 960777', relationship: 'SealedCanary next door', protectMe: 'yes', continuingRole: 'no', aboutColleague: 'no' },
    incident: { what: 'Wren cried at night.' },
  });
  restricted = await arrives(place, '2026-03-04T09:00:00Z', { children: [{ ...wren, indicators: {} }], incident: { what: 'RestrictedCanary' }, reporter: { continuingRole: 'yes', aboutColleague: 'no' } });
  await asSuperuser(async (client) => {
    await client.query("set session_replication_role = 'replica'");
    await client.query("insert into contact_restriction (authority_id, id, contact_id, kind, restricted_child_id, at, by, ground) values ($1, gen_random_uuid(), $2, 'restricted_child', gen_random_uuid(), now(), $3, 'x')", [place.id, restricted.contactId, place.people.worker.actorId]);
  });
  await claims(first, place.people.worker, '2026-03-02T09:10:00Z');
  await as(place.people.worker, async (tx) => {
    const head = await findContact(tx, first.reference);
    if (head !== null) await addNote(tx, head, 'Rang the school.');
  });
  // Letters: of the first contact to whoever told us and to the mother; of the sealed one to its source.
  for (const { contactId } of [first, sealed]) await asSystem(place, '2026-03-05T09:00:00Z', (tx) => writeReceipt(tx, contactId));
  await asSuperuser(async (client) => {
    const body = (words: string) => JSON.stringify({ title: 'A letter', from: [], to: 'Morwenna Penrose', date: '', reference: first.reference, blocks: [{ kind: 'paragraph', text: words }] });
    const { rows } = await client.query<{ id: string; given_name: string }>('select id, given_name from contact_person where contact_id = $1', [first.contactId]);
    const idOf = (name: string) => rows.find(({ given_name: given }) => given === name)?.id;
    const letter = { authority_id: place.id, contact_id: first.contactId, kind: 'family', occasion: 'family', recipient_class: 'public', made_at: '2026-03-05T10:00:00Z' };
    await forge(client, 'letter', { ...letter, recipient_key: `person:${idOf('Morwenna')}`, about_id: idOf('Wren'), body: body('We visit on Monday.') });
    await forge(client, 'letter', { ...letter, recipient_key: `person:${idOf('Tamsin')}`, about_id: idOf('Tamsin'), body: body('We met your sister.') });
    await forge(client, 'letter', { ...letter, contact_id: sealed.contactId, kind: 'unsealed', occasion: 'unsealed', recipient_key: 'protected', recipient_class: 'protected', body: body('SealedCanary: somebody learned who you are.') });
    await forge(client, 'letter', { ...letter, contact_id: sealed.contactId, kind: 'outcome', occasion: 'outcome', recipient_key: 'post:1', recipient_class: 'public', body: body('SealedCanary: what we decided.') });
  });
});
afterAll(closeDatabase);

const as = <T>(person: Person, work: (tx: Tx) => Promise<T>) => withActor(person, work);
const start = async (person: Person, child = 'Wren'): Promise<Started> =>
  as(person, async (tx) => startPack(tx, await readAuthority(tx), { reference: first.reference, child, askedBy: 'Morwenna Penrose', asker: 'parent', basis: 'Parental responsibility', identity: 'Passport seen' }));
const keep: TypedReview = { verdict: 'keep', category: '', reason: '' };
const out: TypedReview = { verdict: 'redact', category: 'adult', reason: 'About somebody else.' };

test('whoever may not read it is asked first, piece by piece is reviewed, a second manager confirms, and no canary is given out', async () => {
  const { manager, unqualifiedManager: second, worker } = place.people;
  // Nobody reads a contact before they were asked whether they know the family, nor by way of a pack.
  expect(await start(manager)).toEqual({ ok: false, problem: 'open_first', openFirst: expect.arrayContaining([first.reference, sealed.reference]) as string[] });
  for (const of of [first, sealed]) await knowNobody(place, of.contactId);
  expect(await start(manager, 'Tom')).toMatchObject({ ok: false, problem: 'no_child' });
  const started = await start(manager);
  if (!started.ok) throw new Error(started.problem);
  const id = started.packId;

  const pieces = await as(manager, (tx) => readPieces(tx, id));
  const proposedFor = (words: string) => pieces.find((piece) => piece.words.includes(words))?.proposed;
  expect(proposedFor('Wren was hungry.')).toBeNull();
  expect(proposedFor('I like my cat.')).toBeNull();
  expect(proposedFor('Wren cried at night.')).toBeNull();
  expect(proposedFor('Rang the school.')).toBeNull();
  expect(proposedFor('Tamsin’s own school')).toBe('other_child');
  expect(proposedFor('Ill since March')).toBe('adult');
  expect(proposedFor('Morwenna was not at home.')).toBe('adult');
  expect(proposedFor('Bryony Castle')).toBe('referrer');
  const letters = pieces.filter(({ title }) => title === 'Letters');
  expect(letters.map(({ words, proposed }) => [words.split('\n').at(-1), proposed])).toEqual(expect.arrayContaining([['We visit on Monday.', 'adult'], ['We met your sister.', 'other_child']]));
  // The receipt of the first, and the two to the family; nothing that went to a protected source, or says that they can be reached.
  expect(letters).toHaveLength(3);
  expect(letters.find(({ label }) => label.startsWith('We have your concern'))?.proposed).toBe('referrer');
  expect(JSON.stringify(pieces)).not.toMatch(/SecretCanary|SealedCanary|960777|RestrictedCanary|ZZ1 1ZZ/);
  // Nothing is chosen beforehand, and nothing goes out that nobody looked at.
  expect(pieces.every(({ verdict }) => verdict === null)).toBe(true);
  expect(await as(second, (tx) => confirmPack(tx, id))).toEqual({ ok: false, problem: 'not_reviewed' });
  expect(await as(manager, async (tx) => giveOutPack(tx, await readAuthority(tx), id))).toBeNull();
  await expect(asApp(async (client) => seenBy(client, second, async () => client.query('update access_pack set confirmed_at = now(), confirmed_by = $2 where id = $1', [id, second.actorId])))).rejects.toThrow('not reviewed');

  // Kept against the proposal only with a reason; left out only with why.
  const wrong = await as(manager, (tx) => reviewPieces(tx, id, () => keep));
  const against = pieces.filter(({ proposed }) => proposed !== null);
  expect([...(wrong ?? [])].sort()).toEqual(against.map((piece) => [piece.id, 'Say why it may be kept']).sort());
  expect(await as(manager, (tx) => reviewPieces(tx, id, (piece) => (piece === against[0]?.id ? { ...out, category: '' } : { verdict: '', category: '', reason: '' })))).toEqual(new Map([[against[0]?.id, 'Choose why it is left out']]));
  expect(await as(manager, (tx) => reviewPieces(tx, id, (piece) => (against.some((each) => each.id === piece) ? out : { verdict: '', category: '', reason: '' })))).toEqual(new Map());
  expect(await as(manager, (tx) => confirmPack(tx, id))).toEqual({ ok: false, problem: 'second_person' });
  expect(await as(worker, (tx) => lockPack(tx, id))).toBeNull();

  const page = await askPage(FILE, second, {}, { pack: id });
  if (page.kind !== 'shown') throw new Error(page.kind);
  const html = await page.html();
  expect(html).toContain('Wren was hungry.');
  expect(html).not.toMatch(/SecretCanary|SealedCanary|RestrictedCanary/);
  for (const name of ['worker', 'auditor', 'administrator', 'teacher'] as const) expect((await askPage(FILE, place.people[name], {}, { pack: id })).kind, name).toBe('missing');

  expect(await as(second, (tx) => confirmPack(tx, id))).toEqual({ ok: true, value: null });
  expect(await as(manager, (tx) => reviewPieces(tx, id, () => keep))).toBeNull();
  const text = await as(second, async (tx) => giveOutPack(tx, await readAuthority(tx), id));
  if (text === null) throw new Error('not given out');
  const given = JSON.stringify(text);
  for (const kept of ['Wren was hungry.', 'I like my cat.', 'Wren cried at night.', 'Rang the school.', `About another person: ${against.length} passages`]) expect(given).toContain(kept);
  // Not the mother’s, the sister’s and the teacher’s, nor who is protected, where it is secret, or what is closed.
  expect(given.replace('"to":"Morwenna Penrose"', '')).not.toMatch(/Morwenna|Tamsin|Bryony|Ill since|SecretCanary|SealedCanary|960777|RestrictedCanary|ZZ1 1ZZ/);
  const pdf = Buffer.from(await letterPdf(text)).toString('latin1');
  expect(pdf.slice(0, 5)).toBe('%PDF-');
  expect(pdf).toContain('/MarkInfo');

  const entries = await asSuperuser(async (client) => (await client.query<{ action: string }>("select distinct action from ledger_entry where authority_id = $1 and object_kind = 'access_pack' order by 1", [place.id])).rows.map(({ action }) => action));
  expect(entries).toEqual(['access_pack.confirmed', 'access_pack.given_out', 'access_pack.read', 'access_pack.reviewed', 'access_pack.started']);
  expect(await as(manager, (tx) => withdrawPack(tx, id))).toEqual({ ok: true, value: null });
  expect(await as(second, async (tx) => giveOutPack(tx, await readAuthority(tx), id))).toBeNull();
});
