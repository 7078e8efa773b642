/** Machines that file concerns (issue 5, section 1; safe practice 17; docs/api.md): once each, never refused for their shape, and for their own agency. */
import { NextRequest } from 'next/server';
import type { Temporal } from 'temporal-polyfill';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Person } from '@/lib/access/model';
import { type KeyScope, MACHINE_LIMITS, newKey } from '@/lib/access/api-key';
import { readKeys } from '@/lib/access/api-key-store';
import { SESSION_COOKIE } from '@/lib/access/session';
import { makeKey } from '@/lib/access/verbs/make-key';
import { revokeKey } from '@/lib/access/verbs/revoke-key';
import { rotateKey } from '@/lib/access/verbs/rotate-key';
import { listAlarms } from '@/lib/attention/alarm-store';
import { look } from '@/lib/attention/verbs/look';
import { bodyOf, intakeOfContact, waitingIntakes } from '@/lib/contact/machine/intake-store';
import { recentTroubles, troubleWords } from '@/lib/contact/machine/trouble-store';
import { originalsOf } from '@/lib/contact/originals/original-store';
import { findContact, readContact } from '@/lib/contact/store';
import { lettersOf } from '@/lib/letter/store';
import { closeDatabase, spend, withActor, type Tx } from '@/lib/platform/db';
import { now } from '@/lib/platform/time';
import { EXAMPLES } from '@/app/api/v1/_parts/examples';
import { addAgencyChange } from '@/lib/restriction/agency-store';
import { askPage, cookieOf } from './asking-pages';
import { concern, keyAt, post } from './machine-scene';
import { knowNobody, makePlace, type Place } from './people';
import { savedAgain, submit } from './calling';
import { forge } from './rows';
import { asSuperuser } from './superuser';
import { asSystem } from './waiting';

let place: Place;
let school: string;
let police: string;
beforeAll(async () => {
  place = await makePlace();
  [school, police] = [await keyFor('school'), await keyFor('police')];
});
afterAll(closeDatabase);

const as = <T>(person: Person, work: (tx: Tx) => Promise<T>, at = now()) => withActor(person, work, { at });

const keyFor = async (agency: 'school' | 'police' | null, scope?: KeyScope) => keyAt(place, agency, scope);

const kept = async (reference: string) =>
  asSystem(place, now().toString(), async (tx) => {
    const head = await findContact(tx, reference);
    return head === null ? null : readContact(tx, head.id);
  });

const waiting = () => asSystem(place, now().toString(), waitingIntakes);

