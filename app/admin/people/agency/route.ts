import { route } from '@/app/_edge/route';
import { newAgency } from '@/lib/access/schema';
import { makeAgency } from '@/lib/access/verbs/make-agency';
import { seeOther } from '@/lib/platform/http/answer';

export const POST = route('POST /admin/people/agency', async ({ tx, form }) => {
  const given = newAgency.safeParse({ name: form.text('name'), kind: form.text('kind'), phone: form.text('phone') });
  if (!given.success) return seeOther('/admin/people?problem=agency_unnamed');
  const done = await makeAgency(tx, given.data);
  return seeOther(`/admin/people?${done.ok ? 'done=agency' : `problem=${done.problem}`}`);
});
