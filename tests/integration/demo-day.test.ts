/** The demo day as the product's own verbs make it: what issue 2 section 6 promises of each area. */
import { execFile } from 'node:child_process';
import { Temporal } from 'temporal-polyfill';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { readWho } from '@/lib/contact/identity/candidate-store';
import { findContact, readContact } from '@/lib/contact/store';
import { checkNhsNumber, checkUpn } from '@/lib/people/model';
import { closeDatabase, systemOf, withActor } from '@/lib/platform/db';
import { migrate } from '@/lib/platform/db/migrate';
import { AREAS } from '@/scripts/seed/areas';
import { morningOf, receivedFor } from '@/scripts/seed/day';
import { yearBefore } from '@/scripts/seed/history';
import { SLOTS } from '@/scripts/seed/line-run';
import { peopleOf } from '@/scripts/seed/people';
import { demoState, seed } from '@/scripts/seed/seed';
import { asSuperuser, ownerUrl } from './superuser';

/** A Tuesday in summer time, half past ten in London. */
const AT = Temporal.Instant.from('2026-06-23T09:30:00Z');
const DATABASE = 'demo_day';
const AREA_IDS = AREAS.map(({ id }) => id).sort();

function areaOf(id: string): (typeof AREAS)[number] {
  const area = AREAS.find((each) => each.id === id);
  if (area === undefined) throw new Error(`no area ${id}`);
  return area;
}

const before = { ...process.env };

async function rows<T>(sql: string, values: unknown[] = []): Promise<T[]> {
  return asSuperuser(async (client) => (await client.query(sql, values)).rows as T[], DATABASE);
}

/** One number for each area, areas in order. */
async function perArea(sql: string, values: unknown[] = []): Promise<Record<string, number>> {
  const counted = await rows<{ area: string; n: number }>(`select a.id as area, (${sql})::int as n from authority a order by a.id`, values);
  return Object.fromEntries(counted.map(({ area, n }) => [area, n]));
}

const each = (n: number) => Object.fromEntries(AREA_IDS.map((id) => [id, n]));

beforeAll(async () => {
  await asSuperuser((client) => client.query(`create database ${DATABASE} owner doorstep_owner`));
  await migrate(ownerUrl(DATABASE));
  for (const name of ['DATABASE_URL', 'DATABASE_DIRECT_URL'] as const) {
    const url = new URL(process.env[name] ?? '');
    url.pathname = `/${DATABASE}`;
    process.env[name] = url.toString();
  }
  expect(await demoState()).toBe('none');
  await seed(AT);
}, 900_000);

afterAll(async () => {
  await closeDatabase();
  Object.assign(process.env, before);
  await asSuperuser((client) => client.query(`drop database if exists ${DATABASE} with (force)`));
});

describe('the telephone line', () => {
  test('has times to book on the next working day, who asked to be rung, and two days of calls of which no number is kept', async () => {
    expect(await perArea('select count(*) from talk_slot s where s.authority_id = a.id and s.withdrawn_at is null and s.from_at > $1', [AT.toString()])).toEqual(each(SLOTS));
    expect(await perArea("select count(*) from ring_back r where r.authority_id = a.id and r.ended_at is null and r.origin in ('asked', 'on_behalf')")).toEqual(each(2));
    const calls = await rows<{ area: string; outcome: string; n: number }>("select authority_id as area, outcome, count(*)::int as n from call_event where offered_at < $1 group by 1, 2", [AT.toString()]);
    for (const area of AREA_IDS) for (const outcome of ['answered', 'abandoned']) expect(calls.find((row) => row.area === area && row.outcome === outcome)?.n ?? 0, `${area} ${outcome}`).toBeGreaterThan(5);
    // Nobody is owed a call that would be late before the demo is opened.
    expect(await perArea('select count(*) from ring_back r where r.authority_id = a.id and r.promised_at <= $1', [AT.toString()])).toEqual(each(0));
  });
});

