/**
 * A copy of what is held about a child (UK GDPR article 15; safe practice 6, 14; peers 17): everything from the contacts that a
 * manager may open, each piece kept or left out by a person, confirmed by a second one. Who said it where a source is protected,
 * and details that are kept secret, are in none: shown with canaries, over what the pack holds and over what is given out.
 */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { readAuthority } from '@/lib/access/store';
import type { Person } from '@/lib/access/model';
import type { Piece } from '@/lib/assurance/subject-access/model';
import { lockPack, readPieces } from '@/lib/assurance/subject-access/pack-store';
import { markOf, markOfPack, piecesShown } from '@/lib/assurance/subject-access/reviewing';
import { confirmPack } from '@/lib/assurance/subject-access/verbs/confirm-pack';
import { reviewPieces, type TypedReview } from '@/lib/assurance/subject-access/verbs/review-pieces';
import { showPack } from '@/lib/assurance/subject-access/verbs/show-pack';
import { startPack, type Started } from '@/lib/assurance/subject-access/verbs/start-pack';
import { withdrawPack } from '@/lib/assurance/subject-access/verbs/withdraw-pack';
import { addNote } from '@/lib/contact/verbs/add-note';
import type { ContactHead } from '@/lib/contact/head';
import { findContact } from '@/lib/contact/store';
import { keepSecret } from '@/lib/contact/verbs/keep-secret';
import { sealSource } from '@/lib/contact/verbs/seal-source';
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
    const held = { authority_id: place.id, contact_id: first.contactId, kind: 'police', began_at: '2026-03-02T06:00:00Z', ends_at: '2026-03-05T06:00:00Z', named: 'PS SecretCanary', place: 'SecretCanary House' };
    const { id: heldId } = await forge(client, 'protection', { ...held, person_id: idOf('Wren'), agency: 'Norfolk Constabulary' });
    await forge(client, 'protection', { ...held, person_id: idOf('Tamsin'), agency: 'Suffolk Constabulary' });
    await forge(client, 'protection_end', { authority_id: place.id, contact_id: first.contactId, protection_id: heldId, how: 's20', needs_agreement: false, words: 'She lives with foster carers by agreement.' });
    await forge(client, 'letter', { ...letter, recipient_key: `person:${idOf('Tamsin')}`, about_id: idOf('Tamsin'), body: body('We met your sister.') });
    await forge(client, 'letter', { ...letter, contact_id: sealed.contactId, kind: 'unsealed', occasion: 'unsealed', recipient_key: 'protected', recipient_class: 'protected', body: body('SealedCanary: somebody learned who you are.') });
    await forge(client, 'letter', { ...letter, contact_id: sealed.contactId, kind: 'outcome', occasion: 'outcome', recipient_key: 'post:1', recipient_class: 'public', body: body('SealedCanary: what we decided.') });
  });
});
afterAll(closeDatabase);

const as = <T>(person: Person, work: (tx: Tx) => Promise<T>) => withActor(person, work);
const start = async (person: Person, child = 'Wren'): Promise<Started> =>
  as(person, async (tx) => startPack(tx, await readAuthority(tx), { reference: first.reference, child, askedBy: 'Morwenna Penrose', asker: 'parent', basis: 'Parental responsibility', identity: 'Passport seen' }));
