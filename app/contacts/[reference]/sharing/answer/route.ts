import { route } from '@/app/_edge/route';
import { Missing } from '@/app/_edge/subject';
import { endTyped, keepTyped } from '@/lib/platform/draft/typed';
import { seeOther } from '@/lib/platform/http/answer';
import { answerChecks } from '@/lib/sharing/verbs/answer-checks';

/** A manager's answer to a request for checks without the parents. */
export const POST = route('POST /contacts/[reference]/sharing/answer', async ({ tx, person, contact, form, params }) => {
  if (!contact) throw new Missing('reference', params['reference'] ?? '');
  const here = `/contacts/${contact.reference}/sharing`;
  const typed = { kind: 'sharing', contactId: contact.id, about: form.text('request') || 'answer' } as const;
  const done = await answerChecks(tx, person, contact.id, { requestId: form.text('request'), fields: form.fields() });
  if (!done.ok) {
    await keepTyped(tx, typed, form.fields());
    return seeOther(`${here}?form=answer&problem=${done.problem}`);
  }
  await endTyped(tx, typed);
  return seeOther(`${here}?done=answer`);
}, { back: ({ reference }) => `/contacts/${reference}/sharing` });
