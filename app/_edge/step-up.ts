import type { NextRequest } from 'next/server';
import type { Person } from '@/lib/access/model';
import { proveAgain } from '@/lib/access/second/verbs/prove-again';
import { sessionCookie, type Proof } from '@/lib/access/session';
import { withActor, type Tx } from '@/lib/platform/db';
import { textOf } from '@/lib/platform/draft/model';
import { closeDraft, openDraft, readDraft } from '@/lib/platform/draft/store';
import { seeOther } from '@/lib/platform/http/answer';
import type { Form } from '@/lib/platform/http/body';
import { isId } from '@/lib/platform/ids';

/** Names of the fields with which somebody proves themselves beside what they posted; no form of the product has others that begin so. */
export const PROVING = 'proof-';

/** What was posted and where, kept while its person is asked who is there; then posted again by the page that asks. */
export const STEP_UP = { kind: 'step_up', path: 'proof-path' } as const;

/** Asked again: on with the act, its form without the proof, and the new cookie; or an answer that asks. */
export type StepUp = { on: true; form: Form; cookie: string } | { on: false; answer: Response };

/**
 * Asks who is there before a highly sensitive act. What was typed is kept as a draft of its person and shown to nobody; the page
 * that asks sends it to the same address again, with the proof.
 */
export async function stepUp(person: Person, proof: Proof, form: Form, request: NextRequest): Promise<StepUp> {
  const rest = form.without(PROVING);
  const asked = form.text(`${PROVING}asked`);
  const given = { code: form.text(`${PROVING}code`), password: form.text(`${PROVING}password`), challenge: form.text(`${PROVING}challenge`), answer: form.text(`${PROVING}answer`) };
  const proved = given.code === '' && given.password === '' && given.answer === '' ? null : await proveAgain(person, proof, given);
  if (proved?.ok) return { on: true, form: rest, cookie: await sessionCookie(proved.value.token) };
  const path = request.nextUrl.pathname;
  const id = await withActor(person, async (tx) => {
    const draft = isId(asked) ? await readDraft(tx, asked) : null;
    if (draft?.kind === STEP_UP.kind && draft.closedAt === null && textOf(draft.content.fields, STEP_UP.path) === path) return draft.id;
    return (await openDraft(tx, { kind: STEP_UP.kind, fields: { ...rest.fields(), [STEP_UP.path]: path } })).id;
  });
  return { on: false, answer: seeOther(`/confirm?asked=${id}${proved === null ? (asked === '' ? '' : '&problem=wrong') : `&problem=${proved.problem}`}`) };
}

/** Forgets what was kept while its person was asked, with the act for which it was: until that is done the page that asks has it still. */
export async function endStepUp(tx: Tx, form: Form): Promise<void> {
  const asked = form.text(`${PROVING}asked`);
  const draft = isId(asked) ? await readDraft(tx, asked) : null;
  if (draft?.kind === STEP_UP.kind && draft.closedAt === null) await closeDraft(tx, draft.id, { how: 'sent', version: draft.version, forget: true });
}