describe('a concern of another system', () => {
  test('is a contact like any other, of its agency and by that system: assessed, queued, owed, with its original', async () => {
    const report = concern();
    const answer = await post(school, JSON.stringify(report));
    expect(answer).toMatchObject({ status: 201, location: `/api/v1/contacts/${answer.said.reference}`, said: { state: 'received', words: 'We have it. A person has not read it yet.', ringNow: null } });
    const contact = await kept(answer.said.reference);
    expect(contact).toMatchObject({ channel: 'api', agencyId: place.agencies.school.id, agencyName: 'Harrow Lane Primary School', referrerName: 'Rosalie Mensah', sourceCode: '2A', people: [{ givenName: 'Maya' }] });
    const id = contact?.id ?? '';
    const facts = await asSystem(place, now().toString(), async (tx) => ({
      proposal: await tx.db.proposal.findFirstOrThrow({ where: { contactId: id } }),
      queue: await tx.db.queueRow.count({ where: { contactId: id } }),
      duties: (await tx.db.duty.findMany({ where: { contactId: id } })).map(({ code }) => code),
      intake: await intakeOfContact(tx, id),
      originals: await originalsOf(tx, id),
    }));
    expect([facts.proposal.level, facts.queue, facts.duties, facts.intake?.systemName, facts.intake?.agencyName]).toEqual([2, 1, ['ACKNOWLEDGE'], 'Harrow Lane records', 'Harrow Lane Primary School']);
    expect(facts.originals).toMatchObject([{ kind: 'sent', sizeBytes: Buffer.byteLength(JSON.stringify(report)) }]);
    await knowNobody(place, id);
    const page = await askPage('../../app/contacts/[reference]/page.tsx', place.people.worker, { reference: answer.said.reference });
    const html = page.kind === 'shown' ? await page.html() : page.kind;
    for (const words of ['Harrow Lane records', 'from another system', 'As another system sent it']) expect(html).toContain(words);
  });

  test('by somebody of the agency who has an account is theirs: the receipt is written to them, and they follow it', async () => {
    const { teacher } = place.people;
    const { said } = await post(school, JSON.stringify(concern({ reporter: { name: 'Bryony', email: teacher.email.toUpperCase(), continuingRole: 'yes', aboutColleague: 'no' } })));
    const contact = await as(teacher, (tx) => findContact(tx, said.reference));
    expect(contact).toMatchObject({ referrerId: teacher.actorId });
    expect((await as(teacher, (tx) => lettersOf(tx, contact?.id ?? ''))).map(({ kind }) => kind)).toEqual(['receipt']);
    // An address of another agency's account is a word like any other.
    const other = await post(police, JSON.stringify(concern({ reporter: { email: teacher.email } })));
    expect(await kept(other.said.reference)).toMatchObject({ referrerId: null, agencyId: place.agencies.police.id });
  });

  test('that cannot wait says whom to ring', async () => {
    expect((await post(school, JSON.stringify(concern({ firstQuestions: { cannotWait: 'yes' } })))).said['ringNow']).toMatch(/^01632 96000[12]$/);
    // I099 is level 4 in the guide of Norfolk.
    expect((await post(school, JSON.stringify(concern({ children: [{ givenName: 'Ada', familyName: 'Four', indicators: { I099: 'present' } }] })))).said['ringNow']).toMatch(/^01632/);
  });

  test('sent 20 times at once under one key is one contact and one reference', async () => {
    const [body, key] = [JSON.stringify(concern()), crypto.randomUUID()];
    const answers = await Promise.all(Array.from({ length: 20 }, async () => post(school, body, key)));
    expect(answers.map(({ status }) => status).sort()).toEqual([...Array.from({ length: 19 }, () => 200), 201]);
    expect(new Set(answers.map(({ said }) => said.reference)).size).toBe(1);
    // White space and order are no content.
    const again = await post(school, JSON.stringify(Object.fromEntries(Object.entries(JSON.parse(body) as object).reverse()), null, 4), key);
    expect([again.status, again.said.reference]).toEqual([200, answers[0]?.said.reference]);
    // The same word of another system is another's.
    expect((await post(police, body, key)).status).toBe(201);
  });

  test('with something else under the same key is 409, and both are kept', async () => {
    const key = crypto.randomUUID();
    const first = await post(school, JSON.stringify(concern()), key);
    const second = JSON.stringify(concern({ incident: { what: 'Something else entirely.' } }));
    const answers = await Promise.all(Array.from({ length: 5 }, async () => post(school, second, key)));
    expect(new Set(answers.map(({ status, type }) => `${status} ${type}`))).toEqual(new Set(['409 application/problem+json']));
    expect(new Set(answers.map(({ said }) => `${said.reference} ${String(said['keptAs'])}`)).size).toBe(1);
    expect(answers[0]?.said.reference).toBe(first.said.reference);
    expect((await waiting()).filter(({ reference }) => reference === answers[0]?.said['keptAs'])).toMatchObject([{ otherContent: true }]);
    expect((await kept(first.said.reference))?.report.incident.what).toBe('Came in without a coat again and had not eaten.');
  });

  test('of a protected source keeps neither agency nor system anywhere in the clear, also where the source is protected later', async () => {
    const key = crypto.randomUUID();
    const body = JSON.stringify(concern({ reporter: { name: 'Zebedee Unmasked', protectMe: 'yes' } }));
    const { said, status } = await post(school, body, key);
    expect(status).toBe(201);
    const contact = await kept(said.reference);
    expect(contact).toMatchObject({ sealed: true, agencyId: null, channel: 'protected', referrerName: 'Protected source' });
    expect(await asSystem(place, now().toString(), (tx) => tx.db.machineIntake.count({ where: { OR: [{ contactId: contact?.id ?? '' }, { reference: said.reference }] } }))).toBe(0);
    expect(await as(place.people.worker, (tx) => originalsOf(tx, contact?.id ?? ''))).toEqual([]);
    expect((await post(school, body, key)).said.reference).toBe(said.reference);
    // Something more under the same key, whether it asks for it or not, is a contact of its own and as protected.
    for (const protectMe of ['yes', null] as const) {
      const more = JSON.stringify(concern({ reporter: { name: 'Zebedee Unmasked', protectMe }, incident: { what: 'It happened again.' } }));
      const answers = [await post(school, more, key), await post(school, more, key)];
      expect(answers.map(({ status, said: { reference } }) => [status, reference])).toEqual([[409, said.reference], [409, said.reference]]);
      const keptAs = String(answers[0]?.said['keptAs']);
      expect(answers[1]?.said['keptAs']).toBe(keptAs);
      expect(await kept(keptAs)).toMatchObject({ sealed: true, agencyId: null });
      expect((await waiting()).map(({ reference }) => reference)).not.toContain(keptAs);
    }
    const later = await post(school, JSON.stringify(concern()));
    const other = await kept(later.said.reference);
    await asSuperuser(async (client) => client.query("begin; select set_config('app.authority_id', $$" + place.id + '$$, true); ' + `update contact set sealed = true where id = '${other?.id ?? ''}'; commit`));
    expect(await asSystem(place, now().toString(), (tx) => tx.db.machineIntake.count({ where: { reference: later.said.reference } }))).toBe(0);
  });
});

