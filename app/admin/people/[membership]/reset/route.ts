import { route } from '@/app/_edge/route';
import { resetPassword } from '@/lib/access/verbs/manage-person';
import { seeOther } from '@/lib/platform/http/answer';

export const POST = route('POST /admin/people/[membership]/reset', async ({ tx, params }) => {
  const membershipId = params['membership'] ?? '';
  const done = await resetPassword(tx, membershipId);
  return seeOther(`/admin/people/${membershipId}?${done.ok ? 'done=reset' : `problem=${done.problem}`}`);
});
