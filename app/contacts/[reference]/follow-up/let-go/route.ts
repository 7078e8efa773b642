import { route } from '@/app/_edge/route';
import { Missing } from '@/app/_edge/subject';
import { letFollowUpGo } from '@/lib/letter/follow-up/verbs/let-follow-up-go';
import { endTyped, keepTyped } from '@/lib/platform/draft/typed';
import { seeOther } from '@/lib/platform/http/answer';

export const POST = route('POST /contacts/[reference]/follow-up/let-go', async ({ tx, contact, form, params }) => {
  if (!contact) throw new Missing('reference', params['reference'] ?? '');
  const typed = { kind: 'follow_up', contactId: contact.id } as const;
  const done = await letFollowUpGo(tx, contact.id, form.text('reason'));
  if (done.ok) await endTyped(tx, typed);
  else await keepTyped(tx, typed, form.fields());
  return seeOther(`/contacts/${contact.reference}?${done.ok ? 'done=let_go' : `agreed=${done.problem}`}#agreed`);
});
