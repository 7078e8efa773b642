import type { ContactHead } from '@/lib/contact/head';
import type { UnbornProblem } from '@/lib/contact/report/unborn-form';
import type { Tx } from '@/lib/platform/db';
import { endTyped, keepTyped, type TypedForm } from '@/lib/platform/draft/typed';
import { seeOther } from '@/lib/platform/http/answer';
import type { Form } from '@/lib/platform/http/body';
import type { Result } from '@/lib/platform/result';

export type UnbornAct = 'expected' | 'born' | 'moved' | 'ended' | 'undo' | 'owe';

/** Where what was typed about one unborn child is kept until it is taken. */
export function typedUnborn(contactId: string, act: UnbornAct, child: string): TypedForm {
  return { kind: 'unborn', contactId, about: `${act} ${child}` };
}

/** Back to the page, which says what was done; where it was refused, what was typed is shown again. */
export async function answerUnborn(tx: Tx, contact: ContactHead, act: UnbornAct, form: Form, done: Result<unknown, UnbornProblem>): Promise<Response> {
  const here = `/contacts/${contact.reference}/unborn`;
  const typed = typedUnborn(contact.id, act, form.text('child'));
  if (done.ok) {
    await endTyped(tx, typed);
    return seeOther(`${here}?done=${act}`);
  }
  await keepTyped(tx, typed, form.fields());
  return seeOther(`${here}?problem=${done.problem}&act=${act}`);
}
