import { route } from '@/app/_edge/route';
import { Missing } from '@/app/_edge/subject';
import { writeMissingLetters } from '@/lib/letter/verbs/write-missing-letters';
import { seeOther } from '@/lib/platform/http/answer';

/** Writes the letter of a decision for whoever reported it and had none, since they might have been its subject. */
export const POST = route('POST /contacts/[reference]/missing-letters', async ({ tx, contact, params }) => {
  if (!contact) throw new Missing('reference', params['reference'] ?? '');
  const done = await writeMissingLetters(tx, contact.id);
  return seeOther(done.ok ? `/contacts/${done.value.reference}/letters/${done.value.letterId}` : `/contacts/${contact.reference}?ending=${done.problem}#ending`);
});
