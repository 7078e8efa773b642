/**
 * Who is kept with whom (safe practice 18: the longest that any contact, plan or enquiry of the child or household gives; holds first):
 * a child who is known under one name, then a number, then another name is one child to the end of it. Days by hand, 27 November 2026.
 */
import { randomUUID } from 'node:crypto';
import type pg from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { Temporal } from 'temporal-polyfill';
import { dryRun, dryRunPart, isStillDue } from '@/lib/assurance/retention/dry-run';
import { contactsOf } from '@/lib/assurance/subject-access/gather';
import { closeDatabase, withActor } from '@/lib/platform/db';
import { makePlace, type Place } from './people';
import { forge } from './rows';
import { asSuperuser } from './superuser';
import { asSystem } from './waiting';

const AT = '2026-11-27T10:00:00Z';
interface Child {
  key?: string;
  nhs?: string;
}

let place: Place;
const ids = new Map<string, string>();
const childIds = new Map<string, string>();
const idOf = (name: string) => ids.get(name) ?? name;
const nameOf = (id: string) => [...ids].find(([, each]) => each === id)?.[0] ?? id;

async function closed(client: pg.Client, name: string, children: readonly Child[], route = 'UNIV_ADVICE', id: string = randomUUID()): Promise<void> {
  ids.set(name, id);
  const of = { authority_id: place.id, contact_id: id };
  await forge(client, 'contact', { authority_id: place.id, id, reference: `${place.prefix}-${id.slice(0, 8).toUpperCase()}`, kind: 'concern', received_at: '2014-01-01T12:00:00Z', report: JSON.stringify({ children: [] }) });
  for (const [at, { key, nhs }] of children.entries()) {
    const child = await forge(client, 'contact_person', { ...of, kind: at === 0 ? 'child' : 'household_child', ordinal: at, date_of_birth: '2010-01-01', name_dob_key: key === undefined ? null : `${key}|2010-01-01`, nhs_number: nhs ?? null, details: '{}' });
    childIds.set(`${name} ${at}`, child['id'] as string);
  }
  await forge(client, 'decision', { ...of, route, level: 1 });
  await forge(client, 'closure', { ...of, at: '2014-02-01T12:00:00Z', how: 'told', level: 1, route });
}

/** A under the first name; B with a number as well; C by the number under another name; D under that name alone. Nobody linked them. */
async function chain(client: pg.Client, which: string, nhs: string, last: string, brother?: string): Promise<void> {
  await closed(client, `${which} A`, [{ key: `sam|moss-${which}` }]);
  await closed(client, `${which} B`, [{ key: `sam|moss-${which}`, nhs }]);
  await closed(client, `${which} C`, [{ key: `sam|lake-${which}`, nhs }, ...(brother === undefined ? [] : [{ nhs: brother }])]);
  await closed(client, `${which} D`, [{ key: `sam|lake-${which}` }], last);
}

beforeAll(async () => {
  place = await makePlace();
  await asSuperuser(async (client) => {
    await client.query("set session_replication_role = 'replica'");
    await chain(client, 'protection', '9990000018', 'STRATEGY');
    await chain(client, 'hold', '9990000026', 'UNIV_ADVICE');
    await forge(client, 'legal_hold', { authority_id: place.id, contact_id: idOf('hold D'), contact_person_id: childIds.get('hold D 0'), by: place.people.manager.actorId, reason: 'Inquiry.' });
    await chain(client, 'brother', '9990000034', 'UNIV_ADVICE', '9990000042');
    await closed(client, 'the brother alone', [{ nhs: '9990000042' }], 'CIN_ASSESS');
    // The same, and the first was told apart from the last: they are two, whoever stands between.
    await chain(client, 'apart', '9990000050', 'UNIV_ADVICE');
    await forge(client, 'legal_hold', { authority_id: place.id, contact_id: idOf('apart D'), contact_person_id: childIds.get('apart D 0'), by: place.people.manager.actorId, reason: 'Inquiry.' });
    await forge(client, 'not_same_child', { authority_id: place.id, person_id: childIds.get('apart D 0'), other_person_id: childIds.get('apart A 0'), reason: 'Cousins.' });
    // One number in three contacts, the first of which names somebody else: the two others are one child still.
    const inOrder = [randomUUID(), randomUUID(), randomUUID()].sort();
    for (const [at, route] of ['UNIV_ADVICE', 'UNIV_ADVICE', 'STRATEGY'].entries()) await closed(client, `number ${at + 1}`, [{ nhs: '9990000069' }], route, inOrder[at]);
  });
});
afterAll(closeDatabase);

