import { download, route } from '@/app/_edge/route';
import { Missing } from '@/app/_edge/subject';
import { readAuthority } from '@/lib/access/store';
import { showPack } from '@/lib/assurance/subject-access/verbs/show-pack';
import { letterPdf } from '@/lib/letter/pdf';
import { seeOther } from '@/lib/platform/http/answer';
import { isId } from '@/lib/platform/ids';

export const GET = route('GET /access-packs/pdf', async ({ tx, request }) => {
  const id = request.nextUrl.searchParams.get('pack') ?? '';
  // Nothing was asked for: that is no try to see what is somebody else's.
  if (!isId(id)) return seeOther('/access-packs');
  const text = await showPack(tx, await readAuthority(tx), id);
  if (text === null) throw new Missing('access_pack', id);
  return download(await letterPdf(text), 'application/pdf', `records-${text.reference}.pdf`);
});
