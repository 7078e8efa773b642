import { route } from '@/app/_edge/route';
import { Missing } from '@/app/_edge/subject';
import { verifyCaller } from '@/lib/contact/ending/verbs/verify-caller';
import { seeOther } from '@/lib/platform/http/answer';

export const POST = route('POST /contacts/[reference]/caller/verify', async ({ tx, contact, form, params }) => {
  if (!contact) throw new Missing('reference', params['reference'] ?? '');
  const done = await verifyCaller(tx, contact, form.text('rungBack') === 'yes');
  return seeOther(`/contacts/${contact.reference}?${done.ok ? 'done=verified' : `agreed=${done.problem}`}#agreed`);
});
