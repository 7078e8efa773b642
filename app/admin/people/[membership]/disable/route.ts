import { route } from '@/app/_edge/route';
import { disableAllHere, disablePerson } from '@/lib/access/verbs/manage-person';
import { seeOther } from '@/lib/platform/http/answer';

export const POST = route('POST /admin/people/[membership]/disable', async ({ tx, params, form }) => {
  const membershipId = params['membership'] ?? '';
  const all = form.text('which') === 'all';
  const done = await (all ? disableAllHere : disablePerson)(tx, membershipId);
  return seeOther(`/admin/people/${membershipId}?${done.ok ? `done=${all ? 'disabled_all' : 'disabled'}` : `problem=${done.problem}`}`);
});
