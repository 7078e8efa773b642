import { route } from '@/app/_edge/route';
import { disablePerson } from '@/lib/access/verbs/manage-person';
import { seeOther } from '@/lib/platform/http/answer';

export const POST = route('POST /admin/people/[membership]/disable', async ({ tx, params }) => {
  const membershipId = params['membership'] ?? '';
  const done = await disablePerson(tx, membershipId);
  return seeOther(`/admin/people/${membershipId}?${done.ok ? 'done=disabled' : `problem=${done.problem}`}`);
});