describe('a call about a contact that waits', () => {
  test('has its letter sent, its caller’s account changed by the link, and coaching with a manager’s comment that is new to its worker', async () => {
    expect(await perArea("select count(*) from put_call c join letter l on l.authority_id = c.authority_id and l.occasion = c.key::text join letter_event e on e.authority_id = l.authority_id and e.letter_id = l.id and e.what = 'sent' where c.authority_id = a.id")).toEqual(each(1));
    expect(await perArea("select count(*) from caller_reply r where r.authority_id = a.id and r.verdict = 'corrected' and r.way = 'link'")).toEqual(each(1));
    expect(await perArea('select count(*) from coaching_comment k where k.authority_id = a.id and not exists (select 1 from coaching_seen s where s.authority_id = k.authority_id and s.comment_id = k.id)')).toEqual(each(1));
    expect(await perArea("select count(*) from talk_booking b where b.authority_id = a.id and b.ended_at is null")).toEqual(each(1));
  });
});

describe('a call of last week', () => {
  test('has its letter written and not sent: overdue, on a contact that is told and does not end yet', async () => {
    expect(await perArea("select count(*) from duty d join queue_row q on q.authority_id = d.authority_id and q.contact_id = d.contact_id and q.state = 'told' join put_call c on c.authority_id = d.authority_id and c.contact_id = d.contact_id where d.authority_id = a.id and d.code = 'FOLLOW_UP_LETTER' and d.due_at < $1 and not exists (select 1 from duty_discharge e where e.authority_id = d.authority_id and e.duty_id = d.id)", [AT.toString()])).toEqual(each(1));
  });
});

describe('the year', () => {
  test('has 120 contacts in each area, within twelve months, each decided, answered and closed', async () => {
    const closed = "select count(*) from closure c where c.authority_id = a.id and c.how in ('told', 'not_told_lawfully')";
    // And six that came before the year.
    expect(await perArea(closed)).toEqual(each(126));
    const inYear = `${closed.replace('closure c', 'closure c join contact x on x.authority_id = c.authority_id and x.id = c.contact_id')} and x.received_at > $1::timestamptz - interval '12 months' and x.received_at < $1::timestamptz`;
    expect(await perArea(inYear, [AT.toString()])).toEqual(each(120));
  });

  test('has a conference held for each strategy discussion at which enquiries began, and leaves none of them owed', async () => {
    const conferences = "select count(*) from duty d join contact c on c.authority_id = d.authority_id and c.id = d.contact_id where d.authority_id = a.id and d.code = 'CONVENE_ICPC' and c.received_at < $1::timestamptz - interval '14 days'";
    const all = await perArea(conferences, [AT.toString()]);
    for (const id of AREA_IDS) expect(all[id]).toBeGreaterThan(0);
    expect(await perArea(`${conferences} and d.open`, [AT.toString()])).toEqual(each(0));
  });

  test('has every route that is decided on, in each area', async () => {
    const found = await rows<{ area: string; routes: string[] }>('select authority_id as area, array_agg(distinct route order by route) as routes from decision group by 1 order by 1');
    expect(found).toEqual(AREA_IDS.map((area) => ({ area, routes: ['CIN_ASSESS', 'EH_CAF', 'EH_SINGLE', 'STRATEGY', 'UNIV_ADVICE'] })));
  });

  test('has decisions to which a second person agreed, who did not make them', async () => {
    const agreed = await perArea("select count(*) from countersign s where s.authority_id = a.id and s.verdict = 'agreed' and s.by <> s.decided_by");
    for (const id of AREA_IDS) expect(agreed[id]).toBeGreaterThan(0);
  });

  test('has children who came back, up to four times, and a third contact that a manager was asked to look at', async () => {
    const most = await perArea("select max(n) from (select count(distinct p.contact_id) as n from contact_person p where p.authority_id = a.id and p.kind = 'child' and p.name_dob_key is not null group by p.name_dob_key) t");
    for (const id of AREA_IDS) expect(most[id]).toBe(4);
    const reviewed = await perArea("select count(*) from duty d where d.authority_id = a.id and d.code = 'REVIEW_PATTERN'");
    for (const id of AREA_IDS) expect(reviewed[id]).toBeGreaterThan(0);
  });
});

