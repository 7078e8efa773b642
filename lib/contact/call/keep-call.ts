import type { Person } from '@/lib/access/model';
import { readAuthority } from '@/lib/access/store';
import type { Tx } from '@/lib/platform/db';
import { withStep, type Draft, type Fields } from '@/lib/platform/draft/model';
import { readDraft, saveStep } from '@/lib/platform/draft/store';
import { londonDate } from '@/lib/platform/time';
import { CALL_PAGE, kindOfCall, ownedByCall, withConsulted } from './call-fields';
import { withKnown } from './known';
import { keepCutOff } from './cut-off';
import { readCall, type ReadCall } from './read-call';
import { asksForName, noNameOf } from './name-refusal';
import { keepRefusal } from './name-refusal-store';
import { asksToBeProtected } from '../secrecy/sealing';
import { keepUnsent } from '../unsent/keep-unsent';

/**
 * Keeps a call as its worker posted it, right or wrong, and with the same commit whether it is now serious and no contact yet
 * (safe practice 7.10), and whether a manager is needed while the caller is on the line (7.2), and
 * whether a call is owed since it was cut off (7.9). Refused as `saveStep` refuses: of what is kept beside another text, too, it is known
 * that it is serious.
 */
export async function keepCall(tx: Tx, person: Person, { draftId, posted, version }: { draftId: string; posted: Fields; version: number }): ReturnType<typeof saveStep> {
  const before = await readDraft(tx, draftId);
  const typed = withConsulted(before?.content.fields ?? {}, before === null ? posted : withKnown(before.content.fields, posted));
  const saved = await saveStep(tx, draftId, CALL_PAGE, ownedByCall, typed, version);
  if (!saved.ok && saved.problem.code === 'conflict' && before?.closedAt === null) {
    const beside = { ...before, content: withStep(before.content, CALL_PAGE, ownedByCall, typed, 0) };
    const call = await readCall(tx, beside, await readAuthority(tx));
    await keepUnsent(tx, person, beside, { ...call, on: londonDate(call.began) }, true);
  }
  if (!saved.ok || saved.value.closedAt !== null) return saved;
  const authority = await readAuthority(tx);
  const call = await readCall(tx, saved.value, authority);
  await keepNameRefusal(tx, person, call, saved.value);
  await keepCutOff(tx, draftId, call, before !== null && kindOfCall(before.content.fields) === 'dropped');
  await keepUnsent(tx, person, saved.value, { ...call, on: londonDate(call.began) }, JSON.stringify(before?.content.fields) !== JSON.stringify(saved.value.content.fields));
  return saved;
}

/** A name that is not given at level 4 calls a manager with this very save. */
async function keepNameRefusal(tx: Tx, person: Person, call: ReadCall, draft: Draft): Promise<void> {
  const { fields } = draft.content;
  const why = noNameOf(fields);
  const phone = asksToBeProtected(call.report) ? '' : call.caller.phone;
  const now = why !== null && asksForName(call) ? { workerId: person.actorId, phone, why } : null;
  if (await tx.asSystem((system) => keepRefusal(system, draft.id, now))) await tx.enqueue('attention.look', { authorityId: tx.actor.authorityId });
}
