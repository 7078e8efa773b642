import { route } from '@/app/_edge/route';
import { telephone } from '@/lib/access/schema';
import { changePhone } from '@/lib/access/verbs/manage-person';
import { endTyped, keepTyped } from '@/lib/platform/draft/typed';
import { seeOther } from '@/lib/platform/http/answer';
import { phoneTyped } from '../../words';

export const POST = route('POST /admin/people/[membership]/phone', async ({ tx, params, form }) => {
  const membershipId = params['membership'] ?? '';
  const given = telephone.safeParse(form.text('phone'));
  const done = given.success ? await changePhone(tx, membershipId, given.data) : ({ ok: false, problem: 'long_phone' } as const);
  await (done.ok ? endTyped(tx, phoneTyped(membershipId)) : keepTyped(tx, phoneTyped(membershipId), form.fields()));
  return seeOther(`/admin/people/${membershipId}?${done.ok ? 'done=phone' : `problem=${done.problem}`}`);
});
