import { download, route } from '@/app/_edge/route';
import { Missing } from '@/app/_edge/subject';
import { letterPdf } from '@/lib/letter/pdf';
import { openLetter } from '@/lib/letter/verbs/open-letter';
import { isId } from '@/lib/platform/ids';

export const GET = route('GET /my/contacts/[reference]/letters/[letter]/pdf', async ({ tx, contact, params }) => {
  const id = params['letter'] ?? '';
  const letter = contact && isId(id) ? await openLetter(tx, contact.id, id) : null;
  if (letter === null) throw new Missing('letter', id);
  return download(await letterPdf(letter.text), 'application/pdf', `letter-${letter.text.reference}.pdf`);
});
