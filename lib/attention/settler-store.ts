import { secondPersonProblem, type SecondPersonProblem } from '@/lib/access/second-person';
import { secondPersons } from '@/lib/decision/second-person-store';
import type { Tx } from '@/lib/platform/db';
import { conflictedAmong, conflictedIn } from '@/lib/restriction/opening-store';
import type { Alarm } from './alarm';
import { thoseNobodyOpens } from './alarm-store';
import { needsSecondPerson } from './clocks';

/** Something that waits for a second person, as far as is asked who that may be: an alarm, or what one would be raised for. */
export type Unsigned = Pick<Alarm, 'id' | 'kind' | 'contactId' | 'occasion'>;

/** An act that waits for the signature of a second person, and whose contact it is about. */
export interface WaitingAct {
  by: string;
  referrerId: string | null;
  holderId: string | null;
}

/**
 * The acts that these alarms wait to have signed, by the alarm: a decision, a request for checks without the parents, or that a child
 * goes home from a protection. Left out is what
 * asks for no signature, as what emergency duty left to wait: any manager looks at that. As far as the actor may see the contacts.
 */
export async function readActs(tx: Tx, alarms: readonly Unsigned[]): Promise<Map<string, WaitingAct>> {
  const asking = alarms.filter(({ kind, contactId }) => needsSecondPerson(kind) && contactId !== null);
  if (asking.length === 0) return new Map();
  const of = <K extends keyof Unsigned>(name: K) => asking.map((each) => each[name]);
  const rows = await tx.db.$queryRaw<(WaitingAct & { id: string })[]>`
    select a.id, coalesce(r.by, e.by, d.by) as by, c.referrer_id as "referrerId", q.holder_id as "holderId"
    from unnest(${of('id')}::text[], ${of('kind')}::text[], ${of('contactId')}::uuid[], ${of('occasion')}::text[]) as a (id, kind, contact_id, occasion)
    join contact c on c.authority_id = ${tx.actor.authorityId} and c.id = a.contact_id
    left join queue_row q on q.authority_id = c.authority_id and q.contact_id = a.contact_id
    left join duty u on u.authority_id = c.authority_id and u.contact_id = a.contact_id and u.id::text = a.occasion
    left join checks_request r on r.authority_id = u.authority_id and r.contact_id = u.contact_id and r.id = u.occasion_id and u.code = 'AGREE_CHECKS'
    left join protection_end e on e.authority_id = u.authority_id and e.contact_id = u.contact_id and e.id = u.occasion_id and u.code = 'AGREE_RETURN'
    left join lateral (select s.by from decision s where s.authority_id = c.authority_id and s.contact_id = a.contact_id order by s.version desc limit 1) d on a.kind = 'not_countersigned' and (u.id is null or u.code = 'COUNTERSIGN')
    where coalesce(r.by, e.by, d.by) is not null`;
  return new Map(rows.map(({ id, ...act }) => [id, act]));
}

/** Whose acts these are that only ask to be looked at, by the alarm: whoever let it wait at night, else whoever decided last. */
async function actorsOf(tx: Tx, alarms: readonly Unsigned[]): Promise<Map<string, string>> {
  if (alarms.length === 0) return new Map();
  const of = <K extends keyof Unsigned>(name: K) => alarms.map((each) => each[name]);
  const rows = await tx.db.$queryRaw<{ id: string; by: string }[]>`
    select a.id, coalesce(e.by, d.by) as by
    from unnest(${of('id')}::text[], ${of('contactId')}::uuid[], ${of('occasion')}::text[]) as a (id, contact_id, occasion)
    left join duty u on u.authority_id = ${tx.actor.authorityId} and u.contact_id = a.contact_id and u.id::text = a.occasion and u.code = 'REVIEW_CAN_WAIT'
    left join emergency_decision e on e.authority_id = u.authority_id and e.id = u.decision_id
    left join lateral (select s.by from decision s where s.authority_id = ${tx.actor.authorityId} and s.contact_id = a.contact_id order by s.version desc limit 1) d on true
    where coalesce(e.by, d.by) is not null`;
  return new Map(rows.map(({ id, by }) => [id, by]));
}

/** Who settles what an alarm waits for. */
export interface Settlers {
  /** Who may sign it, or look at what asks for no signature. */
  may: ReadonlySet<string>;
  /** Who may find somebody where nobody may: every manager whose own act it is not. */
  find: ReadonlySet<string>;
}

/**
 * Who settles what each of these alarms waits for: what is to be signed a manager who may be its second person (domain 7.7), what is to
 * be looked at a manager who did not decide it or let it wait. An alarm that asks for no second person is left out. As the system.
 * @param managers everybody who works here as one.
 */
export async function readSettlers(system: Tx, alarms: readonly Unsigned[], managers: readonly string[]): Promise<Map<string, Settlers>> {
  const asking = alarms.filter(({ kind }) => needsSecondPerson(kind));
  if (asking.length === 0) return new Map();
  const [acts, qualified] = [await readActs(system, asking), await secondPersons(system)];
  const [actors, conflicted] = [await actorsOf(system, asking.filter(({ id }) => !acts.has(id))), await conflictedAmong(system, asking.flatMap(({ contactId }) => contactId ?? []))];
  const settlers = new Map<string, Settlers>();
  for (const { id, contactId } of asking) {
    const act = acts.get(id);
    const by = act?.by ?? actors.get(id);
    const find = new Set(managers.filter((accountId) => accountId !== by));
    if (act === undefined || contactId === null) {
      settlers.set(id, { may: find, find });
      continue;
    }
    const asked = { ...act, conflicted: conflicted.get(contactId) ?? new Set<string>() };
    settlers.set(id, { find, may: new Set(qualified.filter((person) => secondPersonProblem(person, act, asked) === null).map(({ actorId }) => actorId)) });
  }
  return settlers;
}

/**
 * Of what waits for a second person, what nobody who works here may sign or look at, on shift or not: none may, or none of them may open
 * its contact. As the system.
 * @param managers everybody who works here as one.
 */
export async function thoseNobodySigns<T extends Unsigned>(system: Tx, waiting: readonly T[], managers: readonly string[]): Promise<T[]> {
  const settlers = await readSettlers(system, waiting, managers);
  const asked = waiting.flatMap((each) => (each.contactId === null ? [] : [{ each, contactId: each.contactId, people: [...(settlers.get(each.id)?.may ?? [])] }]));
  const nobodys = await thoseNobodyOpens(system, asked);
  return asked.filter((_each, place) => nobodys.has(place)).map(({ each }) => each);
}

/** Why the actor does not settle what an alarm waits for; `gone` for what they do not look at, and for what waits for an administrator. Null when they do, and for what asks for no second person. */
export async function settleProblem(tx: Tx, alarm: Alarm): Promise<SecondPersonProblem | 'gone' | null> {
  if (alarm.kind === 'nobody_signs') return 'gone';
  if (!needsSecondPerson(alarm.kind)) return null;
  const { actorId, role } = tx.actor;
  const act = (await readActs(tx, [alarm])).get(alarm.id);
  if (act === undefined || alarm.contactId === null) return role === 'manager' && (await actorsOf(tx, [alarm])).get(alarm.id) !== actorId ? null : 'gone';
  const qualified = (await secondPersons(tx)).some((person) => person.actorId === actorId);
  return secondPersonProblem({ actorId, role, qualified }, act, { ...act, conflicted: await conflictedIn(tx, alarm.contactId) });
}