const run = async () => withActor(place.people.manager, async (tx) => dryRun(tx), { at: Temporal.Instant.from(AT) });
const due = async () => new Set((await run()).due.map(({ id }) => nameOf(id)));
const why = async () => Object.fromEntries((await run()).kept.map(({ id, kept: { until, by, ...rest } }) => [nameOf(id), [until?.toString() ?? ('why' in rest ? rest.why : ''), nameOf(by)]]));
/** As the database answers by itself, once a second person released it: what became of the deletion. */
const taken = async (name: string) => {
  const list = await asSuperuser(async (client) => {
    await client.query("set session_replication_role = 'replica'");
    const made = await forge(client, 'retention_list', { authority_id: place.id, contacts: 1, drafts: 0, released_at: '2026-11-27T09:00:00Z', released_by: place.people.manager.actorId });
    await forge(client, 'retention_item', { authority_id: place.id, list_id: made['id'], id: idOf(name), contact_id: idOf(name), due_on: '2020-01-01', outcome: 'advice' });
    return made['id'] as string;
  });
  return asSystem(place, AT, async (tx) => tx.db.$queryRaw`select retention_delete_contact(${list}::uuid, ${idOf(name)}::uuid, '[]'::jsonb)`).then(() => 'deleted', (error: unknown) => String(error));
};

describe('a child known by four contacts, each by what the next one has', () => {
  const letters = ['A', 'B', 'C', 'D'];

  test('all are kept as long as the last of them gives: a strategy discussion, 25 years from birth', async () => {
    const kept = await why();
    for (const each of letters) expect(kept[`protection ${each}`], each).toEqual(['2035-01-01', 'protection D']);
  });

  test('a hold on everything about the child in the last holds the first, in what is reckoned and in the database', async () => {
    const kept = await why();
    for (const each of letters) expect(kept[`hold ${each}`], each).toEqual(['held', 'hold D']);
    for (const each of letters) expect(await taken(`hold ${each}`), each).toContain('a hold keeps it');
  });

  test('a brother whom the third alone names is of the household', async () => {
    const kept = await why();
    for (const each of letters) expect(kept[`brother ${each}`], each).toEqual(['2035-01-01', 'the brother alone']);
  });

  test('whether it is due is the same alone, one at a time and all at once', async () => {
    const all = await due();
    const alone: string[] = [];
    for (const name of ids.keys()) if (await asSystem(place, AT, async (tx) => isStillDue(tx, idOf(name)))) alone.push(name);
    expect(new Set(alone)).toEqual(all);
    const single: string[] = [];
    for (let after: string | null = ''; after !== null; ) {
      const part: Awaited<ReturnType<typeof dryRunPart>> = await withActor(place.people.manager, async (tx) => dryRunPart(tx, after ?? '', undefined, 1), { at: Temporal.Instant.from(AT) });
      single.push(...part.due.map(({ id }) => nameOf(id)));
      after = part.next;
    }
    expect(new Set(single)).toEqual(all);
  });

  test('who was told apart from the last is not held with it; what may be either of them is', async () => {
    const kept = await why();
    for (const each of ['B', 'C', 'D']) expect(kept[`apart ${each}`], each).toEqual(['held', 'apart D']);
    expect(await due()).toContain('apart A');
    expect(await taken('apart B')).toContain('a hold keeps it');
    expect(await taken('apart A')).toBe('deleted');
  });
});

