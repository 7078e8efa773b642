import type { Person } from '@/lib/access/model';
import { readAuthority } from '@/lib/access/store';
import type { Tx } from '@/lib/platform/db';
import { ok, refused, type Result } from '@/lib/platform/result';
import { readRota } from '@/lib/rota/rota-store';
import { cutInto, slotProblem, stretchOfDay, type SlotProblem } from '../model';
import { openHours, weeksAhead } from '../open-hours';
import type { SlotForm } from '../schema';
import { addSlots, lockSlots, slotsOf } from '../slot-store';

/** others: only a manager publishes a colleague's time. none: the stretch is shorter than one time. */
export type PublishProblem = SlotProblem | 'others' | 'none';

export const PUBLISH_PROBLEMS: Record<PublishProblem, string> = {
  over: 'That time has passed. Nothing was published, and what you typed is kept.',
  closed: 'The office is closed then: times are on working days, in the hours of the front door. Nothing was published.',
  not_on: 'Whoever it is is not on the rota for the whole of that time. Put them on the rota first, or choose another time.',
  taken: 'They have times published then already. Nothing was published twice.',
  others: 'A manager publishes times for others; you publish your own.',
  none: 'The second time must come after the first, with room for at least one time between.',
};

export function isPublishProblem(text: string): text is PublishProblem {
  return Object.hasOwn(PUBLISH_PROBLEMS, text);
}

/**
 * Publishes the times of one worker in a stretch of a day: all of them, or none. Each on a working day in duty hours while
 * they are on the rota (N20).
 */
export async function publishSlots(tx: Tx, person: Person, { accountId, day, from, to, minutes }: SlotForm): Promise<Result<number, PublishProblem>> {
  if (accountId !== person.actorId && person.role !== 'manager') return refused('others');
  const whole = stretchOfDay(day, from, to);
  const times = whole === null ? [] : cutInto(whole, minutes);
  if (whole === null || times.length === 0) return refused('none');
  await lockSlots(tx);
  const { settings } = await readAuthority(tx);
  const rules = { now: tx.at, open: openHours(settings, tx.at), ...(await readRota(tx, weeksAhead(tx.at))), own: await slotsOf(tx, accountId, whole) };
  const problem = times.map((time) => slotProblem(accountId, time, rules)).find((each) => each !== null);
  if (problem) return refused(problem);
  const ids = await addSlots(tx, accountId, times);
  tx.ledger({ action: 'slots.published', objectKind: 'list', objectId: 'slots', detail: { account: accountId, ids } });
  return ok(ids.length);
}
