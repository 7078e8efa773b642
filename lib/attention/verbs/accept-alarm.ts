import type { Tx } from '@/lib/platform/db';
import { ok, refused, type Result } from '@/lib/platform/result';
import type { Alarm } from '../alarm';
import { endAlarms, findOpenAlarm, lastDecider, openAlarmsAbout } from '../alarm-store';
import { isRingersAlarm, needsSecondPerson } from '../clocks';
import { ringsUnsent } from '../unsent-alarms';

/**
 * Accepts an alarm in the actor's own name, and with it the others about the same contact: the calling stops. The clock
 * does not: what is still so after a further period is an alarm again. An unsent report is accepted by those who may ring
 * its author, and not by others who see that an alarm is open; what waits for a second person by a manager who did not decide it.
 */
export async function acceptAlarm(tx: Tx, id: string): Promise<Result<{ contactId: string | null }, 'gone'>> {
  const alarm = await findOpenAlarm(tx, id);
  if (alarm === null || (isRingersAlarm(alarm.kind) && !ringsUnsent(tx.actor.role))) return refused('gone');
  const second = tx.actor.role === 'manager' && (await lastDecider(tx, alarm.contactId)) !== tx.actor.actorId;
  const settles = ({ kind }: Alarm) => second || !needsSecondPerson(kind);
  if (!settles(alarm)) return refused('gone');
  const about = (await openAlarmsAbout(tx, alarm)).filter(settles);
  if ((await endAlarms(tx, about.map((each) => each.id), 'accepted')) === 0) return refused('gone');
  for (const each of about) tx.ledger({ action: 'alarm.accepted', objectKind: 'alarm', objectId: each.id, detail: { kind: each.kind } });
  tx.announce('queue');
  return ok({ contactId: alarm.contactId });
}