test('a hold on all about the children of a contact holds a baby born and a child added since, one as a brother is let go; who a baby was before birth is one with it', async () => {
  const [mother, clinic, other, brother, school] = ['the pregnancy', 'the clinic', 'the other clinic', 'the brother of the baby', 'the school'];
  await asSuperuser(async (client) => {
    await client.query("set session_replication_role = 'replica'");
    // An unborn child, a brother; then the birth and a sister who was added. Of each another contact tells by the number alone.
    await closed(client, mother, [{}, { nhs: '9990000115' }, { nhs: '9990000123' }, { nhs: '9990000131' }]);
    await client.query('update contact_person set born_as = $2 where id = $1', [childIds.get(`${mother} 2`), childIds.get(`${mother} 0`)]);
    await closed(client, clinic, [{ nhs: '9990000123' }]);
    await closed(client, school, [{ nhs: '9990000131' }]);
    await closed(client, brother, [{ nhs: '9990000115' }]);
    const hold = { authority_id: place.id, contact_id: idOf(mother), by: place.people.manager.actorId, reason: 'Inquest.' };
    await forge(client, 'legal_hold', { ...hold, contact_person_id: childIds.get(`${mother} 0`) });
    await forge(client, 'legal_hold', { ...hold, contact_person_id: childIds.get(`${mother} 1`), lift_asked_at: '2026-01-01T11:00:00Z', lift_asked_by: place.people.manager.actorId, lift_why: 'He is told apart.', lifted_at: '2026-01-01T12:00:00Z', lifted_by: place.people.administrator.actorId });
    // A hold is in another clinic's contact, which knew the unborn child by a link; the baby has a number.
    await closed(client, 'the birth', [{}, { nhs: '9990000158' }]);
    await client.query('update contact_person set born_as = $2 where id = $1', [childIds.get('the birth 1'), childIds.get('the birth 0')]);
    await closed(client, other, [{}]);
    await closed(client, 'the nursery', [{ nhs: '9990000158' }]);
    const { id: person } = await forge(client, 'person', { authority_id: place.id });
    for (const child of ['the birth 0', `${other} 0`]) await forge(client, 'person_link', { authority_id: place.id, contact_person_id: childIds.get(child), person_id: person });
    await forge(client, 'legal_hold', { ...hold, contact_id: idOf(other), contact_person_id: childIds.get(`${other} 0`) });
  });
  const kept = await why();
  expect([kept[mother], kept[clinic], kept[school]]).toEqual([['held', mother], ['held', mother], ['held', mother]]);
  for (const each of [clinic, school]) expect(await taken(each), each).toContain('a hold keeps it');
  // His own two persons let him go.
  expect(await due()).toContain(brother);
  expect(kept['the nursery']).toEqual(['held', other]);
  expect(await taken('the nursery')).toContain('a hold keeps it');
  expect(await taken(brother)).toBe('deleted');
});

test('of three with one number each in its turn is told apart from the others, who stay one child', async () => {
  const kept = await why();
  for (const each of [1, 2, 3]) expect(kept[`number ${each}`]).toEqual(['2035-01-01', 'number 3']);
  const others = { 'number 1': ['number 2', 'number 3'], 'number 2': ['number 1', 'number 3'] } as const;
  for (const [one, rest] of Object.entries(others)) {
    const told = async () => asSuperuser(async (client) => {
      await client.query("set session_replication_role = 'replica'");
      await client.query('delete from not_same_child where authority_id = $1 and reason = $2', [place.id, 'Two.']);
      for (const other of rest) await forge(client, 'not_same_child', { authority_id: place.id, person_id: childIds.get(`${one} 0`), other_person_id: childIds.get(`${other} 0`), reason: 'Two.' });
    });
    await told();
    expect(await due()).toContain(one);
    const [second] = rest.filter((other) => other !== 'number 3');
    expect((await why())[second ?? ''], `${one} apart`).toEqual(['2035-01-01', 'number 3']);
  }
});

