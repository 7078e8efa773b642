import { route } from '@/app/_edge/route';
import { telephone } from '@/lib/access/schema';
import { changePhone } from '@/lib/access/verbs/manage-person';
import { seeOther } from '@/lib/platform/http/answer';

export const POST = route('POST /admin/people/[membership]/phone', async ({ tx, params, form }) => {
  const membershipId = params['membership'] ?? '';
  const given = telephone.safeParse(form.text('phone'));
  const done = given.success ? await changePhone(tx, membershipId, given.data) : ({ ok: false, problem: 'long_phone' } as const);
  return seeOther(`/admin/people/${membershipId}?${done.ok ? 'done=phone' : `problem=${done.problem}`}`);
});
