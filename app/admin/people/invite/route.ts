import { route } from '@/app/_edge/route';
import { invitation } from '@/lib/access/schema';
import { invite } from '@/lib/access/verbs/invite';
import { holdLead } from '@/lib/contact/verbs/hold-lead';
import { closeDraft, openDraft, openDrafts, saveStep } from '@/lib/platform/draft/store';
import { seeOther } from '@/lib/platform/http/answer';
import { invitationFrom } from '../words';

export const POST = route('POST /admin/people/invite', async ({ tx, form }) => {
  const fields = form.fields();
  // What was typed is kept until the invitation is out, so that a refusal loses nothing.
  const draft = (await openDrafts(tx, 'invitation'))[0] ?? (await openDraft(tx, { kind: 'invitation' }));
  await saveStep(tx, draft.id, 'invitation', () => true, fields, draft.version);
  const given = invitation.safeParse(invitationFrom(fields));
  if (!given.success) return seeOther('/admin/people?problem=form');
  const done = await invite(tx, given.data, form.text('same'));
  if (!done.ok) return seeOther(`/admin/people?problem=${done.problem}`);
  await holdLead(tx, done.value.membershipId);
  await closeDraft(tx, draft.id, { how: 'sent', resultId: done.value.membershipId });
  return seeOther(`/admin/people/${done.value.membershipId}?done=${done.value.known ? 'added' : 'invited'}`);
});