describe('what cannot be read', () => {
  test.each<[string, string | Uint8Array, string[]]>([
    ['no JSON', '{"children": [', ['']],
    ['nothing', '', ['']],
    ['no text', new Uint8Array([0x7b, 0xff, 0xfe, 0x7d]), ['']],
    ['a member that is not known', '{"childern":[],"incident":{"what":"x","who/what":"y"}}', ['/childern', '/incident/who~1what']],
    ['values of another kind', '{"children":[{"dateOfBirth":"4 March","indicators":{"I018":"yes"}}],"schemaVersion":2}', ['/children/0/dateOfBirth', '/children/0/indicators/I018', '/schemaVersion']],
    ['a name twice', '{"tried":"first","tried":"second"}', ['']],
    ['a NUL', '{"tried":"a\\u0000b"}', ['/tried']],
    ['half of a character', '{"tried":"a\\ud800b"}', ['/tried']],
    ['a list of children', JSON.stringify({ children: Array.from({ length: 41 }, () => ({})) }), ['/children']],
    ['operators where words are asked', '{"reporter":{"name":{"not":""}}}', ['/reporter/name']],
    ['deep nesting', `${'['.repeat(200_000)}${']'.repeat(200_000)}`, ['']],
  ])('%s is taken, sealed, and waits for a person', async (_, body, pointers) => {
    const answer = await post(school, body);
    expect([answer.status, answer.type]).toEqual([202, 'application/problem+json']);
    expect((answer.said['errors'] as { pointer: string }[]).map(({ pointer }) => pointer).sort()).toEqual(pointers);
    expect(answer.said).toMatchObject({ state: 'needs_typing', status: 202, ringNow: expect.stringMatching(/^01632/) as string });
    expect((await waiting()).some(({ reference }) => reference === answer.said.reference)).toBe(true);
  });

  test('is one however often it is sent; without a key each is one of its own', async () => {
    const key = crypto.randomUUID();
    const answers = await Promise.all(Array.from({ length: 10 }, async () => post(school, '{"x":', key)));
    expect(new Set(answers.map(({ status, said }) => `${status} ${said.reference}`)).size).toBe(1);
    // A good one under the same key is not the same, and is kept beside it.
    expect((await post(school, JSON.stringify(concern()), key)).status).toBe(409);
    expect((await post(school, '{"x":', null)).said.reference).not.toBe((await post(school, '{"x":', null)).said.reference);
  });

  test('stands in no column in the clear', async () => {
    await post(school, '{"children":[{"givenName":"Quintessa-Plum"');
    const found = await asSuperuser(async (client) => {
      const { rows } = await client.query<{ name: string }>("select relname as name from pg_class where relkind = 'r' and relnamespace = 'public'::regnamespace");
      const hits: string[] = [];
      for (const { name } of rows) if ((await client.query(`select 1 from ${name} t where t::text like '%Quintessa%' limit 1`)).rowCount) hits.push(name);
      return hits;
    });
    expect(found).toEqual([]);
  });

  test('larger than two megabytes: its beginning is kept and typed in, with the note that it was cut; the same again is the same', async () => {
    const body = JSON.stringify({ incident: { what: 'He has a burn on his hand.' }, tried: 'x'.repeat(3 * 1024 * 1024) });
    const key = crypto.randomUUID();
    const answer = await post(school, body, key);
    expect([answer.status, answer.said['errors']]).toEqual([202, [{ pointer: '', detail: expect.stringContaining('its beginning is kept') as unknown }]]);
    expect((await post(school, body, key)).said.reference).toBe(answer.said.reference);
    // What differs beyond the part that is kept is another body all the same.
    expect((await post(school, `${body} `, key)).status).toBe(409);
    const intake = (await waiting()).find(({ reference }) => reference === answer.said.reference);
    expect(intake?.sizeBytes).toBe(Buffer.byteLength(body));
    const kept = await asSystem(place, now().toString(), (tx) => bodyOf(tx, intake?.id ?? ''));
    expect(Buffer.from(kept ?? []).toString()).toBe(body.slice(0, 2 * 1024 * 1024));
    const list = await askPage('../../app/needs-typing/page.tsx', place.people.worker, {});
    expect(list.kind === 'shown' ? await list.html() : '').toContain('its first 2 megabytes are kept');
    await asSystem(place, now().add({ minutes: 16 }).toString(), look);
    expect((await asSystem(place, now().add({ minutes: 16 }).toString(), (tx) => listAlarms(tx, 'open', 200))).some(({ kind, occasion }) => kind === 'needs_typing' && occasion.startsWith(intake?.id ?? '-'))).toBe(true);
  });

  test('larger than eight megabytes is 413, says what to do, and an alarm names the agency whose concern did not fit', async () => {
    const answer = await post(school, JSON.stringify({ tried: 'x'.repeat(8 * 1024 * 1024) }));
    expect([answer.status, answer.type, answer.said['detail']]).toEqual([413, 'application/problem+json', expect.stringContaining('a concern did not fit')]);
    await asSystem(place, now().toString(), look);
    const alarms = (await asSystem(place, now().toString(), (tx) => listAlarms(tx, 'open', 200))).filter(({ kind }) => kind === 'machine_trouble');
    expect(alarms.length).toBeGreaterThan(0);
    const words = await asSystem(place, now().toString(), async (tx) => [...(await troubleWords(tx, (await recentTroubles(tx)).map(({ occasion }) => occasion))).values()]);
    expect(words).toContainEqual(expect.stringMatching(/^Harrow Lane records of .+ sent a concern that did not fit, and it was not taken: ring them/));
  });

  test('is typed in beside what was sent, keeps its reference and its time, and is its original; until then it is an alarm', async () => {
    const { worker, otherWorker } = place.people;
    const { POST } = await import('@/app/needs-typing/take/route');
    const take = async (person: Person, id: string) => (await POST(new NextRequest('http://localhost:3000/needs-typing/take', { method: 'POST', body: new URLSearchParams({ intake: id }), headers: { origin: 'http://localhost:3000', 'content-type': 'application/x-www-form-urlencoded', cookie: `${SESSION_COOKIE}=${await cookieOf(person)}` } }), { params: Promise.resolve({}) })).headers.get('location') ?? '';
    const { said } = await post(school, '{"kind":"concern","text":"Otto Ferriby came in with a mark on his arm."}');
    const intake = (await waiting()).find(({ reference }) => reference === said.reference);
    if (intake === undefined) throw new Error('it waits');
    const came = intake.receivedAt;
    const alarms = async (at: Temporal.Instant) => {
      await asSystem(place, at.toString(), look);
      return (await asSystem(place, at.toString(), (tx) => listAlarms(tx, 'open', 200))).filter(({ occasion }) => occasion.startsWith(intake.id));
    };
    // By day within the time in which immediate danger is seen (15 minutes); by night at once.
    expect(await alarms(came.add({ minutes: 16 }))).toMatchObject([{ kind: 'needs_typing', contactId: null }]);
    const list = await askPage('../../app/needs-typing/page.tsx', worker, {});
    const html = list.kind === 'shown' ? await list.html() : list.kind;
    expect(html).toContain(said.reference);
    expect(html).not.toContain('Ferriby');
    const draftId = (await take(worker, intake.id)).split('/').at(-1) ?? '';
    expect(await take(otherWorker, intake.id)).toBe('/needs-typing?problem=taken');
    expect(await take(worker, intake.id)).toBe(`/calls/${draftId}`);
    // Nothing is typed yet, and the alarm that is over does not say that it is done.
    expect(await alarms(came.add({ minutes: 17 }))).toEqual([]);
    const over = await askPage('../../app/alarms/page.tsx', worker, {});
    expect(over.kind === 'shown' ? await over.html() : over.kind).toMatch(/Another system sent something that cannot be read[\s\S]*Somebody has taken it, or it is done with/);
    const open = await askPage('../../app/calls/[draft]/page.tsx', worker, { draft: draftId });
    const page = open.kind === 'shown' ? await open.html() : open.kind;
    for (const words of ['As it was sent', 'Otto Ferriby', '/kind', 'Harrow Lane records']) expect(page).toContain(words);
    expect(await askPage('../../app/calls/[draft]/page.tsx', otherWorker, { draft: draftId })).toEqual({ kind: 'missing' });
    const later = now().add({ minutes: 5 }).toString();
    const call = await savedAgain(worker, { id: draftId, key: '', version: 1 }, { 'call.channel': 'api', 'call.from': `agency:${place.agencies.school.id}`, 'call.callerName': 'Rosalie Mensah', 'you.aboutColleague': 'no', children: '1', 'child.1.givenName': 'Otto', 'child.1.familyName': 'Ferriby', 'happened.what': 'Came in with a mark on his arm.' }, later);
    expect(await submit(worker, call, later)).toMatchObject({ ok: true, value: { reference: said.reference, created: true } });
    const contact = await kept(said.reference);
    expect(contact).toMatchObject({ channel: 'api', agencyId: place.agencies.school.id, receivedAt: came });
    expect(await asSystem(place, later, (tx) => originalsOf(tx, contact?.id ?? ''))).toMatchObject([{ kind: 'sent', sizeBytes: 72 }]);
    expect((await waiting()).some(({ id }) => id === intake.id)).toBe(false);
    expect(await alarms(came.add({ minutes: 20 }))).toEqual([]);
    expect((await post(school, '{"kind":"concern","text":"Otto Ferriby came in with a mark on his arm."}', null)).status).toBe(202);
  });
});

