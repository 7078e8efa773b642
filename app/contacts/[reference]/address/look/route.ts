import { route } from '@/app/_edge/route';
import { Missing } from '@/app/_edge/subject';
import { lookAtAddress } from '@/lib/contact/verbs/look-at-address';
import { seeOther } from '@/lib/platform/http/answer';

export const POST = route('POST /contacts/[reference]/address/look', async ({ tx, contact, form, params }) => {
  if (!contact) throw new Missing('reference', params['reference'] ?? '');
  const looked = await lookAtAddress(tx, contact, form.text('reason'));
  return seeOther(`/contacts/${contact.reference}/address${looked.ok ? '' : `?problem=${looked.problem}`}`);
});
