import { route } from '@/app/_edge/route';
import { Missing } from '@/app/_edge/subject';
import { changeAgencyView } from '@/lib/contact/verbs/change-agency-view';
import { seeOther } from '@/lib/platform/http/answer';

export const POST = route('POST /contacts/[reference]/who-sees/agency', async ({ tx, person, contact, form, params }) => {
  if (!contact) throw new Missing('reference', params['reference'] ?? '');
  const done = await changeAgencyView(tx, person, contact, { hidden: form.text('hidden') === 'yes', reason: form.text('reason') });
  return seeOther(`/contacts/${contact.reference}/who-sees?${done.ok ? 'done=agency' : `problem=agency.${done.problem}`}`);
});
