import { route } from '@/app/_edge/route';
import { Missing } from '@/app/_edge/subject';
import { commentOnCoaching } from '@/lib/contact/ending/verbs/comment-on-coaching';
import { seeOther } from '@/lib/platform/http/answer';
import { refused } from '@/lib/platform/result';
import { isId } from '@/lib/platform/ids';

export const POST = route('POST /contacts/[reference]/coaching/comment', async ({ tx, contact, form, params }) => {
  if (!contact) throw new Missing('reference', params['reference'] ?? '');
  const coaching = form.text('coaching');
  const done = isId(coaching) ? await commentOnCoaching(tx, contact, coaching, form.text('words')) : refused('missing');
  return seeOther(`/contacts/${contact.reference}?${done.ok ? 'done=commented' : `coaching=${done.problem === 'missing' ? 'missing' : 'comment_missing'}`}#coaching`);
});
