import type { Temporal } from 'temporal-polyfill';
import type { CallRow } from '@/lib/line/events/call-event';
import { clockOf } from '@/lib/line/model';
import { openHours } from '@/lib/line/open-hours';
import { RING, slotChoice } from '@/lib/line/schema';
import { bookableSlots } from '@/lib/line/slot-store';
import { askToTalk } from '@/lib/line/verbs/ask-to-talk';
import { importCalls } from '@/lib/line/verbs/import-calls';
import { publishSlots } from '@/lib/line/verbs/publish-slots';
import { startTalk } from '@/lib/line/verbs/start-talk';
import type { Person } from '@/lib/access/model';
import { withActor } from '@/lib/platform/db';
import type { Fields } from '@/lib/platform/draft/model';
import { readDraft, saveStep } from '@/lib/platform/draft/store';
import { londonDate } from '@/lib/platform/time';
import { dutyHoursIn } from '@/lib/rota/rota-hours';
import type { Stretch } from '@/lib/rota/model';
import type { SeedArea } from './areas';
import { personOf, type Desk } from './desk';

/** Times that are kept free on the next whole day: of the first worker in the morning, of the second after noon. */
export const SLOTS = 5;
/** Calls of one day, one every so many minutes while the front door is open. */
const CALL_EVERY_MINUTES = 7;
/** Every so manieth is given up, and the busiest hours make people wait longer: worked out from its number, so that each start is the same. */
const ABANDONED_EVERY = 9;
const BUSY_HOURS = [9, 15];
/** A day of calls is looked for as far back as this, in days. */
const LOOK_BACK_DAYS = 10;

function must<T>(result: { ok: true; value: T } | { ok: false; problem: string }, what: string): T {
  if (!result.ok) throw new Error(`${what}: ${result.problem}`);
  return result.value;
}

async function publish({ workers, managers }: Desk, day: Temporal.PlainDate, now: Temporal.Instant): Promise<void> {
  const [manager, first, second] = [managers[0], workers[0], workers[1]];
  if (manager === undefined || first === undefined || second === undefined) throw new Error('a desk without people');
  for (const [worker, from, to] of [[first, '10:00', '11:00'], [second, '14:00', '14:40']] as const) must(await withActor(manager, (tx) => publishSlots(tx, manager, { accountId: worker.actorId, day, from, to, minutes: 20 }), { at: now }), 'publishing times');
}

/** Somebody asks, as the page would have them. */
async function ask(by: Person, fields: Fields, now: Temporal.Instant): Promise<void> {
  await withActor(
    by,
    async (tx) => {
      const id = await startTalk(tx, by, '');
      const typed = { ...(await readDraft(tx, id))?.content.fields, wait: 'yes', about: '', ...fields };
      await saveStep(tx, id, 'ask', () => true, typed, 1);
      must(await askToTalk(tx, by, id), 'asking to talk');
    },
    { at: now },
  );
}

/** The calls of one day as a telephone system would send them: no number is anybody's. */
function callsOf(area: SeedArea, { from, to }: Stretch): (CallRow & { place: number })[] {
  const rows: (CallRow & { place: number })[] = [];
  for (let at = from, place = 1; at.epochMilliseconds < to.epochMilliseconds; at = at.add({ minutes: CALL_EVERY_MINUTES }), place += 1) {
    const busy = BUSY_HOURS.includes(Number(clockOf(at).slice(0, 2))) ? 90 : 0;
    const abandoned = place % ABANDONED_EVERY === 0;
    rows.push({ call_id: `${area.prefix}-${londonDate(from).toString()}-${place}`, offered_at: at, outcome: abandoned ? 'abandoned' : 'answered', waited_seconds: ((place * 37) % 41) + busy + (abandoned ? 60 : 4), caller_number: '', line: 'professionals', system: 'demo', place });
  }
  return rows;
}

/** A few times to book, one of them booked, two people who asked to be rung, and the calls of the last whole day and of today so far. */
export async function makeLine(desk: Desk, now: Temporal.Instant): Promise<void> {
  const { area, people, workers, managers } = desk;
  const next = openHours(area.settings, now).find(({ from }) => from.epochMilliseconds > now.epochMilliseconds);
  const [teacher, visitor] = [people.find(({ agency, role }) => agency === 'primary' && role === 'partner_professional'), people.find(({ agency }) => agency === 'health_visiting')];
  const [worker, manager] = [workers[0], managers[0]];
  if (next === undefined || teacher === undefined || worker === undefined || manager === undefined) throw new Error('nobody to ask or to be asked');
  const day = londonDate(next.from);
  await publish(desk, day, now);
  const slots = await withActor(worker, (tx) => bookableSlots(tx, next), { at: now });
  const window = { how: RING, day: day.toString(), from: '11:30', to: '13:00' };
  await ask(personOf(area, teacher), { ...window, phone: teacher.phone }, now);
  await ask(worker, { ...window, from: '15:00', to: '16:30', phone: '01632 960 618', 'who.name': 'Orla Tennant', 'who.role': 'Health visitor', 'who.agencyName': 'The Elms clinic' }, now);
  if (visitor !== undefined && slots[0] !== undefined) await ask(personOf(area, visitor), { how: slotChoice(slots[0].id), phone: visitor.phone }, now);
  const days = dutyHoursIn({ from: now.subtract({ hours: LOOK_BACK_DAYS * 24 }), to: now }, area.settings);
  const rows = days.slice(-2).flatMap((stretch) => callsOf(area, stretch));
  await withActor(manager, (tx) => importCalls(tx, { rows, leftOut: [] }), { at: now });
}
