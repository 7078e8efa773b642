import type { SecondPersonProblem } from '@/lib/access/second-person';
import type { Tx } from '@/lib/platform/db';
import { ok, refused, type Result } from '@/lib/platform/result';
import type { Alarm } from '../alarm';
import { endAlarms, findOpenAlarm, openAlarmsAbout } from '../alarm-store';
import { isRingersAlarm } from '../clocks';
import { settleProblem } from '../settler-store';
import { ringsUnsent } from '../unsent-alarms';

/**
 * Accepts an alarm in the actor's own name, and with it the others about the same contact: the calling stops. The clock
 * does not: what is still so after a further period is an alarm again. An unsent report is accepted by those who may ring
 * its author, and not by others who see that an alarm is open; what waits for a signature by a manager who may give it, and what
 * emergency duty left to wait by a manager who did not decide it: the Accept of anybody else would silence the only call to one who may.
 */
export async function acceptAlarm(tx: Tx, id: string): Promise<Result<{ contactId: string | null }, SecondPersonProblem | 'gone'>> {
  const alarm = await findOpenAlarm(tx, id);
  if (alarm === null || (isRingersAlarm(alarm.kind) && !ringsUnsent(tx.actor.role))) return refused('gone');
  const barred = await settleProblem(tx, alarm);
  if (barred !== null) return refused(barred);
  const about: Alarm[] = [];
  for (const each of await openAlarmsAbout(tx, alarm)) if ((await settleProblem(tx, each)) === null) about.push(each);
  if ((await endAlarms(tx, about.map((each) => each.id), 'accepted')) === 0) return refused('gone');
  for (const each of about) tx.ledger({ action: 'alarm.accepted', objectKind: 'alarm', objectId: each.id, detail: { kind: each.kind } });
  tx.announce('queue');
  return ok({ contactId: alarm.contactId });
}