describe('the morning', () => {
  test('has twelve contacts that wait to be decided: six for anybody, three in hand, one for its referrer, two for a second person', async () => {
    const states = await rows<{ area: string; state: string; n: number }>('select authority_id as area, state, count(*)::int as n from queue_row group by 1, 2');
    for (const area of AREA_IDS) {
      const own = Object.fromEntries(states.filter((row) => row.area === area).map(({ state, n }) => [state, n]));
      expect(own).toEqual({ received: 6, claimed: 3, waiting_for_referrer: 1, awaiting_countersign: 2, decided: 1, told: 2 });
    }
  });

  test('has two near their breach, one past it, one in immediate danger minutes ago', async () => {
    const due = 'select count(*) from queue_row q where q.authority_id = a.id and q.next_due_at';
    expect(await perArea(`${due} > $1::timestamptz and q.next_due_at <= $1::timestamptz + interval '2 hours'`, [AT.toString()])).toEqual(each(2));
    expect(await perArea(`${due} <= $1::timestamptz`, [AT.toString()])).toEqual(each(1));
    expect(await perArea("select count(*) from queue_row q where q.authority_id = a.id and q.immediate and q.route = 'IMMEDIATE' and q.received_at > $1::timestamptz - interval '15 minutes'", [AT.toString()])).toEqual(each(1));
  });

  test('has a family whose third contact in twelve months this is, and one whose second a call was added to (safe practice 8: it counts)', async () => {
    expect(await perArea('select count(*) from queue_row q where q.authority_id = a.id and q.contacts_in_12_months >= 3')).toEqual(each(2));
  });

  test('expects a child of whom midwifery knows, and nobody whom the mother has not told', async () => {
    expect(await perArea("select count(*) from unborn_state u join queue_row q on q.authority_id = u.authority_id and q.contact_id = u.contact_id where u.authority_id = a.id and u.state = 'expected' and u.record->'midwifery'->>'informed' = 'yes' and u.record->'known'->>'by' = 'mother_only'")).toEqual(each(1));
  });

  test('leaves the class teacher a report that was not sent, a question to answer and letters to read', async () => {
    const teacher = peopleOf(areaOf('norfolk')).find(({ name }) => name === 'Tom Calder')?.accountId;
    expect(await rows("select kind, closed_at from draft where authority_id = 'norfolk' and owner_id = $1 and kind = 'report'", [teacher])).toEqual([{ kind: 'report', closed_at: null }]);
    const questions = await rows("select 1 from question q join contact c on c.authority_id = q.authority_id and c.id = q.contact_id where q.authority_id = 'norfolk' and c.referrer_id = $1 and q.answered_at is null", [teacher]);
    expect(questions).toHaveLength(1);
    const unread = await rows("select distinct l.kind from letter l where l.authority_id = 'norfolk' and l.recipient_id = $1 and exists (select 1 from letter_event e where e.authority_id = l.authority_id and e.letter_id = l.id and e.what = 'sent') and not exists (select 1 from letter_event e where e.authority_id = l.authority_id and e.letter_id = l.id and e.what = 'read') order by 1", [teacher]);
    expect(unread).toEqual([{ kind: 'outcome' }, { kind: 'question' }, { kind: 'receipt' }]);
  });
});