describe('how far it is', () => {
  const ask = async (secret: string, reference: string) => {
    const { GET } = await import('@/app/api/v1/contacts/[reference]/route');
    const answer = await GET(new NextRequest(`http://localhost:3000/api/v1/contacts/${reference}`, { headers: { authorization: `Bearer ${secret}` } }), { params: Promise.resolve({ reference }) });
    return { status: answer.status, said: (await answer.json()) as Record<string, unknown> };
  };
  test('is told to the system of its agency as to its lead, and to nobody else; what is kept from the agency is not there', async () => {
    const { said } = await post(school, JSON.stringify(concern()));
    expect(await ask(school, said.reference.toLowerCase())).toEqual({
      status: 200,
      said: { reference: said.reference, state: 'received', words: 'We have it. A person has not read it yet.', receivedAt: expect.any(String) as string, decideBy: expect.any(String) as string, steps: [{ title: 'You told us', at: expect.any(String) as string }, { title: 'A person reads it', at: null }, { title: 'A social worker decides', at: null }, { title: 'We write to you', at: null }] },
    });
    const nothing = await ask(school, 'ZZZ-2222-2222');
    expect([nothing.status, nothing.said['problem']]).toEqual([404, 'not_here']);
    expect(await ask(police, said.reference)).toEqual(nothing);
    // Past the agency, about a colleague, of a protected source (domain 7.3, 7.14): also for whoever filed it.
    for (const reporter of [{ leadKnows: 'past_lead' }, { aboutColleague: 'yes' }, { aboutColleague: 'not_known' }, { protectMe: 'yes' }] as const) {
      const hidden = await post(school, JSON.stringify(concern({ reporter })));
      expect(hidden.status).toBe(201);
      expect(await ask(school, hidden.said.reference), JSON.stringify(reporter)).toEqual(nothing);
    }
    // Hidden by staff afterwards, and of a restricted child.
    const [later, closed] = [await kept((await post(school, JSON.stringify(concern()))).said.reference), await kept((await post(school, JSON.stringify(concern()))).said.reference)];
    await asSystem(place, now().toString(), (tx) => addAgencyChange(tx, later?.id ?? '', place.people.manager.actorId, true, 'A colleague may be concerned.'));
    await asSuperuser(async (client) => {
      await client.query("set session_replication_role = 'replica'");
      await forge(client, 'contact_restriction', { authority_id: place.id, contact_id: closed?.id, kind: 'restricted_child', restricted_child_id: crypto.randomUUID() });
    });
    expect([await ask(school, later?.reference ?? ''), await ask(school, closed?.reference ?? '')]).toEqual([nothing, nothing]);
  });
  test('of what waits to be typed in is that', async () => {
    const { said } = await post(school, '{');
    expect(await ask(school, said.reference)).toMatchObject({ status: 200, said: { state: 'needs_typing', decideBy: null } });
    expect((await ask(police, said.reference)).status).toBe(404);
  });
});