describe('what was told again, joined and raised is one chain (safe practice 8, 18): of a child "about 6" neither a birth nor a number is known', () => {
  /** A contact each, the later following the one before, all received on 1 January 2014; the last as the route says, or open. */
  async function again(client: pg.Client, which: string, last: string, first: Child = {}): Promise<void> {
    for (const [at, letter] of ['A', 'B', 'C'].entries()) {
      const name = `${which} ${letter}`;
      await closed(client, name, [at === 0 ? first : {}], letter === 'C' && last !== 'open' ? last : 'UNIV_ADVICE');
      if (at > 0) await client.query('update contact set follows_id = $2 where id = $1', [idOf(name), idOf(`${which} ${['A', 'B'][at - 1]}`)]);
    }
    await client.query('update contact_person set date_of_birth = null where contact_id = any ($1)', [['A', 'B', 'C'].map((letter) => idOf(`${which} ${letter}`))]);
    if (last !== 'open') return;
    await client.query('delete from closure where contact_id = $1', [idOf(`${which} C`)]);
    await forge(client, 'queue_row', { authority_id: place.id, contact_id: idOf(`${which} C`), reference: idOf(`${which} C`) });
  }

  async function held(client: pg.Client, name: string, scope: 'contact' | 'children'): Promise<void> {
    await forge(client, 'legal_hold', { authority_id: place.id, contact_id: idOf(name), contact_person_id: scope === 'contact' ? null : childIds.get(`${name} 0`), by: place.people.manager.actorId, reason: 'Review after a death.' });
  }

  beforeAll(async () => {
    await asSuperuser(async (client) => {
      await client.query("set session_replication_role = 'replica'");
      await again(client, 'Wren', 'STRATEGY');
      await again(client, 'Robin', 'open');
      // A contact beside them knows the child of the first by the number that only this one has.
      await again(client, 'Lark', 'UNIV_ADVICE', { nhs: '9990000166' });
      await closed(client, 'Lark elsewhere', [{ nhs: '9990000166' }]);
      await held(client, 'Lark B', 'children');
      await closed(client, 'Swift consulted on', [{}]);
      await closed(client, 'Swift raised', [{}]);
      await client.query('update contact set follows_id = $2 where id = $1', [idOf('Swift raised'), idOf('Swift consulted on')]);
      await forge(client, 'consultation_raised', { authority_id: place.id, contact_id: idOf('Swift consulted on'), became_id: idOf('Swift raised') });
      await held(client, 'Swift raised', 'children');
      for (const scope of ['contact', 'children'] as const) {
        for (const which of ['first', 'second', 'third']) await closed(client, `other children, ${scope}, ${which}`, [{ key: `${which}|heron-${scope}` }]);
        for (const [from, into] of [['first', 'second'], ['second', 'third']]) await client.query("update closure set how = 'joined', joined_to_id = $2 where contact_id = $1", [idOf(`other children, ${scope}, ${from}`), idOf(`other children, ${scope}, ${into}`)]);
        await held(client, `other children, ${scope}, third`, scope);
      }
      await again(client, 'Jay', 'UNIV_ADVICE');
      await forge(client, 'access_pack', { authority_id: place.id, contact_id: idOf('Jay C'), contact_person_id: childIds.get('Jay C 0'), asker: 'parent' });
    });
  });

  test('told again twice, the first is kept as long as the third gives: 25 years from the day it came in, or while it is open', async () => {
    const kept = await why();
    for (const letter of ['A', 'B', 'C']) expect(kept[`Wren ${letter}`], letter).toEqual(['2039-01-01', 'Wren C']);
    for (const letter of ['A', 'B']) expect(kept[`Robin ${letter}`], letter).toEqual(['open', 'Robin C']);
    expect([...(await due())].filter((name) => /^(Wren|Robin) /.test(name))).toEqual([]);
  });

  test.each([
    ['all about the child of the second of three', 'Lark B', ['Lark A', 'Lark C', 'Lark elsewhere']],
    ['all about the child of what a consultation was raised to', 'Swift raised', ['Swift consulted on']],
    ['all about the children of what other children were joined into', 'other children, children, third', ['other children, children, first', 'other children, children, second']],
    ['the one contact that other children were joined into', 'other children, contact, third', ['other children, contact, first', 'other children, contact, second']],
  ])('a hold on %s holds the others, in what is reckoned and in the database', async (_, holder, others) => {
    const kept = await why();
    for (const each of others) expect(kept[each], each).toEqual(['held', holder]);
    for (const each of [holder, ...others]) expect(await taken(each), each).toContain('a hold keeps it');
  });

  test('a copy that was asked for of the third keeps the first, in what is reckoned and in the database', async () => {
    const kept = await why();
    for (const letter of ['A', 'B', 'C']) expect(kept[`Jay ${letter}`], letter).toEqual(['asked', `Jay ${letter}`]);
    for (const letter of ['A', 'B', 'C']) expect(await taken(`Jay ${letter}`), letter).toContain('a hold keeps it');
  });
});

/** A contact each, the later following the one before. */
async function followed(client: pg.Client, ...contacts: readonly (readonly [name: string, children: readonly Child[]])[]): Promise<void> {
  for (const [at, [name, children]] of contacts.entries()) {
    await closed(client, name, children);
    if (at > 0) await client.query('update contact set follows_id = $2 where id = $1', [idOf(name), idOf(contacts[at - 1]?.[0] ?? '')]);
  }
}
const holdOf = async (client: pg.Client, name: string, of: string) => forge(client, 'legal_hold', { authority_id: place.id, contact_id: idOf(name), contact_person_id: childIds.get(of), by: place.people.manager.actorId, reason: 'Review after a death.' });

