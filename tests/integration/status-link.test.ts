/**
 * The link by which a referrer sees how far their concern is (issue 5, section 1; safe practice 11, each sentence of it). Expected
 * values are worked out from that page by hand.
 */
import { NextRequest } from 'next/server';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { recordContact } from '@/lib/contact/record';
import { report as reportSchema, type ReportInput } from '@/lib/contact/schema';
import { findContact } from '@/lib/contact/store';
import { changeAgencyView } from '@/lib/contact/verbs/change-agency-view';
import { keepSecret } from '@/lib/contact/verbs/keep-secret';
import { readContact as openContact } from '@/lib/contact/verbs/read-contact';
import { sealSource } from '@/lib/contact/verbs/seal-source';
import { dutyDue } from '@/lib/duty/model';
import { openDuty } from '@/lib/duty/store';
import { LINK_HERE, linkToken, OPENED_COOKIE } from '@/lib/letter/follow-up/link';
import { statusLinkOf } from '@/lib/letter/follow-up/link-store';
import { openCallerLink } from '@/lib/letter/follow-up/verbs/open-caller-link';
import { readCallerMessage } from '@/lib/letter/follow-up/verbs/read-caller-message';
import { statusCode } from '@/lib/letter/status/status-code';
import { endStatusLink } from '@/lib/letter/status/verbs/end-status-link';
import { sendStatusLink } from '@/lib/letter/status/verbs/send-status-link';
import { tellByLink } from '@/lib/letter/status/verbs/tell-by-link';
import { deliverMessage } from '@/lib/letter/verbs/deliver-message';
import { writeReceipt } from '@/lib/letter/verbs/write-receipt';
import { config } from '@/lib/platform/config';
import { callerAt, CALLER_ID, closeDatabase, withActor, type Tx } from '@/lib/platform/db';
import { newId } from '@/lib/platform/ids';
import { dateOf, now } from '@/lib/platform/time';
import type { Person } from '@/lib/access/model';
import { askPage } from './asking-pages';
import { decideFor, recordFrom } from './letter-scene';
import { knowNobody, makePlace, type Place } from './people';
import { asSystem } from './waiting';
import { readsAndWithdraws } from './withdrawing';

let place: Place;
beforeAll(async () => {
  place = await makePlace();
});
afterAll(closeDatabase);

// Links open by the wall clock: these concerns are of now.
const minutesAgo = (minutes: number) => now().subtract({ minutes }).toString();
const as = <T>(person: Person, work: (tx: Tx) => Promise<T>) => withActor(person, work, { at: now() });
const system = <T>(work: (tx: Tx) => Promise<T>) => asSystem(place, minutesAgo(0), work);
const NARRATIVE = 'Came in without a coat again and had not eaten.';
const HOME = '14 Osier Lane';

let families = 0;
const plain = (more: ReportInput = {}): ReportInput => {
  families += 1;
  return {
    reporter: { continuingRole: 'yes', aboutColleague: 'no', leadKnows: 'told' },
    children: [{ givenName: 'Maya', familyName: `Osier ${families}`, dateOfBirth: '2018-03-04', address: HOME, indicators: { I018: 'present' } }],
    incident: { what: NARRATIVE },
    ...more,
  };
};

interface Linked {
  contactId: string;
  reference: string;
  letterId: string | null;
  linkId: string | null;
}

/** Written in the name of whoever told us, as the routes do. */
async function told(from: Person, given = plain(), immediate = false): Promise<Linked> {
  const made = await recordFrom(place, from, minutesAgo(10), given, immediate);
  const letterId = await withActor(from, (tx) => writeReceipt(tx, made.contactId));
  return { ...made, letterId, linkId: (await system((tx) => statusLinkOf(tx, made.contactId)))?.id ?? null };
}

/** From another system of the school, by somebody without an account. */
async function sent(given = plain(), kind = 'school', email = 'rosalie@school.example'): Promise<Linked> {
  const { school } = place.agencies;
  const done = await system((tx) =>
    recordContact(tx, { report: reportSchema.parse(given), agency: { id: kind === 'school' ? school.id : null, name: 'Harrow Lane', kind }, referrer: { id: null, name: 'Rosalie Mensah', role: 'Lead', phone: '01632 960771', email }, channel: 'api', receivedAt: now().subtract({ minutes: 10 }), key: newId(), immediate: false }, { prefix: place.prefix, settings: { guideArea: 'norfolk' } }),
  );
  if (!done.ok) throw new Error(done.problem);
  const letterId = await system((tx) => writeReceipt(tx, done.value.contactId));
  return { contactId: done.value.contactId, reference: done.value.reference, letterId, linkId: (await system((tx) => statusLinkOf(tx, done.value.contactId)))?.id ?? null };
}