test('every example of the page works as it stands, and the description is made of the schemas that read what comes', async () => {
  const { openapi } = await import('@/app/api/v1/_parts/openapi');
  const said = JSON.stringify(openapi('http://localhost:3000'));
  for (const words of ['"additionalProperties":false', '"whoMustNotBeTold"', '"fgmKnown"', '"Breakfast club since September."']) expect(said.includes(words), words).toBe(true);
  expect(said.includes('"required":["schemaVersion"')).toBe(false);
  const { paths, components } = openapi('http://localhost:3000') as unknown as { paths: Record<string, { post: { parameters: { name: string }[]; responses: Record<string, unknown> } }>; components: { schemas: Record<'Report', { properties: Record<string, { maxItems?: number }> }> } };
  for (const path of ['/api/v1/contacts', '/api/v1/notifications']) expect([path, paths[path]?.post.parameters.map(({ name }) => name), Object.keys(paths[path]?.post.responses ?? {})]).toEqual([path, ['Idempotency-Key'], expect.arrayContaining(['202', '400', '401', '403', '409', '413', '500', '503'])]);
  expect(['children', 'household', 'agencies'].map((name) => components.schemas.Report.properties[name]?.maxItems)).toEqual([40, 80, 80]);
  let reference = '';
  const keys = { contacts: school, notifications: await keyFor('police', 'notifications') };
  for (const example of EXAMPLES) {
    const path = example.path.replace('{reference}', reference).replace('{area}', place.id);
    const [, , , , last = ''] = path.split('/');
    const routes: Record<string, () => Promise<unknown>> = { contacts: () => (example.method === 'POST' ? import('@/app/api/v1/contacts/route') : import('@/app/api/v1/contacts/[reference]/route')), notifications: () => import('@/app/api/v1/notifications/route'), guides: () => import('@/app/api/v1/guides/[area]/route') };
    const handler = (await routes[path.split('/')[3] ?? '']?.()) as Record<string, (request: NextRequest, context: { params: Promise<Record<string, string>> }) => Promise<Response>> | undefined;
    const handle = handler?.[example.method];
    if (handle === undefined) throw new Error(`no route for ${example.id}`);
    const answer = await handle(new NextRequest(`http://localhost:3000${path}`, { method: example.method, ...(example.body === undefined ? {} : { body: JSON.stringify(example.body) }), headers: { ...(example.scope === null ? {} : { authorization: `Bearer ${keys[example.scope]}` }), ...(example.key === undefined ? {} : { 'idempotency-key': example.key }) } }), { params: Promise.resolve({ reference: last, area: last }) });
    const body = (await answer.json()) as Record<string, unknown>;
    expect([answer.status, body], example.id).toEqual([example.status, expect.objectContaining(example.answer)]);
    if (example.id === 'file') reference = String(body['reference']);
    if (example.id === 'guide') expect(body).toMatchObject({ area: 'norfolk' });
  }
  const page = await askPage('../../app/help/api/page.tsx', null, {});
  const html = page.kind === 'shown' ? await page.html() : page.kind;
  for (const { title } of EXAMPLES) expect(html).toContain(title);
  for (const code of ['try_again', 'cut_off', 'ours']) expect(html).toContain(`id="${code}"`);
});

