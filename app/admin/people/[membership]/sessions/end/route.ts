import { route } from '@/app/_edge/route';
import { endTheirs } from '@/lib/access/sessions/verbs/end-sessions';
import { seeOther } from '@/lib/platform/http/answer';

export const POST = route('POST /admin/people/[membership]/sessions/end', async ({ tx, params, form }) => {
  const membershipId = params['membership'] ?? '';
  await endTheirs(tx, membershipId, form.text('which'));
  return seeOther(`/admin/people/${membershipId}?done=${form.text('which') === 'all' ? 'sessions' : 'session'}`);
});
