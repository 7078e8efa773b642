import { route } from '@/app/_edge/route';
import { Missing } from '@/app/_edge/subject';
import { recordNotTold } from '@/lib/letter/verbs/record-not-told';
import { closeDraft, openDraft, openDrafts, saveStep } from '@/lib/platform/draft/store';
import { seeOther } from '@/lib/platform/http/answer';

export const POST = route('POST /contacts/[reference]/not-told', async ({ tx, contact, form, params }) => {
  if (!contact) throw new Missing('reference', params['reference'] ?? '');
  // What was typed is kept until it is recorded, so that a refusal loses nothing.
  const draft = (await openDrafts(tx, 'not_told', contact.id))[0] ?? (await openDraft(tx, { kind: 'not_told', contactId: contact.id }));
  await saveStep(tx, draft.id, 'not_told', () => true, form.fields(), draft.version);
  const done = await recordNotTold(tx, contact.id, { ground: form.text('ground'), reason: form.text('reason') });
  if (done.ok) await closeDraft(tx, draft.id, { how: 'sent' });
  return seeOther(`/contacts/${contact.reference}?${done.ok ? 'done=not_told' : `ending=${done.problem}`}#ending`);
});
