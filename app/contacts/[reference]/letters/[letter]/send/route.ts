import { route } from '@/app/_edge/route';
import { Missing } from '@/app/_edge/subject';
import { sendLetter } from '@/lib/letter/verbs/send-letter';
import { isId } from '@/lib/platform/ids';
import { seeOther } from '@/lib/platform/http/answer';

export const POST = route('POST /contacts/[reference]/letters/[letter]/send', async ({ tx, person, contact, params }) => {
  const letterId = params['letter'] ?? '';
  if (!contact || !isId(letterId)) throw new Missing('letter', letterId);
  const done = await sendLetter(tx, person, { contactId: contact.id, letterId });
  if (!done.ok && done.problem === 'missing') throw new Missing('letter', letterId);
  return seeOther(`/contacts/${contact.reference}/letters/${letterId}?${done.ok ? `done=${done.value.how}` : `problem=${done.problem}`}`);
});
