import type { Temporal } from 'temporal-polyfill';
import { systemOf, withActor } from '@/lib/platform/db';
import { londonDate } from '@/lib/platform/time';
import { mondayOf, outside, weekFrom, type CoverOrder, type Post, type Shift } from '@/lib/rota/model';
import { dutyHoursIn } from '@/lib/rota/rota-hours';
import { addShifts } from '@/lib/rota/rota-store';
import type { Person } from '@/lib/access/model';
import type { Desk } from './desk';

/** The week of the demo and so many after it have somebody on at every hour; then the rota runs out, and says so. */
const WEEKS = 8;

/** Puts the desk on the rota: managers and social workers by day, the emergency duty workers in turn while the office is closed. */
export async function makeRota({ area, workers, night, managers }: Desk, now: Temporal.Instant): Promise<void> {
  const from = weekFrom(mondayOf(londonDate(now))).from;
  const whole = { from, to: weekFrom(mondayOf(londonDate(now)).add({ days: 7 * WEEKS })).to };
  const days = dutyHoursIn(whole, area.settings);
  const nights = outside(days, whole);
  const put = (post: Post, people: readonly Person[], stretches: readonly { from: Temporal.Instant; to: Temporal.Instant }[], turns: boolean): Omit<Shift, 'id'>[] =>
    stretches.flatMap((stretch, turn) =>
      ([1, 2] as CoverOrder[]).flatMap((coverOrder) => {
        const person = people[(coverOrder - 1 + (turns ? turn : 0)) % Math.max(people.length, 1)];
        return person === undefined || coverOrder > people.length ? [] : [{ post, accountId: person.actorId, coverOrder, ...stretch }];
      }),
    );
  // The demo is a morning at whatever hour it is opened: its social workers are on from one opening to the next.
  const opening = days.map((stretch, turn) => ({ from: stretch.from, to: days[turn + 1]?.from ?? stretch.to }));
  const shifts = [...put('duty_manager', managers, days, false), ...put('duty_social_worker', workers, opening, false), ...put('emergency_duty_worker', night, nights, true)];
  await withActor(systemOf(area.id), (tx) => addShifts(tx, shifts), { at: now });
}