describe('families known before the year', () => {
  test('one was told of three times, by a caller whom the service knows from five calls', async () => {
    const older = "select count(*) from contact c where c.authority_id = a.id and c.received_at < $1::timestamptz - interval '12 months'";
    expect(await perArea(older, [AT.toString()])).toEqual(each(6));
    const calls = await rows<{ area: string; n: number; names: number; phones: number }>("select authority_id as area, count(*)::int as n, count(distinct referrer_name)::int as names, count(distinct referrer_phone)::int as phones from contact where received_at < $1::timestamptz - interval '12 months' and channel = 'phone' and referrer_role ilike '%nurse%' group by 1 order by 1", [AT.toString()]);
    expect(calls).toEqual(AREA_IDS.map((area) => ({ area, n: 5, names: 1, phones: 1 })));
    // Its child is in four contacts, the last of which waits.
    const known = await perArea("select count(*) from contact_person p join queue_row q on q.authority_id = p.authority_id and q.contact_id = p.contact_id where p.authority_id = a.id and p.kind = 'child' and (select count(distinct o.contact_id) from contact_person o where o.authority_id = p.authority_id and o.name_dob_key = p.name_dob_key) = 4");
    for (const id of AREA_IDS) expect(known[id]).toBeGreaterThanOrEqual(1);
  });

  test('one has twins, in a contact that waits and in one before it', async () => {
    const twins = (of: string) => `select count(*) from (select p.contact_id from contact_person p join ${of} t on t.authority_id = p.authority_id and t.contact_id = p.contact_id where p.authority_id = a.id and p.kind in ('child', 'household_child') and p.date_of_birth is not null group by p.contact_id, p.date_of_birth having count(*) = 2) x`;
    for (const of of ['queue_row', 'closure']) expect(await perArea(twins(of)), of).toEqual(each(1));
  });

  test('one moved and took another name: no number, name or address leads back, and its child is proposed all the same', async () => {
    for (const id of AREA_IDS) {
      const [waiting] = await rows<{ reference: string; birth: string; family: string }>("select c.reference, p.date_of_birth::text as birth, p.family_name as family from queue_row q join contact c on c.authority_id = q.authority_id and c.id = q.contact_id join contact_person p on p.authority_id = c.authority_id and p.contact_id = c.id and p.ordinal = 1 where q.authority_id = $1 and exists (select 1 from contact_person o join closure x on x.authority_id = o.authority_id and x.contact_id = o.contact_id where o.authority_id = p.authority_id and o.given_name = p.given_name and o.date_of_birth = p.date_of_birth and o.family_name <> p.family_name)", [id]);
      expect(waiting).toBeDefined();
      const found = await withActor(systemOf(id), async (tx) => {
        const head = await findContact(tx, waiting?.reference ?? '');
        const contact = head === null ? null : await readContact(tx, head.id);
        return contact === null ? [] : (await readWho(tx, contact))[0]?.candidates.flatMap(({ other, also }) => [other, ...also]) ?? [];
      });
      expect(found.filter(({ dateOfBirth, familyName }) => dateOfBirth === waiting?.birth && familyName !== waiting.family)).toHaveLength(2);
    }
  });
});

describe('reports not sent', () => {
  test('one in each area is at level 4, begun more than two hours ago, and the duty manager’s to ring about', async () => {
    const told = "select count(*) from unsent_report u where u.authority_id = a.id and u.urgent and u.ended_at is null and u.manager_told_at is not null and u.author_name <> '' and u.phone <> ''";
    expect(await perArea(`${told} and u.since <= $1::timestamptz - interval '2 hours'`, [AT.toString()])).toEqual(each(1));
    expect(await perArea('select count(*) from unsent_report u where u.authority_id = a.id')).toEqual(each(1));
  });
});

