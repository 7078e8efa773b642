import { route } from '@/app/_edge/route';
import { acceptReferral } from '@/lib/decision/verbs/accept-referral';
import { seeOther } from '@/lib/platform/http/answer';

/** A manager accepts the contact as a referral that ends with no further action. */
export const POST = route('POST /contacts/[reference]/decisions/[version]/referral', async ({ tx, person, contact, params, form }) => {
  if (!contact) return seeOther('/queue');
  const here = `/contacts/${contact.reference}/decisions/${Number(params['version'])}`;
  const done = await acceptReferral(tx, person, { contactId: contact.id, version: Number(params['version']), words: form.text('words') });
  return seeOther(done.ok ? here : `${here}?problem=${done.problem}`);
});
