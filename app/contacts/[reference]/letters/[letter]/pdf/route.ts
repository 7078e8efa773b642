import { download, route } from '@/app/_edge/route';
import { Missing } from '@/app/_edge/subject';
import { letterPdf } from '@/lib/letter/pdf';
import { previewLetter } from '@/lib/letter/verbs/preview-letter';
import { isId } from '@/lib/platform/ids';

export const GET = route('GET /contacts/[reference]/letters/[letter]/pdf', async ({ tx, person, contact, params }) => {
  const id = params['letter'] ?? '';
  const letter = contact && isId(id) ? await previewLetter(tx, person, contact.id, id) : null;
  if (letter === null) throw new Missing('letter', id);
  return download(await letterPdf(letter.text), 'application/pdf', `letter-${letter.text.reference}.pdf`);
});