const tokenOf = ({ linkId }: Linked) => linkToken(linkId ?? '');
const codeOf = ({ linkId }: Linked) => statusCode(linkId ?? '');
const headOf = async ({ reference }: Linked) => {
  const head = await system((tx) => findContact(tx, reference));
  if (head === null) throw new Error('the contact is there');
  return head;
};
const opened = async (of: Linked, typed: { code: string; birth?: string } = { code: codeOf(of) }) => {
  const done = await openCallerLink(tokenOf(of), typed);
  return done.ok ? (/=([^;]+);/.exec(done.value.cookie)?.[1] ?? '') : '';
};
const read = async (of: Linked, pass?: string) => (await readCallerMessage(tokenOf(of), pass)).state;
const pageOf = async (of: Linked, pass?: string) => {
  const page = await askPage('../../app/message/[token]/page.tsx', null, { token: tokenOf(of) }, {}, pass === undefined ? {} : { [OPENED_COOKIE]: pass });
  return page.kind === 'shown' ? page.html() : page.kind;
};
const cardOf = async (of: Linked) => {
  const page = await askPage('../../app/contacts/[reference]/page.tsx', place.people.worker, { reference: of.reference });
  return page.kind === 'shown' ? ((await page.html()).split('id="status-link"')[1] ?? '').split('</section>')[0] ?? '' : page.kind;
};
const ledger = (action: string, linkId: string | null) => system((tx) => tx.db.ledgerEntry.findMany({ where: { authorityId: place.id, action, objectId: linkId ?? '' }, select: { actorId: true, detail: true } }));

test('leaves with the receipt, by account and without: the reference, that there is a message, and the link; code and secret stand in no row', async () => {
  for (const one of [await told(place.people.teacher), await sent()]) {
    const message = await system((tx) => tx.db.message.findFirstOrThrow({ where: { letterId: one.letterId } }));
    expect(message.body).toContain(LINK_HERE);
    const handed: { to: string; subject: string; body: string }[] = [];
    await deliverMessage({ authorityId: place.id, messageId: message.id }, async (mail) => {
      handed.push(mail);
      return { provider: 'fake', providerId: newId() };
    });
    expect(handed[0]?.subject).toBe(`There is a message for you: ${one.reference}`);
    expect(handed[0]?.body).toContain(`/message/${tokenOf(one)}`);
    for (const never of ['Maya', 'Osier', 'Rosalie', 'Bryony', 'coat', '2018', codeOf(one)]) expect(JSON.stringify({ ...handed[0], to: '' }), never).not.toContain(never);
    const rows = await system(async (tx) => JSON.stringify([await tx.db.message.findMany({ where: { authorityId: place.id } }), await tx.db.letter.findMany({ where: { authorityId: place.id } }), await tx.db.callerLink.findMany({ where: { authorityId: place.id }, omit: { tokenHash: true } })]));
    for (const secret of [tokenOf(one), codeOf(one)]) expect(rows).not.toContain(secret);
  }
  // Who has an account finds the code on their own page, which is another channel; a colleague does not.
  const mine = await told(place.people.teacher);
  const shown = async (who: Person) => {
    const page = await askPage('../../app/my/contacts/[reference]/page.tsx', who, { reference: mine.reference });
    return page.kind === 'shown' ? page.html() : page.kind;
  };
  const spoken = `${codeOf(mine).slice(0, 3)} ${codeOf(mine).slice(3)}`;
  expect(await shown(place.people.teacher)).toContain(spoken);
  expect(await shown(place.people.lead)).not.toContain(spoken);
});