test('where the middle of a chain is deleted its end follows its beginning, also as a child in the same place; who was told apart from the middle one is from the first', async () => {
  await asSuperuser(async (client) => {
    await client.query("set session_replication_role = 'replica'");
    for (const [which, nhs] of [['Finch', '9990000182'], ['Siskin', '9990000190']] as const) {
      await followed(client, [`${which} A`, [{}]], [`${which} B`, [{}]], [`${which} C`, [{ nhs }]]);
      await closed(client, `${which} elsewhere`, [{ nhs }]);
    }
    await forge(client, 'not_same_child', { authority_id: place.id, person_id: childIds.get('Siskin B 0'), other_person_id: childIds.get('Siskin C 0'), reason: 'Cousins.' });
  });
  for (const which of ['Finch', 'Siskin']) expect(await taken(`${which} B`)).toBe('deleted');
  // Of whom a copy that is asked for of the last tells.
  const about = async (which: string) => [...(await withActor(place.people.manager, async (tx) => contactsOf(tx, { contactId: idOf(`${which} C`), childId: childIds.get(`${which} C 0`) ?? '' })))].map(([id, by]) => [nameOf(id), by]);
  expect(await about('Finch')).toEqual([['Finch C', 'itself'], ['Finch elsewhere', 'number'], ['Finch A', 'told_again']]);
  expect(await about('Siskin')).toEqual([['Siskin C', 'itself'], ['Siskin elsewhere', 'number']]);
  await asSuperuser(async (client) => {
    await client.query("set session_replication_role = 'replica'");
    for (const which of ['Finch', 'Siskin']) await holdOf(client, `${which} A`, `${which} A 0`);
  });
  const kept = await why();
  for (const each of ['Finch C', 'Finch elsewhere']) expect(kept[each], each).toEqual(['held', 'Finch A']);
  expect(kept['Siskin C']).toEqual(['held', 'Siskin A']);
  for (const each of ['Finch C', 'Finch elsewhere', 'Siskin C']) expect(await taken(each), each).toContain('a hold keeps it');
});

test('a baby is whom it was told of before birth, and not the child who has its place where it was told again (safe practice 12)', async () => {
  await asSuperuser(async (client) => {
    await client.query("set session_replication_role = 'replica'");
    // An expected child and, in the next place, the baby; told again of the same and of a brother of four, whom a third contact knows.
    await followed(client, ['Plover', [{}, {}]], ['Plover again', [{}, { nhs: '9990000204' }]]);
    await client.query("update contact_person set kind = 'child' where contact_id = any ($1)", [[idOf('Plover'), idOf('Plover again')]]);
    await client.query('update contact_person set born_as = $2 where id = $1', [childIds.get('Plover 1'), childIds.get('Plover 0')]);
    await closed(client, 'the brother of four', [{ nhs: '9990000204' }]);
    await holdOf(client, 'Plover', 'Plover 0');
  });
  expect((await why())['Plover again']).toEqual(['held', 'Plover']);
  expect(await due()).toContain('the brother of four');
  expect(await taken('the brother of four')).toBe('deleted');
});

describe('a child who was under police protection or an emergency order, and the decision came down to advice', () => {
  /** Until when, by how it ended: 25 years from the birth on 1/1/2010 as a child protection enquiry (s.47(1)(a)), 75 where the authority looked after the child (regulation 50). */
  const ENDS = { police: { none: '2035-01-01', returned: '2035-01-01', other_authority: '2035-01-01', s20: '2085-01-01' }, order: { none: '2035-01-01', ico: '2085-01-01' } } as const;

  test('it is kept as what it was, by how that ended', async () => {
    await asSuperuser(async (client) => {
      await client.query("set session_replication_role = 'replica'");
      for (const [kind, ends] of Object.entries(ENDS)) for (const how of Object.keys(ends)) {
        const name = `${kind} ${how}`;
        await closed(client, name, [{}]);
        const of = { authority_id: place.id, contact_id: idOf(name) };
        const under = await forge(client, 'protection', { ...of, person_id: childIds.get(`${name} 0`), kind, began_at: '2014-01-01T12:00:00Z', ends_at: '2014-01-04T12:00:00Z', at: '2014-01-01T13:00:00Z', corrects_id: null, reason: '' });
        if (how !== 'none') await forge(client, 'protection_end', { ...of, protection_id: under['id'], how, needs_agreement: how === 'returned' });
      }
    });
    const kept = await why();
    for (const [kind, ends] of Object.entries(ENDS)) for (const [how, until] of Object.entries(ends)) expect(kept[`${kind} ${how}`], `${kind} ${how}`).toEqual([until, `${kind} ${how}`]);
  });
});