const keep: TypedReview = { verdict: 'keep', category: '', reason: '', was: '' };
const out: TypedReview = { verdict: 'redact', category: 'adult', reason: 'About somebody else.', was: '' };
const nothing: TypedReview = { verdict: '', category: '', reason: '', was: '' };
/** Confirms a pack as it stands. */
const confirm = async (person: Person, id: string) => as(person, async (tx) => {
  const pack = await lockPack(tx, id);
  return confirmPack(tx, id, pack === null ? '' : markOfPack(await piecesShown(tx, pack)));
});

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
  // A parent asks: what was seen of the child and what the child said. Of a protected source everything may tell who that is (domain 7.14).
  expect(proposedFor('Wren was hungry.')).toBe('safeguarding');
  expect(proposedFor('I like my cat.')).toBe('safeguarding');
  expect(proposedFor('Wren cried at night.')).toBe('safeguarding');
  expect(pieces.filter(({ contactId, proposed }) => contactId === sealed.contactId && proposed === null)).toEqual([]);
  expect(proposedFor('Rang the school.')).toBeNull();
  expect(proposedFor('Norfolk Constabulary')).toBeNull();
  expect(proposedFor('foster carers by agreement')).toBe('safeguarding');
  expect(proposedFor('Suffolk Constabulary')).toBeUndefined();
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
  expect(await confirm(second, id)).toEqual({ ok: false, problem: 'not_reviewed' });
  expect(await as(manager, async (tx) => showPack(tx, await readAuthority(tx), id))).toBeNull();
  await expect(asApp(async (client) => seenBy(client, second, async () => client.query('update access_pack set confirmed_at = now(), confirmed_by = $2 where id = $1', [id, second.actorId])))).rejects.toThrow('not reviewed');

  // Kept against the proposal only with a reason; left out only with why.
  const wrong = await as(manager, (tx) => reviewPieces(tx, id, () => keep));
  const against = pieces.filter(({ proposed }) => proposed !== null);
  expect([...(wrong ?? [])].sort()).toEqual(against.map((piece) => [piece.id, 'Say why it may be kept']).sort());
  expect(await as(manager, (tx) => reviewPieces(tx, id, (piece) => (piece === against[0]?.id ? { ...out, category: '' } : nothing)))).toEqual(new Map([[against[0]?.id, 'Choose why it is left out']]));
  const mayHave = against.filter(({ words }) => ['Wren was hungry.', 'I like my cat.', 'Wren cried at night.'].includes(words));
  expect(mayHave).toHaveLength(3);
  expect(await as(manager, (tx) => reviewPieces(tx, id, (piece) => (mayHave.some((each) => each.id === piece) ? because('keep') : against.some((each) => each.id === piece) ? out : nothing)))).toEqual(new Map());
  expect(await confirm(manager, id)).toEqual({ ok: false, problem: 'second_person' });
  expect(await as(worker, (tx) => lockPack(tx, id))).toBeNull();

  const page = await askPage(FILE, second, {}, { pack: id });
  if (page.kind !== 'shown') throw new Error(page.kind);
  const html = await page.html();
  expect(html).toContain('Wren was hungry.');
  expect(html).not.toMatch(/SecretCanary|SealedCanary|RestrictedCanary/);
  for (const name of ['worker', 'auditor', 'administrator', 'teacher'] as const) expect((await askPage(FILE, place.people[name], {}, { pack: id })).kind, name).toBe('missing');

  expect(await confirm(second, id)).toEqual({ ok: true, value: null });
  expect(await as(manager, (tx) => reviewPieces(tx, id, () => keep))).toBeNull();
  const text = await as(second, async (tx) => showPack(tx, await readAuthority(tx), id));
  if (text === null) throw new Error('not given out');
  const given = JSON.stringify(text);
  for (const kept of ['Wren was hungry.', 'I like my cat.', 'Wren cried at night.', 'Rang the school.', `About another person: ${against.length - mayHave.length} passages`]) expect(given).toContain(kept);
  // Not the mother’s, the sister’s and the teacher’s, nor who is protected, where it is secret, or what is closed.
  expect(given.replace('"to":"Morwenna Penrose"', '')).not.toMatch(/Morwenna|Tamsin|Bryony|Ill since|SecretCanary|SealedCanary|960777|RestrictedCanary|ZZ1 1ZZ/);
  const pdf = Buffer.from(await letterPdf(text)).toString('latin1');
  expect(pdf.slice(0, 5)).toBe('%PDF-');
  expect(pdf).toContain('/MarkInfo');

  const entries = await asSuperuser(async (client) => (await client.query<{ action: string }>("select distinct action from ledger_entry where authority_id = $1 and object_kind = 'access_pack' order by 1", [place.id])).rows.map(({ action }) => action));
  expect(entries).toEqual(['access_pack.confirmed', 'access_pack.read', 'access_pack.reviewed', 'access_pack.shown', 'access_pack.started']);
  expect(await as(manager, (tx) => withdrawPack(tx, id))).toEqual({ ok: true, value: null });
  expect(await as(second, async (tx) => showPack(tx, await readAuthority(tx), id))).toBeNull();
});