describe('asked too often', () => {
  test('a question waits, and a concern is taken all the same and somebody is told; so of what is too large to take', async () => {
    const [busy, reader] = [await keyFor('school'), await keyFor('school')];
    const keys = await as(place.people.administrator, readKeys);
    const [readerId, busyId] = [keys[0]?.id ?? '', keys[1]?.id ?? ''];
    const { GET } = await import('@/app/api/v1/contacts/[reference]/route');
    const ask = async (secret: string) => GET(new NextRequest('http://localhost:3000/api/v1/contacts/ZZZ-2222-2222', { headers: { authorization: `Bearer ${secret}` } }), { params: Promise.resolve({ reference: 'ZZZ-2222-2222' }) });
    const spent = async (id: string) => {
      for (let time = 0; time < MACHINE_LIMITS.key.times; time += 1) await spend(MACHINE_LIMITS.key, `${place.id}:${id}`);
    };
    expect((await ask(reader)).status).toBe(404);
    await spent(readerId);
    const waits = await ask(reader);
    expect([waits.status, ((await waits.json()) as { problem: string }).problem]).toEqual([429, 'too_often']);
    const seconds = Number(waits.headers.get('retry-after'));
    expect(seconds).toBeGreaterThan(0);
    expect(seconds).toBeLessThanOrEqual(60);
    // Another key is not the one that asked.
    expect((await ask(busy)).status).toBe(404);
    await spent(busyId);
    expect((await post(busy, JSON.stringify(concern()))).status).toBe(201);
    expect((await post(busy, '{')).status).toBe(202);
    expect((await post(busy, 'x'.repeat(8 * 1024 * 1024 + 1))).status).toBe(413);
    await asSystem(place, now().toString(), look);
    const open = await askPage('../../app/alarms/page.tsx', place.people.manager, {});
    const html = open.kind === 'shown' ? await open.html() : open.kind;
    for (const words of [`Harrow Lane records of ${place.agencies.school.name} sent more than it may; all of it was taken, 3 times`, `Harrow Lane records of ${place.agencies.school.name} sent a concern that did not fit, and it was not taken: ring them`]) expect(html).toContain(words);
    const alarms = async (at: Temporal.Instant) => {
      await asSystem(place, at.toString(), look);
      return (await asSystem(place, at.toString(), (tx) => listAlarms(tx, 'open', 500))).filter(({ kind }) => kind === 'machine_trouble').length;
    };
    // Of two systems a concern did not fit, of one of them here: that stays until somebody has rung. What was taken is over after an hour.
    const [within, over] = [await alarms(now().add({ minutes: 50 })), await alarms(now().add({ minutes: 62 }))];
    expect([within - over, over]).toEqual([1, 2]);
    const kept = await asSuperuser(async (client) => (await client.query<{ key: string }>('select key from rate_limit')).rows.map(({ key }) => key).join(' '));
    expect(kept).not.toContain(busyId);
  });
});

