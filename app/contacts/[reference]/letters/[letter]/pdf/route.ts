import { download, route } from '@/app/_edge/route';
import { Missing } from '@/app/_edge/subject';
import { printedText } from '@/lib/letter/follow-up/printing';
import { letterPdf } from '@/lib/letter/pdf';
import { previewLetter } from '@/lib/letter/verbs/preview-letter';
import { whyNotGo } from '@/lib/letter/why-not-go';
import { config } from '@/lib/platform/config';
import { seeOther } from '@/lib/platform/http/answer';
import { isId } from '@/lib/platform/ids';

export const GET = route('GET /contacts/[reference]/letters/[letter]/pdf', async ({ tx, person, contact, params }) => {
  const id = params['letter'] ?? '';
  const letter = contact && isId(id) ? await previewLetter(tx, person, contact.id, id) : null;
  if (!contact || letter === null) throw new Missing('letter', id);
  // What is on paper may be posted without anybody asking again.
  const why = await whyNotGo(tx, letter);
  if (why !== null) return seeOther(`/contacts/${contact.reference}/letters/${letter.id}?problem=${why}`);
  return download(await letterPdf(await printedText(tx, letter, config().publicOrigin)), 'application/pdf', `letter-${letter.text.reference}.pdf`);
});