/** A pack begun by the manager of everything about the child of this contact, which is nobody's but theirs. */
async function begun(of: Case, child: string, asker = 'Morwenna Penrose'): Promise<string> {
  await knowNobody(place, of.contactId);
  const started = await as(place.people.manager, async (tx) => startPack(tx, await readAuthority(tx), { reference: of.reference, child, askedBy: asker, asker: 'parent', basis: 'Parental responsibility', identity: 'Passport seen' }));
  if (!started.ok) throw new Error(started.problem);
  return started.packId;
}
const piecesOf = async (id: string) => as(place.people.manager, (tx) => readPieces(tx, id));
const reviewed = async (person: Person, id: string, said: (piece: Piece) => TypedReview) => {
  const pieces = new Map((await piecesOf(id)).map((piece) => [piece.id, piece]));
  return as(person, (tx) => reviewPieces(tx, id, (pieceId) => {
    const piece = pieces.get(pieceId);
    return piece === undefined ? nothing : { ...said(piece), was: markOf(piece) };
  }));
};
const given = async (id: string) => JSON.stringify(await as(place.people.unqualifiedManager, async (tx) => showPack(tx, await readAuthority(tx), id)));
const oneChild = async (givenName: string, at: string, more: object = {}) => arrives(place, at, { children: [{ givenName, familyName: 'Trevose', dateOfBirth: '2015-01-02', address: '14 Harbour Street', indicators: { I018: 'present' } }], reporter: { name: 'Ursula Reeve', continuingRole: 'yes', aboutColleague: 'no' }, incident: { what: 'Hungry.' }, ...more });
const because = (verdict: 'keep' | 'redact'): TypedReview => (verdict === 'keep' ? { ...keep, reason: 'It is the child’s own.' } : out);

test('what is made secret, and who is protected, after a pack was begun or confirmed leaves it, and it is not given out', async () => {
  const { manager, unqualifiedManager: second, worker } = place.people;
  for (const [name, act] of [
    ['Piran', async (head: ContactHead) => as(worker, (tx) => keepSecret(tx, head, { chosen: [{ place: 'children.0', detail: 'address' }], fresh: null, reason: 'She has fled.' }))],
    ['Senara', async (head: ContactHead) => as(manager, (tx) => sealSource(tx, head, 'She was threatened.'))],
  ] as const) {
    const of = await oneChild(name, '2026-03-06T09:00:00Z');
    const id = await begun(of, name);
    await reviewed(manager, id, () => because('keep'));
    expect(await confirm(second, id)).toEqual({ ok: true, value: null });
    expect(await given(id)).toContain('14 Harbour Street');
    const head = await as(worker, (tx) => findContact(tx, of.reference));
    if (head === null) throw new Error('it is there');
    expect(await act(head), name).toMatchObject({ ok: true });
    expect(await given(id), name).toBe('null');
    expect(JSON.stringify(await piecesOf(id)), name).not.toMatch(/Harbour|Ursula/);
    expect(await as(manager, (tx) => lockPack(tx, id)), name).toMatchObject({ withdrawn: true, emptied: true });
  }
});

test('what one contact keeps secret is hidden in the words of another, also where it was made secret later', async () => {
  const { manager } = place.people;
  const child = { givenName: 'Keren', familyName: 'Lanyon', dateOfBirth: '2014-01-02', nhsNumber: '9990000093', indicators: { I018: 'present' as const } };
  const one = await arrives(place, '2026-03-06T10:00:00Z', { children: [{ ...child, address: '3 Quay Steps' }], incident: { what: 'Hungry.' } });
  const other = await arrives(place, '2026-03-06T11:00:00Z', { children: [child], incident: { what: 'She lives at 3 Quay Steps now.' } });
  await knowNobody(place, other.contactId);
  const before = await begun(one, 'Keren');
  expect(JSON.stringify(await piecesOf(before))).toContain('now.');
  const head = await as(place.people.worker, (tx) => findContact(tx, one.reference));
  if (head === null) throw new Error('it is there');
  await as(place.people.worker, (tx) => keepSecret(tx, head, { chosen: [{ place: 'children.0', detail: 'address' }], fresh: null, reason: 'She has fled.' }));
  expect(JSON.stringify(await as(manager, async (tx) => {
    const pack = await lockPack(tx, before);
    return pack === null ? [] : piecesShown(tx, pack);
  }))).not.toContain('Quay Steps');
  expect(JSON.stringify(await piecesOf(await begun(one, 'Keren')))).not.toContain('Quay Steps');
});

