import { route } from '@/app/_edge/route';
import { placeOfWork } from '@/lib/access/schema';
import { changePerson } from '@/lib/access/verbs/manage-person';
import { holdLead } from '@/lib/contact/verbs/hold-lead';
import { endTyped, keepTyped } from '@/lib/platform/draft/typed';
import { seeOther } from '@/lib/platform/http/answer';
import { placeFrom, placeTyped } from '../../words';

export const POST = route('POST /admin/people/[membership]/role', async ({ tx, params, form }) => {
  const membershipId = params['membership'] ?? '';
  const given = placeOfWork.safeParse(placeFrom(form.fields()));
  const done = given.success ? await changePerson(tx, membershipId, given.data) : null;
  if (done?.ok !== true) {
    await keepTyped(tx, placeTyped(membershipId), form.fields());
    return seeOther(`/admin/people/${membershipId}?problem=${done === null ? 'form' : done.problem}`);
  }
  await endTyped(tx, placeTyped(membershipId));
  await holdLead(tx, membershipId);
  return seeOther(`/admin/people/${membershipId}?done=changed`);
});