test('what its agency does not see opens by the code alone: everybody at work knows the date of birth, and may read the mailbox (domain 7.3)', async () => {
  const past = await told(place.people.teacher, { ...plain(), reporter: { continuingRole: 'yes', aboutColleague: 'no', leadKnows: 'past_lead' } });
  const since = await told(place.people.teacher);
  const head = await headOf(since);
  await withActor(place.people.manager, (tx) => changeAgencyView(tx, place.people.manager, head, { hidden: true, reason: 'The caretaker may be meant.' }));
  for (const one of [past, since]) {
    expect(await pageOf(one)).not.toContain('date of birth');
    expect(await opened(one, { code: '', birth: '2018-03-04' })).toBe('');
    expect(await opened(one)).not.toBe('');
  }
});

test('a mail scanner that opens it uses nothing up and learns nothing; the code opens it, and each visit is in the ledger', async () => {
  const one = await told(place.people.teacher);
  for (let scanner = 0; scanner < 7; scanner += 1) {
    const html = await pageOf(one);
    expect(html).toContain('enter the code');
    for (const never of ['Maya', 'Osier', 'Bryony', 'coat', 'Received', one.reference]) expect(html, never).not.toContain(never);
  }
  expect((await system((tx) => statusLinkOf(tx, one.contactId)))?.opened).toBeNull();
  const pass = await opened(one);
  const html = await pageOf(one, pass);
  expect(html).toContain('We have it. A person has not read it yet.');
  expect(html).toContain(one.reference);
  for (const never of ['Maya', 'Osier', 'Bryony', 'coat', HOME]) expect(html, never).not.toContain(never);
  expect(await ledger('caller_link.asked', one.linkId)).toHaveLength(7);
  expect(await ledger('caller_link.opened', one.linkId)).toEqual([{ actorId: CALLER_ID, detail: expect.objectContaining({ by: 'code' }) as unknown }]);
  expect(await ledger('caller_link.read', one.linkId)).toHaveLength(1);
  await knowNobody(place, one.contactId);
  const card = await cardOf(one);
  expect(card).toMatch(/First opened/);
  expect(card).toContain('by the code');
  // The pass of one link opens no other.
  expect(await read(await told(place.people.teacher), pass)).toBe('ask');
});

test('opens by a child’s date of birth for somebody at work, and not for the family; five wrong of either end it', async () => {
  const one = await sent();
  expect(await pageOf(one)).toContain('date of birth');
  expect(await opened(one, { code: '', birth: '2018-03-05' })).toBe('');
  expect(await opened(one, { code: '', birth: '2018-03-04' })).not.toBe('');
  expect((await ledger('caller_link.opened', one.linkId))[0]?.detail).toMatchObject({ by: 'birth' });
  await knowNobody(place, one.contactId);
  expect(await cardOf(one)).toContain('by a child’s date of birth');
  const unseen = await sent();
  await knowNobody(place, unseen.contactId);
  expect(await cardOf(unseen)).toContain('Nobody has opened it');
  const aunt = await sent(plain(), 'public', 'aunt@family.example');
  expect(await pageOf(aunt)).not.toContain('date of birth');
  expect(await opened(aunt, { code: '', birth: '2018-03-04' })).toBe('');
  const guessed = await sent();
  const wrong = codeOf(guessed) === '111111' ? '222222' : '111111';
  for (const typed of [{ code: wrong }, { code: '', birth: '2018-01-01' }, { code: wrong }, { code: '', birth: '2018-01-02' }, { code: wrong }]) expect((await openCallerLink(tokenOf(guessed), typed)).ok).toBe(false);
  expect(await openCallerLink(tokenOf(guessed), { code: codeOf(guessed) })).toEqual({ ok: false, problem: 'dead' });
  expect(await read(guessed)).toBe('dead');
});

test('shows received, being looked at, that we need more, finished; what was decided, why and by whom stands nowhere', async () => {
  const { worker, teacher } = place.people;
  const one = await told(teacher);
  const pass = await opened(one);
  const shows = async (what: string) => {
    const html = await pageOf(one, pass);
    expect(html).toContain(what);
    for (const never of [worker.name, 'Gareth', 'G.H.', 'ASSESSMENT', 'assessment', 'Level', 'canaries']) expect(html, never).not.toContain(never);
    // As initials: a reference or a link may have the two letters by chance.
    expect(html).not.toMatch(/(?<![\w-])GH(?![\w-])/);
    return html;
  };
  await shows('Received');
  await knowNobody(place, one.contactId);
  await as(worker, async (tx) => openContact(tx, worker, await headOf(one)));
  await shows('Being looked at');
  await asSystem(place, minutesAgo(0), (tx) => decideFor(tx, one.contactId, { by: worker.actorId, level: 2, route: 'EH_CAF' }));
  await shows('Being looked at');
  await system((tx) => tx.db.closure.create({ data: { authorityId: place.id, contactId: one.contactId, at: dateOf(now()), by: worker.actorId, how: 'told', level: 2, route: 'EH_CAF' } }));
  await shows('Finished');
});

