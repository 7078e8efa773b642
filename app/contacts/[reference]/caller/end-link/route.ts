import { route } from '@/app/_edge/route';
import { Missing } from '@/app/_edge/subject';
import { endCallerLink } from '@/lib/letter/follow-up/verbs/end-caller-link';
import { seeOther } from '@/lib/platform/http/answer';

export const POST = route('POST /contacts/[reference]/caller/end-link', async ({ tx, contact, params }) => {
  if (!contact) throw new Missing('reference', params['reference'] ?? '');
  const done = await endCallerLink(tx, contact.id);
  return seeOther(`/contacts/${contact.reference}?${done.ok ? 'done=link_ended' : `agreed=${done.problem}`}#agreed`);
});
