/** What was typed into a short form about no contact and never sent is forgotten after 30 days; a report, a call and what is about a contact stay (safe practice 7.10, 7.18). */
import { Temporal } from 'temporal-polyfill';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { lookAt } from '@/app/_edge/jobs';
import type { Person } from '@/lib/access/model';
import { startCall } from '@/lib/contact/verbs/start-call';
import { startReport } from '@/lib/contact/verbs/start-report';
import { closeDatabase, withActor, type Tx } from '@/lib/platform/db';
import type { Draft } from '@/lib/platform/draft/model';
import { openDraft, readDraft, saveStep } from '@/lib/platform/draft/store';
import { keepTyped, typedBefore } from '@/lib/platform/draft/typed';
import { arrives, earlyHelp } from './deciding';
import { forge } from './rows';
import { makePlace, type Place } from './people';
import { asSuperuser } from './superuser';

let place: Place;
beforeAll(async () => {
  place = await makePlace();
});
afterAll(closeDatabase);

const BEGAN = '2026-03-02T09:00:00Z';
const at = (instant: string) => Temporal.Instant.from(instant);
const as = <T>(person: Person, when: string, work: (tx: Tx) => Promise<T>) => withActor(person, work, { at: at(when) });
const NAMED = { name: 'Ottilie Marchbanks', why: 'She lives with a foster carer.' };

test('after 30 days in which nobody touched it, and not before; nothing of a child is left in it', async () => {
  const { manager } = place.people;
  const restricted = { kind: 'restricted' } as const;
  const hold = { kind: 'retention', about: 'hold' } as const;
  await as(manager, BEGAN, async (tx) => {
    await keepTyped(tx, restricted, NAMED);
    await keepTyped(tx, hold, NAMED);
  });
  // Touched again.
  await as(manager, '2026-03-20T09:00:00Z', async (tx) => keepTyped(tx, hold, { ...NAMED, why: 'A court asked.' }));
  const typed = (form: typeof restricted | typeof hold) => as(manager, '2026-04-02T00:00:00Z', async (tx) => typedBefore(tx, form));
  await lookAt(place.id, at('2026-04-01T08:59:00Z'));
  expect(await typed(restricted)).toMatchObject(NAMED);
  await lookAt(place.id, at('2026-04-01T09:01:00Z'));
  expect([await typed(restricted), await typed(hold)]).toEqual([{}, expect.objectContaining({ why: 'A court asked.' })]);
  const rows = await as(manager, BEGAN, async (tx) => tx.db.draft.findMany({ where: { authorityId: place.id, kind: 'restricted' }, select: { data: true, closedHow: true } }));
  expect(rows).toEqual([{ data: { fields: {}, steps: {} }, closedHow: 'not_needed' }]);
});

test('not a report, a call, a call that is owed or what is about a contact, and by nobody but the product', async () => {
  const { teacher, worker } = place.people;
  const about = await arrives(place, BEGAN, earlyHelp());
  const of = async (person: Person, begin: (tx: Tx) => Promise<string>) => {
    const id = await as(person, BEGAN, begin);
    return { person, id };
  };
  const small = (kind: Draft['kind'], contactId: string | null) => async (tx: Tx) => {
    const { id, version } = await openDraft(tx, { kind, contactId });
    await saveStep(tx, id, kind, () => true, NAMED, version);
    return id;
  };
  const kept = [
    await of(teacher, (tx) => startReport(tx, teacher)),
    await of(worker, (tx) => startCall(tx)),
    await of(worker, small('talk', null)),
    await of(worker, small('answer', null)),
    await of(worker, small('retention', about.contactId)),
  ];
  await lookAt(place.id, at('2027-03-02T09:00:00Z'));
  for (const { person, id } of kept) expect((await as(person, BEGAN, async (tx) => readDraft(tx, id)))?.closedAt).toBeNull();
  await expect(as(worker, BEGAN, async (tx) => tx.db.$queryRaw`select draft_forget_idle(now(), now())`)).rejects.toThrow(/not allowed/);
});

test('nor what names a child whom a hold is about (safe practice 7.18: holds first)', async () => {
  const { manager } = place.people;
  const { contactId } = await arrives(place, BEGAN, earlyHelp());
  const children = await as(manager, BEGAN, async (tx) => tx.asSystem((system) => system.db.contactPerson.findMany({ where: { contactId, kind: 'child' }, select: { givenName: true, familyName: true } })));
  const [child] = children;
  await asSuperuser(async (client) => {
    await client.query("set session_replication_role = 'replica'");
    await forge(client, 'legal_hold', { authority_id: place.id, contact_id: contactId, by: manager.actorId, reason: 'Inquiry.' });
  });
  const typed = { kind: 'access_pack', about: 'start' } as const;
  await as(manager, BEGAN, async (tx) => keepTyped(tx, typed, { who: `${child?.givenName} ${child?.familyName}` }));
  await lookAt(place.id, at('2026-05-02T09:00:00Z'));
  expect(await as(manager, BEGAN, async (tx) => typedBefore(tx, typed))).toMatchObject({ who: `${child?.givenName} ${child?.familyName}` });
});