describe('a key', () => {
  test('opens its own door, for its own agency, until it is revoked', async () => {
    const { administrator } = place.people;
    const line = await keyFor(null, 'call_events');
    expect(await post(line, '{}')).toMatchObject({ status: 403, type: 'application/problem+json', said: { problem: 'wrong_scope' } });
    const { POST } = await import('@/app/api/call-events/route');
    const events = async (secret: string) => (await POST(new NextRequest('http://localhost:3000/api/call-events', { method: 'POST', body: '{}', headers: { authorization: `Bearer ${secret}`, 'content-type': 'application/json' } }))).status;
    expect([await events(school), await events(line)]).toEqual([403, 400]);
    expect((await post(`${school.slice(0, -1)}~`, '{}')).status).toBe(401);
    const gone = await keyFor('school');
    const [key] = await as(administrator, readKeys);
    expect(key).toMatchObject({ scope: 'contacts', agencyName: 'Harrow Lane Primary School' });
    await as(administrator, (tx) => revokeKey(tx, key?.id ?? ''));
    const before = (await waiting()).length;
    expect((await post(gone, '{}')).status).toBe(401);
    expect((await waiting()).length).toBe(before);
    expect(await as(administrator, (tx) => makeKey(tx, { name: 'x', scope: 'contacts', agency: crypto.randomUUID() }))).toEqual({ ok: false, problem: 'no_agency' });
  });

  test('that is wrong is written down once for its network in an hour, and however often it comes, a right one from there is taken', async () => {
    const written = async () => asSystem(place, now().toString(), (tx) => tx.db.ledgerEntry.count({ where: { authorityId: place.id, action: 'refused', objectKind: 'api_key', objectId: 'unknown' } }));
    const before = await written();
    const wrong = async (from: string, area = place.id) => (await post(newKey(area), '{}', null, from)).status;
    const tries = Array.from({ length: 40 }, (_, index) => `203.0.113.${index}`);
    expect(new Set(await Promise.all(tries.map((from) => wrong(from))))).toEqual(new Set([401]));
    expect(await written()).toBe(before + 1);
    expect([await wrong('203.0.113.77'), await wrong('203.0.113.77', 'nowhere')]).toEqual([401, 401]);
    expect(await written()).toBe(before + 1);
    const fresh = await keyFor('school');
    expect((await post(fresh, JSON.stringify(concern()), undefined, '203.0.113.77')).status).toBe(201);
    expect(await wrong('198.51.100.20')).toBe(401);
    expect(await written()).toBe(before + 2);
  });

  test('a page that shows a secret and is loaded again makes no other one: what was copied from it goes on opening', async () => {
    const { administrator } = place.people;
    const cookie = `${SESSION_COOKIE}=${await cookieOf(administrator)}`;
    const sends = async (to: 'make' | 'rotate', fields: Record<string, string>) => {
      const { POST } = to === 'make' ? await import('@/app/admin/keys/make/route') : await import('@/app/admin/keys/rotate/route');
      return POST(new NextRequest(`http://localhost:3000/admin/keys/${to}`, { method: 'POST', body: new URLSearchParams(fields), headers: { origin: 'http://localhost:3000', 'content-type': 'application/x-www-form-urlencoded', cookie } }), { params: Promise.resolve({}) });
    };
    const html = async () => {
      const page = await askPage('../../app/admin/keys/page.tsx', administrator, {});
      return page.kind === 'shown' ? page.html() : '';
    };
    const secretIn = async (answer: Response) => /dsk\.[\w-]+\.[\w-]{43}/.exec(await answer.text())?.[0] ?? '';
    const named = async () => (await as(administrator, readKeys)).filter(({ name }) => name === 'Loaded again');
    const form = { once: /name="once" value="([^"]+)"/.exec(await html())?.[1] ?? '', name: 'Loaded again', scope: 'contacts', agency: place.agencies.school.id };
    const first = await secretIn(await sends('make', form));
    expect((await sends('make', form)).headers.get('location')).toBe('/admin/keys?problem=made_already');
    expect(await named()).toHaveLength(1);
    expect((await post(first, JSON.stringify(concern()))).status).toBe(201);

    const key = (await named())[0];
    const exchange = { key: key?.id ?? '', seen: key?.secretSince ?? '', overlap: '0' };
    expect(await html()).toContain(`name="seen" value="${exchange.seen}"`);
    const second = await secretIn(await sends('rotate', exchange));
    expect((await sends('rotate', exchange)).headers.get('location')).toBe('/admin/keys?problem=gone');
    expect([(await post(first, JSON.stringify(concern()))).status, (await post(second, JSON.stringify(concern()))).status]).toEqual([401, 201]);
  });

  test('exchanged, opens by both secrets until the time is over, by the new one after it, and by neither once revoked', async () => {
    const { administrator } = place.people;
    const old = await keyFor('school');
    const [key] = await as(administrator, readKeys);
    const id = key?.id ?? '';
    const exchanged = await as(administrator, (tx) => rotateKey(tx, { key: id, overlap: 24 }));
    const fresh = exchanged.ok ? exchanged.value : '';
    expect([(await post(old, JSON.stringify(concern()))).status, (await post(fresh, JSON.stringify(concern()))).status]).toEqual([201, 201]);
    // The same key of the sender is the same under either secret.
    const [body, word] = [JSON.stringify(concern()), crypto.randomUUID()];
    expect([(await post(old, body, word)).status, (await post(fresh, body, word)).status]).toEqual([201, 200]);
    await as(administrator, (tx) => rotateKey(tx, { key: id, overlap: 24 }), now().subtract({ hours: 25 }));
    expect([(await post(old, '{}')).status, (await post(fresh, '{}')).status]).toEqual([401, 401]);
    const last = await as(administrator, (tx) => rotateKey(tx, { key: id, overlap: 720 }));
    await as(administrator, (tx) => revokeKey(tx, id));
    expect((await post(last.ok ? last.value : '', '{}')).status).toBe(401);
    expect(await as(administrator, (tx) => rotateKey(tx, { key: id, overlap: 0 }))).toEqual({ ok: false, problem: 'gone' });
    const entries = await asSystem(place, now().toString(), (tx) => tx.db.ledgerEntry.findMany({ where: { objectId: id }, select: { action: true } }));
    expect(new Set(entries.map(({ action }) => action))).toEqual(new Set(['api_key.made', 'api_key.rotated', 'api_key.revoked', 'refused', 'machine.trouble']));
  });
});
