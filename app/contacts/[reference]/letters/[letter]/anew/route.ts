import { route } from '@/app/_edge/route';
import { Missing } from '@/app/_edge/subject';
import { writeLetterAnew } from '@/lib/letter/verbs/write-letter-anew';
import { seeOther } from '@/lib/platform/http/answer';
import { isId } from '@/lib/platform/ids';

/** Writes a letter that did not reach its reader once more, after somebody confirmed reader and way. */
export const POST = route('POST /contacts/[reference]/letters/[letter]/anew', async ({ tx, contact, params, form }) => {
  const letterId = params['letter'] ?? '';
  if (!contact || !isId(letterId)) throw new Missing('letter', letterId);
  const done = await writeLetterAnew(tx, { contactId: contact.id, letterId, confirmed: form.text('confirmed') === 'yes' });
  if (!done.ok && done.problem === 'missing') throw new Missing('letter', letterId);
  const here = `/contacts/${contact.reference}/letters`;
  return seeOther(done.ok ? `${here}/${done.value.letterId}?done=anew` : `${here}/${letterId}?anew=${done.problem}`);
});