test('a way to add, once for its key, and to challenge, which a manager answers; nothing without having opened it', async () => {
  const one = await told(place.people.teacher);
  const say = (pass: string | undefined, text: string, challenge = false, key = newId()) => tellByLink(tokenOf(one), pass, { key, text, challenge, immediate: false }, writeReceipt);
  expect(await say(undefined, 'He has moved.')).toEqual({ ok: false, problem: 'ask_code' });
  const pass = await opened(one);
  const key = newId();
  expect(await say(pass, 'He has moved.', false, key)).toMatchObject({ ok: true, value: { how: 'added' } });
  expect(await say(pass, 'He has moved.', false, key)).toMatchObject({ ok: true });
  expect(await say(pass, ' ', true)).toEqual({ ok: false, problem: 'nothing_said' });
  expect(await say(pass, 'Early help is not enough.', true)).toMatchObject({ ok: true });
  await system(async (tx) => {
    expect(await tx.db.addition.findMany({ where: { contactId: one.contactId }, orderBy: { at: 'asc' }, select: { text: true, by: true } })).toEqual([{ text: 'He has moved.', by: CALLER_ID }, { text: 'Early help is not enough.', by: CALLER_ID }]);
    expect(await tx.db.duty.findMany({ where: { contactId: one.contactId, code: 'ANSWER_CHALLENGE' }, select: { ownerRole: true } })).toEqual([{ ownerRole: 'manager' }]);
    expect((await tx.db.queueRow.findFirstOrThrow({ where: { contactId: one.contactId } })).readAt).toBeNull();
  });
  // The door itself: a half hour that ran out loses no word.
  const { POST } = await import('@/app/message/[token]/tell/route');
  const posted = await POST(new NextRequest(`http://localhost:3000/message/${tokenOf(one)}/tell`, { method: 'POST', body: new URLSearchParams({ key: newId(), text: 'Bruises again today.', act: 'add' }), headers: { 'content-type': 'application/x-www-form-urlencoded', origin: 'http://localhost:3000', host: 'localhost:3000' } }), { params: Promise.resolve({ token: tokenOf(one) }) });
  expect(posted.status).toBe(409);
  expect(await posted.text()).toContain('Bruises again today.');
});

/** What the door answers to words by a link that is open in this browser. */
const sends = async (one: Linked, pass: string, fields: Record<string, string>) => {
  const { POST } = await import('@/app/message/[token]/tell/route');
  const request = new NextRequest('http://localhost:3000/x', { method: 'POST', headers: { cookie: `${OPENED_COOKIE}=${pass}`, origin: config().publicOrigin }, body: new URLSearchParams({ key: newId(), act: 'add', ...fields }) });
  const answer = await POST(request, { params: Promise.resolve({ token: tokenOf(one) }) });
  return { status: answer.status, text: await answer.text(), to: answer.headers.get('location') };
};
// The place's own, by day and by night (domain 7.1).
const RING = /Ring 01632 96000[12] now.*999 first/;
const COLLEAGUE = /somebody you work with|Say nothing/;

test('a child is in danger now: it is kept, the number comes first, and nothing is said that is not so, though the link opens no more (domain 7.1, 7.20)', async () => {
  const one = await told(place.people.teacher);
  const pass = await opened(one);
  // Pressed twice, or loaded anew by the browser: what was kept is said to be kept.
  const words = { key: newId(), text: 'He has locked her in.', immediate: 'yes' };
  const [answer, twice] = [await sends(one, pass, words), await sends(one, pass, words)];
  for (const { status, text } of [answer, twice]) {
    expect(status).toBe(200);
    expect(text).toMatch(RING);
    expect(text).toContain('We have it. A person has not read it yet.');
    expect(text).not.toMatch(COLLEAGUE);
  }
  // Other words under the same key are not, nor those of a browser in which the link was not opened.
  for (const [by, more] of [[pass, { text: 'He has let her go.' }], ['', {}]] as const) expect((await sends(one, by, { ...words, ...more })).text).toContain('was not sent');
  expect(answer.text).not.toMatch(/police|strategy/i);
  expect(await read(one, pass)).toBe('dead');
  expect(await system((tx) => tx.db.addition.findMany({ where: { contactId: one.contactId }, select: { text: true, immediate: true } }))).toEqual([{ text: 'He has locked her in.', immediate: true }]);
  // Of a colleague: both are said.
  const other = await told(place.people.teacher);
  const both = await sends(other, await opened(other), { text: 'It was our caretaker.', immediate: 'yes', aboutColleague: 'yes' });
  expect(both.text).toMatch(RING);
  expect(both.text).toMatch(COLLEAGUE);
});

