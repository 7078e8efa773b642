import { route } from '@/app/_edge/route';
import { placeOfWork } from '@/lib/access/schema';
import { changePerson } from '@/lib/access/verbs/manage-person';
import { holdLead } from '@/lib/contact/verbs/hold-lead';
import { seeOther } from '@/lib/platform/http/answer';
import { placeFrom } from '../../words';

export const POST = route('POST /admin/people/[membership]/role', async ({ tx, params, form }) => {
  const membershipId = params['membership'] ?? '';
  const given = placeOfWork.safeParse(placeFrom(form.fields()));
  if (!given.success) return seeOther(`/admin/people/${membershipId}?problem=no_such_agency`);
  const done = await changePerson(tx, membershipId, given.data);
  if (done.ok) await holdLead(tx, membershipId);
  return seeOther(`/admin/people/${membershipId}?${done.ok ? 'done=changed' : `problem=${done.problem}`}`);
});
