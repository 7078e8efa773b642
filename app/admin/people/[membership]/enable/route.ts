import { route } from '@/app/_edge/route';
import { enablePerson } from '@/lib/access/verbs/manage-person';
import { holdLead } from '@/lib/contact/verbs/hold-lead';
import { seeOther } from '@/lib/platform/http/answer';

export const POST = route('POST /admin/people/[membership]/enable', async ({ tx, params }) => {
  const membershipId = params['membership'] ?? '';
  const done = await enablePerson(tx, membershipId);
  if (done.ok) await holdLead(tx, membershipId);
  return seeOther(`/admin/people/${membershipId}?${done.ok ? 'done=enabled' : `problem=${done.problem}`}`);
});