test('too long: it is said to be so, with the number and the words; sent again in two parts it is taken', async () => {
  const one = await told(place.people.teacher);
  const pass = await opened(one);
  // A report's own narrative is 20,000 characters (issue 2, section 3).
  const answer = await sends(one, pass, { text: `Her bruises: ${'a'.repeat(20_000)}`, immediate: 'yes' });
  expect(answer.status).toBe(409);
  for (const part of ['more than 20,000 characters', 'Her bruises:']) expect(answer.text).toContain(part);
  expect(answer.text).toMatch(RING);
  expect((await sends(one, pass, { text: 'Her bruises: one on each arm.' })).to).toContain('done=added');
});

test('to a contact that is finished nothing is added: it begins a new one that names it, with a receipt and a link of its own', async () => {
  const { worker } = place.people;
  for (const one of [await told(place.people.teacher), await sent()]) {
    await knowNobody(place, one.contactId);
    const head = await headOf(one);
    await as(worker, (tx) => readsAndWithdraws(tx, worker, head, 'Sent twice by mistake.'));
    const pass = await opened(one);
    const done = await tellByLink(tokenOf(one), pass, { key: newId(), text: 'It was no mistake.', challenge: true, immediate: false }, writeReceipt);
    expect(done).toMatchObject({ ok: true, value: { how: 'again' } });
    await system(async (tx) => {
      const fresh = await tx.db.contact.findFirstOrThrow({ where: { followsId: one.contactId } });
      const before = await tx.db.contact.findFirstOrThrow({ where: { id: one.contactId } });
      expect([fresh.referrerId, fresh.referrerEmail, fresh.agencyId]).toEqual([before.referrerId, before.referrerEmail, before.agencyId]);
      expect(await tx.db.duty.count({ where: { contactId: fresh.id, code: 'ANSWER_CHALLENGE' } })).toBe(1);
      expect(await statusLinkOf(tx, fresh.id)).not.toBeNull();
    });
  }
});

const now0 = () => dateOf(now());
test.each<[string, () => Promise<Linked>]>([
  ['a position of trust', () => told(place.people.teacher, plain({ reporter: { continuingRole: 'yes', aboutColleague: 'yes' } }))],
  ['the police lead with us', () => told(place.people.teacher, plain({ firstQuestions: { cannotWait: 'yes' }, belief: { level: 4 } }), true)],
  ['a protected source', () => told(place.people.teacher, plain({ reporter: { continuingRole: 'yes', aboutColleague: 'no', protectMe: 'yes' } }))],
  ['a protected address', () => told(place.people.teacher, plain({ children: [{ givenName: 'Maya', familyName: 'Osier', dateOfBirth: '2018-03-04', address: HOME, keepAddressSecret: true, indicators: { I018: 'present' } }] }))],
])('is not issued: %s; and no staff sends one', async (_, make) => {
  const one = await make();
  expect(one.linkId).toBeNull();
  const message = one.letterId === null ? null : await system((tx) => tx.db.message.findFirst({ where: { letterId: one.letterId } }));
  expect(message?.body ?? '').not.toContain(LINK_HERE);
  expect((await as(place.people.worker, (tx) => sendStatusLink(tx, one.contactId))).ok).toBe(false);
});

