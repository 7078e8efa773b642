import { z } from 'zod';
import { postAccountMail } from '@/lib/access/link-store';
import { CALL_OUTCOMES, OUTCOME_TABLE } from '@/lib/contact/unsent/unsent';
import { addUnsentCall, authorOf, endUnsent, findUnsent } from '@/lib/contact/unsent/unsent-store';
import { config } from '@/lib/platform/config';
import type { Tx } from '@/lib/platform/db';
import { isId } from '@/lib/platform/ids';
import { ok, refused, type Result } from '@/lib/platform/result';
import { endAlarms, openAlarmsOf } from '../alarm-store';
import { readReach } from '@/lib/access/reach-store';
import { callMail } from '@/lib/access/call-words';
import { occasionOf } from '../unsent-alarms';

/** What came of ringing, as typed. */
const rang = z.strictObject({ outcome: z.enum(CALL_OUTCOMES), words: z.string().trim().min(1) });

export type RingProblem = 'missing' | 'over' | 'no_outcome' | 'no_words';

export const RING_PROBLEMS: Record<RingProblem, string> = {
  missing: 'This report is not here any more.',
  over: 'It is over: it was sent, or somebody has ended it. It shows below.',
  no_outcome: 'Choose what came of it.',
  no_words: 'Say in a line what was said, or why it is not needed.',
};

export function isRingProblem(text: string): text is RingProblem {
  return Object.hasOwn(RING_PROBLEMS, text);
}

/**
 * Keeps what came of ringing the author of an unsent report, in the actor's name, and accepts the alarm about it. Told
 * another way, or not needed, ends it with the words as its reason; the draft stays its author's, who may still send it.
 * An author who asked to be protected has no number: the service's own message asks them to ring (decision 29).
 */
export async function ringUnsent(tx: Tx, id: string, typed: { outcome: string; words: string }): Promise<Result<null, RingProblem>> {
  const report = isId(id) ? await findUnsent(tx, id) : null;
  if (report === null) return refused('missing');
  if (report.ended !== null) return refused('over');
  const input = rang.safeParse(typed);
  if (!input.success) return refused(input.error.issues.some(({ path }) => path[0] === 'outcome') ? 'no_outcome' : 'no_words');
  const { outcome, words } = input.data;
  const { ends, ofProtected, ofNamed } = OUTCOME_TABLE[outcome];
  if (!(report.author === null ? ofProtected : ofNamed)) return refused('no_outcome');
  await addUnsentCall(tx, { unsentId: id, outcome, words });
  const by = tx.actor.actorId;
  await tx.asSystem(async (system) => {
    if (outcome === 'sent_another_way' || outcome === 'not_needed') await endUnsent(system, id, { how: outcome, why: words, by });
    if (outcome === 'asked_to_ring') await askToRing(system, id);
  });
  const alarms = await openAlarmsOf(tx, occasionOf(report));
  await endAlarms(tx, alarms, 'accepted');
  for (const alarm of alarms) tx.ledger({ action: 'alarm.accepted', objectKind: 'alarm', objectId: alarm });
  tx.ledger({ action: 'unsent.rang', objectKind: 'unsent', objectId: id, detail: { outcome, ends } });
  tx.announce('queue');
  return ok(null);
}

async function askToRing(system: Tx, id: string): Promise<void> {
  const author = await authorOf(system, id);
  if (author === null) return;
  for (const { email } of (await readReach(system, [author])).values()) await postAccountMail(system, { to: email, ...callMail(null, config().publicOrigin, '/my/drafts') });
}
