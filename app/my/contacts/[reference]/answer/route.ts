import { route } from '@/app/_edge/route';
import { Missing } from '@/app/_edge/subject';
import { answerQuestion } from '@/lib/contact/verbs/answer-question';
import { closeDraft, openDraft, openDrafts, saveStep } from '@/lib/platform/draft/store';
import { seeOther } from '@/lib/platform/http/answer';

export const POST = route('POST /my/contacts/[reference]/answer', async ({ tx, contact, form, params }) => {
  if (!contact) throw new Missing('reference', params['reference'] ?? '');
  const done = await answerQuestion(tx, contact.id, { questionId: form.text('question'), answer: form.text('answer') });
  // What was typed is kept until the answer is, so that a refusal loses nothing.
  const [typed] = await openDrafts(tx, 'answer', contact.id);
  if (!done.ok) {
    const draft = typed ?? (await openDraft(tx, { kind: 'answer', contactId: contact.id }));
    await saveStep(tx, draft.id, 'answer', () => true, form.fields(), draft.version);
    return seeOther(`/my/contacts/${contact.reference}?answer=${done.problem}`);
  }
  if (typed) await closeDraft(tx, typed.id, { how: 'sent' });
  return seeOther(`/my/contacts/${contact.reference}?done=answered`);
}, { concern: true });
