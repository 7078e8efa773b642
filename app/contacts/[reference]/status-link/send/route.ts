import { route } from '@/app/_edge/route';
import { Missing } from '@/app/_edge/subject';
import { sendStatusLink } from '@/lib/letter/status/verbs/send-status-link';
import { seeOther } from '@/lib/platform/http/answer';

export const POST = route('POST /contacts/[reference]/status-link/send', async ({ tx, contact, params }) => {
  if (!contact) throw new Missing('reference', params['reference'] ?? '');
  const sent = await sendStatusLink(tx, contact.id);
  return seeOther(`/contacts/${contact.reference}?${sent.ok ? 'done=status_sent' : `status=${sent.problem}`}#status-link`);
});
