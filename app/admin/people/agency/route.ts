import { route } from '@/app/_edge/route';
import { newAgency } from '@/lib/access/schema';
import { makeAgency } from '@/lib/access/verbs/make-agency';
import { endTyped, keepTyped } from '@/lib/platform/draft/typed';
import { seeOther } from '@/lib/platform/http/answer';
import { AGENCY_FORM, agencyFrom } from '../words';

export const POST = route('POST /admin/people/agency', async ({ tx, form }) => {
  const given = newAgency.safeParse(agencyFrom(form.fields()));
  const made = given.success ? await makeAgency(tx, given.data) : null;
  if (made?.ok !== true) {
    await keepTyped(tx, AGENCY_FORM, form.fields());
    return seeOther(`/admin/people?problem=${made === null ? 'agency_form' : made.problem}`);
  }
  await endTyped(tx, AGENCY_FORM);
  return seeOther('/admin/people?done=agency');
});