test.each<[string, (of: Linked) => Promise<unknown>]>([
  ['an allegation against somebody in a position of trust', (of) => system((tx) => openDuty(tx, { contactId: of.contactId, code: 'LADO', ...dutyDue('LADO', { receivedAt: now() }) }))],
  ['the police, with a strategy discussion', (of) => system((tx) => decideFor(tx, of.contactId, { by: place.people.worker.actorId, level: 4, route: 'STRATEGY' }))],
  ['a restriction', (of) => system((tx) => tx.db.contactRestriction.createMany({ data: [{ authorityId: place.id, id: newId(), contactId: of.contactId, kind: 'position_of_trust', at: now0(), by: place.people.manager.actorId, ground: 'position_of_trust' }] }))],
  ['a protected source', (of) => as(place.people.worker, async (tx) => sealSource(tx, await headOf(of), 'They are afraid.'))],
  ['a protected address', (of) => as(place.people.worker, async (tx) => keepSecret(tx, await headOf(of), { chosen: [{ place: 'children.0', detail: 'address' }], fresh: null, reason: 'She has moved there from a refuge.' }))],
])('goes dead when it becomes one later, in the browser where it is open too, which still takes what is of danger and shows nothing: %s', async (what, becomes) => {
  const one = await told(place.people.teacher);
  await knowNobody(place, one.contactId);
  const pass = await opened(one);
  expect(await read(one, pass)).toBe('status');
  await becomes(one);
  expect(await read(one, pass)).toBe('dead');
  expect(await opened(one)).toBe('');
  const DAD = 'It was dad, he collects at three.';
  expect((await sends(one, '', { text: DAD })).status).toBe(409);
  const answer = await sends(one, pass, { text: DAD });
  const kept = await system((tx) => tx.db.addition.findMany({ where: { contactId: one.contactId }, select: { text: true } }));
  // Who is protected is not named by what they write: they are told whom to ring, and have their words.
  if (what === 'a protected source') {
    expect([answer.status, kept]).toEqual([409, []]);
    expect(answer.text).toMatch(/Ring 01632 96000[12], and give the reference/);
    expect(answer.text).toContain(DAD);
    return;
  }
  expect([answer.status, kept]).toEqual([200, [{ text: DAD }]]);
  expect(answer.text).toContain('We have it. A person has not read it yet.');
  expect(answer.text).not.toMatch(/police|strategy|officer|somebody you work with|Osier/i);
});

test('staff end it for a reason and send another, with another code; a link runs out, and neither opens then', async () => {
  const { worker } = place.people;
  const one = await told(place.people.teacher);
  await knowNobody(place, one.contactId);
  const pass = await opened(one);
  expect(await as(worker, (tx) => endStatusLink(tx, one.contactId, ' '))).toEqual({ ok: false, problem: 'why_missing' });
  expect((await as(worker, (tx) => endStatusLink(tx, one.contactId, 'It went to a shared mailbox.'))).ok).toBe(true);
  expect(await read(one, pass)).toBe('dead');
  // What a person ended takes no words: it may be open to somebody else.
  expect(await sends(one, pass, { text: 'More.' })).toMatchObject({ status: 409, text: expect.stringMatching(/Ring 01632 96000[12], and give the reference/) as string });
  const card = await cardOf(one);
  expect(card).toContain('It went to a shared mailbox.');
  expect(card).toContain(worker.name);
  expect(await as(worker, (tx) => endStatusLink(tx, one.contactId, 'Again.'))).toEqual({ ok: false, problem: 'no_live_link' });
  expect((await as(worker, (tx) => sendStatusLink(tx, one.contactId))).ok).toBe(true);
  const second = { ...one, linkId: (await system((tx) => statusLinkOf(tx, one.contactId)))?.id ?? null };
  expect(second.linkId).not.toBe(one.linkId);
  expect(await opened(second, { code: codeOf(one) })).toBe('');
  expect(await read(second, await opened(second))).toBe('status');
  expect((await as(worker, (tx) => sendStatusLink(tx, one.contactId))).ok).toBe(true);
  expect(await read(second)).toBe('dead');
  const third = { ...one, linkId: (await system((tx) => statusLinkOf(tx, one.contactId)))?.id ?? null };
  expect(await system((tx) => tx.db.message.count({ where: { letter: { contactId: one.contactId } } }))).toBe(3);
  await system((tx) => tx.db.callerLink.updateMany({ where: { id: third.linkId ?? '' }, data: { expiresAt: dateOf(now().subtract({ minutes: 1 })) } }));
  expect(await read(third)).toBe('dead');
  // Of nobody: whoever reads by a link is no caseworker, and sees no row.
  expect(await withActor(callerAt(place.id), (tx) => tx.db.callerLink.count({ where: { authorityId: place.id } }))).toBe(0);
});