test('nobody says over what somebody else said since the page was made, and nobody confirms what they did not see or kept themselves', async () => {
  const { manager, unqualifiedManager: second } = place.people;
  const of = await oneChild('Tegen', '2026-03-06T12:00:00Z');
  const id = await begun(of, 'Tegen');
  await reviewed(manager, id, () => because('keep'));
  const [piece] = await piecesOf(id);
  if (piece === undefined) throw new Error('a piece');
  // The second leaves it out; the first sends the page that they had open, where it was kept, and changes another.
  const open = await piecesOf(id);
  expect(await reviewed(second, id, (each) => (each.id === piece.id ? out : nothing))).toEqual(new Map());
  const sent = (each: Piece | undefined, verdict: 'keep' | 'redact') => (each === undefined ? nothing : { ...because(verdict), was: markOf(each) });
  expect(await as(manager, (tx) => reviewPieces(tx, id, (at) => sent(open.find((each) => each.id === at), at === open[1]?.id ? 'redact' : 'keep')))).toEqual(new Map());
  expect((await piecesOf(id)).slice(0, 2).map(({ verdict }) => verdict)).toEqual(['redact', 'redact']);
  // Said on purpose of a piece that was changed since, it is refused with words.
  expect(await as(manager, (tx) => reviewPieces(tx, id, (at) => (at === piece.id ? { ...keep, reason: 'Another reason.', was: markOf(piece) } : nothing)))).toEqual(new Map([[piece.id, expect.stringContaining('Somebody else')]]));
  const shown = await as(second, async (tx) => markOfPack(await readPieces(tx, id)));
  await reviewed(manager, id, (each) => (each.id === piece.id ? because('keep') : nothing));
  expect(await as(second, (tx) => confirmPack(tx, id, shown))).toEqual({ ok: false, problem: 'changed' });
  // What the second kept alone does not go out on their own word.
  await reviewed(second, id, (each) => (each.id === open[1]?.id ? because('keep') : nothing));
  expect(await confirm(second, id)).toEqual({ ok: false, problem: 'kept_alone' });
  await expect(asApp(async (client) => seenBy(client, second, async () => client.query('update access_pack set confirmed_at = now(), confirmed_by = $2 where id = $1', [id, second.actorId])))).rejects.toThrow('kept by who confirms');
  // What they left out does not stand in the way.
  await reviewed(second, id, (each) => (each.id === open[1]?.id ? out : nothing));
  expect(await confirm(second, id)).toEqual({ ok: true, value: null });
});

test('of a protected source no question is in a pack, and what they added or said of the moment is asked', async () => {
  const { worker } = place.people;
  const of = await oneChild('Jory', '2026-03-06T13:00:00Z', { reporter: { name: 'SealedCanary Rowse', phone: '01632 960778', protectMe: 'yes', continuingRole: 'no', aboutColleague: 'no' }, firstQuestions: { whereNow: 'with_me' } });
  await asSystem(place, '2026-03-06T13:10:00Z', async (tx) => tx.db.question.createMany({ data: [{ authorityId: place.id, id: crypto.randomUUID(), contactId: of.contactId, askedAt: new Date('2026-03-06T13:10:00Z'), askedBy: worker.actorId, text: 'QuestionCanary: when did you last hear him?' }] }));
  const pieces = await piecesOf(await begun(of, 'Jory'));
  expect(JSON.stringify(pieces)).not.toMatch(/QuestionCanary|SealedCanary/);
  expect(pieces.find(({ words }) => words === 'Here with me')?.proposed).toBe('referrer');
});

test('a pregnancy that whoever asks may not know of, and somebody whom another contact names, are asked', async () => {
  const { worker } = place.people;
  const child = { givenName: 'Derowen', familyName: 'Trembath', dateOfBirth: '2013-01-02', nhsNumber: '9990000107', indicators: { I018: 'present' as const } };
  const one = await arrives(place, '2026-03-06T14:00:00Z', { children: [child, { givenName: 'Massen', familyName: 'Trembath', dateOfBirth: '2016-01-02', indicators: {} }, { unborn: true, familyName: 'Trembath', pregnancyKnown: 'mother_only', indicators: {} }], incident: { what: 'Hungry.' } });
  const other = await arrives(place, '2026-03-06T15:00:00Z', { children: [child], incident: { what: 'Massen has the same bruises.' } });
  for (const of of [one, other]) await knowNobody(place, of.contactId);
  await claims(other, worker, '2026-03-06T15:05:00Z');
  await as(worker, async (tx) => {
    const head = await findContact(tx, other.reference);
    if (head !== null) await addNote(tx, head, 'She is twelve weeks pregnant and he does not know.');
  });
  const pieces = await piecesOf(await begun(one, 'Derowen', 'Her father'));
  const proposed = (words: string) => pieces.find((piece) => piece.words.includes(words))?.proposed;
  expect(proposed('twelve weeks')).toBe('safeguarding');
  expect(proposed('same bruises')).toBe('other_child');
});
