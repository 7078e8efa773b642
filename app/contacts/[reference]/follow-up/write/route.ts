import { route } from '@/app/_edge/route';
import { Missing } from '@/app/_edge/subject';
import { writeFollowUp } from '@/lib/letter/follow-up/verbs/write-follow-up';
import { seeOther } from '@/lib/platform/http/answer';

const WAYS = ['account', 'link', 'post'] as const;

export const POST = route('POST /contacts/[reference]/follow-up/write', async ({ tx, contact, form, params }) => {
  if (!contact) throw new Missing('reference', params['reference'] ?? '');
  const way = WAYS.find((each) => each === form.text('way'));
  if (way === undefined) return seeOther(`/contacts/${contact.reference}?agreed=way_missing#agreed`);
  const written = await writeFollowUp(tx, contact.id, { chosen: way });
  return seeOther(written.ok ? `/contacts/${contact.reference}/letters/${written.value.letterId}?done=anew` : `/contacts/${contact.reference}?agreed=${written.problem}#agreed`);
});
