import type { Person } from '@/lib/access/model';
import { lockContacts } from '@/lib/contact/queue/queue-store';
import { openDraft, openDrafts, readConflicts, saveStep, settleConflict } from '@/lib/platform/draft/store';
import { textOf, type Draft, type Fields } from '@/lib/platform/draft/model';
import type { Tx } from '@/lib/platform/db';
import { ok, refused, type Result } from '@/lib/platform/result';
import { readBasis } from '../basis-store';
import { DECISION_STEP, STARTED_FROM, startedFrom as startOf } from '../draft';
import { isDecisionField, readDecision } from '../schema';

export interface SavedDraft {
  version: number;
  /** Nothing is missing: it may be checked and handed in. */
  complete: boolean;
}

export interface TypedDecision {
  fields: Fields;
  /** The version its author saw; 0 before there was one. */
  version: number;
  /** How many decisions there were when the page was opened. */
  startedFrom: number;
  /** After a conflict: `mine` goes on from one's own text against the decision that stands now; `saved` and `other` choose between two windows. */
  settle: string;
  conflictId: string;
}

/**
 * Keeps what was typed into a decision, right or wrong, in the person's own draft, opened at the first word. Words
 * saved elsewhere meanwhile are not overwritten: both texts are kept and the page shows them (architecture point 2).
 */
export async function saveDecisionDraft(tx: Tx, person: Person, contactId: string, typed: TypedDecision): Promise<Result<SavedDraft, 'conflict' | 'missing'>> {
  await lockContacts(tx, [contactId]);
  const basis = await readBasis(tx, contactId);
  if (basis === null || basis.contact.closed) return refused('missing');
  const [own] = await openDrafts(tx, 'decision', contactId);
  if (own !== undefined && typed.settle !== '') return settle(tx, own, typed, basis.decisions.length);
  const draft = own ?? (await openDraft(tx, { kind: 'decision', contactId, fields: { [STARTED_FROM]: String(typed.startedFrom) } }));
  const saved = await saveStep(tx, draft.id, DECISION_STEP, isDecisionField, typed.fields, typed.version);
  if (!saved.ok) return refused(saved.problem.code);
  const { content, version } = saved.value;
  if (own === undefined) tx.ledger({ action: 'decision.drafted', objectKind: 'contact', objectId: contactId, detail: { draft: draft.id, by: person.actorId } });
  return startOf(content.fields) === basis.decisions.length ? ok({ version, complete: readDecision(content.fields, basis.situation).ok }) : refused('conflict');
}

/** One's own text is taken on against what was decided meanwhile, or one of two windows' texts is chosen. Nothing is thrown away: the other stays with the draft. */
async function settle(tx: Tx, draft: Draft, typed: TypedDecision, decisionsNow: number): Promise<Result<SavedDraft, 'conflict' | 'missing'>> {
  const conflict = (await readConflicts(tx, draft.id)).find(({ id }) => id === typed.conflictId);
  const taken = typed.settle === 'other' && conflict !== undefined ? conflict.fields : draft.content.fields;
  const isOurs = (name: string) => isDecisionField(name) || name === STARTED_FROM;
  const restarted = typed.settle === 'mine' ? String(decisionsNow) : textOf(draft.content.fields, STARTED_FROM);
  const saved = await saveStep(tx, draft.id, DECISION_STEP, isOurs, { ...taken, [STARTED_FROM]: restarted }, draft.version);
  if (!saved.ok) return refused(saved.problem.code);
  if (conflict !== undefined) await settleConflict(tx, conflict.id);
  return ok({ version: saved.value.version, complete: false });
}