describe('who must not see', () => {
  test('each area has a protected source, a protected address and a worker who may know a family that waits', async () => {
    expect(await perArea('select count(*) from contact c join queue_row q on q.authority_id = c.authority_id and q.contact_id = c.id where c.authority_id = a.id and c.sealed')).toEqual(each(1));
    expect(await perArea("select count(*) from protected_detail d where d.authority_id = a.id and d.kind = 'address'")).toEqual(each(1));
    expect(await perArea('select count(*) from close_person p where p.authority_id = a.id')).toEqual(each(1));
    const asked = await perArea("select count(*) from contact_acquaintance k join close_person p on p.authority_id = k.authority_id and p.account_id = k.account_id join queue_row q on q.authority_id = k.authority_id and q.contact_id = k.contact_id where k.authority_id = a.id and 'close_name' = any (k.grounds)");
    for (const id of AREA_IDS) expect(asked[id]).toBeGreaterThanOrEqual(1);
  });

  test('Norfolk has a contact about a restricted child with two guardians', async () => {
    expect(await perArea("select count(*) from contact_restriction r where r.authority_id = a.id and r.kind = 'restricted_child' and r.lifted_at is null")).toEqual({ ...each(0), norfolk: 1 });
    expect(await perArea('select count(*) from restricted_guardian g where g.authority_id = a.id')).toEqual({ ...each(0), norfolk: 2 });
  });
});

describe('agreement and sharing', () => {
  test('each area has a family that was told and agreed, the basis, and what went to its surgery on that ground', async () => {
    const sent = await rows("select o.authority_id as area, o.ground, o.kind, o.confidence, o.authorised_by = o.by as own, (select count(*)::int from service_agreement s where s.authority_id = o.authority_id and s.contact_id = o.contact_id and s.answer = 'given') as agreed from outbound_fact o order by 1");
    expect(sent).toEqual(AREA_IDS.map((area) => ({ area, ground: 'told_and_agreed', kind: 'question', confidence: 'agreed', own: true, agreed: 1 })));
  });

  test('and one request to a manager that waits for its answer', async () => {
    expect(await perArea("select count(*) from checks_request r join duty d on d.authority_id = r.authority_id and d.occasion_id = r.id and d.code = 'AGREE_CHECKS' where r.authority_id = a.id and not exists (select 1 from checks_answer x where x.authority_id = r.authority_id and x.request_id = r.id)")).toEqual(each(1));
  });
});

describe('everybody is invented', () => {
  test('NHS numbers are of the range kept for tests, with their right check digit; pupil numbers are of no school', async () => {
    const numbers = await rows<{ nhs: string | null; upn: string | null }>('select distinct nhs_number as nhs, upn from contact_person');
    const nhs = numbers.flatMap((row) => row.nhs ?? []);
    expect(nhs.length).toBeGreaterThan(300);
    expect(nhs.filter((number) => !number.startsWith('999') || checkNhsNumber(number) !== 'good')).toEqual([]);
    expect(numbers.flatMap((row) => row.upn ?? []).filter((upn) => upn.slice(4, 8) !== '9999' || checkUpn(upn) !== 'good')).toEqual([]);
  });

  test('no two children share a number', async () => {
    for (const number of ['nhs_number', 'upn']) {
      expect(await rows(`select ${number} from contact_person where ${number} is not null group by ${number} having count(distinct name_dob_key) > 1`)).toEqual([]);
    }
  });

  test('telephone numbers are those kept for drama', async () => {
    const phones = await rows<{ phone: string }>("select distinct referrer_phone as phone from contact where referrer_phone <> ''");
    expect(phones.filter(({ phone }) => !/^(01632 960\d{3}|07700 900\d{3}|03069 990\d{3})$/.test(phone))).toEqual([]);
  });

  test('no text has a name or a choice left out of it', async () => {
    expect(await rows<{ reference: string }>("select reference from contact where report::text ~ '\\{[a-zA-Z]+\\}' or report::text ~ 'undefined|\\[[^\\]\"]*\\|[^\\]\"]*\\]'")).toEqual([]);
  });
});

test('one start that was killed before the end is noticed', async () => {
  expect(await demoState()).toBe('made');
  const [last] = await rows<{ seq: string }>("select seq from ledger_entry where authority_id = 'plymouth' order by seq desc limit 1");
  await asSuperuser(async (client) => {
    await client.query("set session_replication_role = 'replica'");
    await client.query("update ledger_entry set action = 'x' where authority_id = 'plymouth' and seq = $1", [last?.seq]);
    expect(await demoState()).toBe('half_made');
    await client.query("update ledger_entry set action = 'demo.made' where authority_id = 'plymouth' and seq = $1", [last?.seq]);
  }, DATABASE);
});

test('messages lie in the post tray, with reference and link and no name', async () => {
  const messages = await rows<{ area: string; body: string }>("select authority_id as area, subject || ' ' || body as body from message");
  expect(new Set(messages.map(({ area }) => area)).size).toBe(5);
  const names = new Set((await rows<{ name: string }>("select distinct given_name as name from contact_person where length(given_name) > 3")).map(({ name }) => name));
  expect(messages.filter(({ body }) => body.split(/[^\p{L}]+/u).some((word) => names.has(word)))).toEqual([]);
});

test('the ledger of every area is whole and reads as the days went', async () => {
  const out = await new Promise<string>((done) => {
    execFile(process.execPath, ['--disable-warning=ExperimentalWarning', '--import', 'tsx', 'scripts/ledger/verify.ts'], { env: { ...process.env, DATABASE_OWNER_URL: ownerUrl(DATABASE) } }, (_error, stdout) => done(stdout));
  });
  expect(out.trimEnd().split('\n')).toEqual(AREA_IDS.map((id): unknown => expect.stringMatching(new RegExp(`^${id}: \\d{3,} entries, whole$`))));
  const backwards = await perArea('select count(*) from (select at < lag(at) over (order by seq) as back from ledger_entry e where e.authority_id = a.id and e.seq > 1) t where back');
  // Twice at most: after the places are made, today, the year begins; and nothing else.
  for (const id of AREA_IDS) expect(backwards[id]).toBeLessThanOrEqual(1);
});

test('the same day gives the same year and the same moment the same morning', () => {
  const area = areaOf('somerset');
  const people = peopleOf(area);
  const told = (at: Temporal.Instant) => yearBefore(area, people, at).map(({ key, receivedAt, report }) => ({ key, at: receivedAt.toString(), report }));
  expect(told(AT.add({ hours: 9 }))).toEqual(told(AT));
  expect(told(AT.add({ hours: 48 }))).not.toEqual(told(AT));
  expect(morningOf(area, people, AT)).toEqual(morningOf(area, people, AT));
});

test.each([
  ['on a Tuesday morning', '2026-06-23T09:30:00Z', 120],
  ['on a Monday morning', '2026-06-22T09:30:00Z', 120],
  ['on a Saturday night', '2026-06-20T21:00:00Z', 120],
  // Received yesterday: over at 17:00. Received today: 24 hours. The nearest end is that of one received at midnight, in 6 hours.
  ['on a Tuesday at six in the evening', '2026-06-23T17:00:00Z', 6 * 60 + 7],
])('two clocks are near their end and one has run out %s', (_when, now, within) => {
  const at = Temporal.Instant.from(now);
  const left = (received: Temporal.Instant) => {
    const wall = received.toZonedDateTimeISO('Europe/London').toPlainDate();
    let day = wall.add({ days: 1 });
    while (day.dayOfWeek > 5) day = day.add({ days: 1 });
    const ends = [received.add({ hours: 24 }), day.toZonedDateTime({ timeZone: 'Europe/London', plainTime: '17:00' }).toInstant()];
    return Math.min(...ends.map((end) => (end.epochMilliseconds - at.epochMilliseconds) / 60_000));
  };
  const [first, second] = [left(receivedFor({ due: 'near', nth: 0 }, at)), left(receivedFor({ due: 'near', nth: 1 }, at))];
  expect(first).toBeGreaterThan(0);
  expect(first).toBeLessThanOrEqual(within);
  expect(second).toBeGreaterThan(first);
  expect(left(receivedFor({ due: 'breached' }, at))).toBeLessThan(0);
});
