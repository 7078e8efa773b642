import { download, type RouteContext } from '@/app/_edge/route';
import { Missing } from '@/app/_edge/subject';
import { downloadOriginal } from '@/lib/contact/originals/verbs/download-original';
import { plainPage, seeOther } from '@/lib/platform/http/answer';

/**
 * Bytes that somebody sent: always a download, of no kind that a browser would show, in a sandbox should it try, and never into a page
 * of another site (ASVS v5.0.0-3.5.8, 5.4.1).
 */
export async function giveFile({ tx, person, contact, params, request }: RouteContext, which: 'original' | 'copy'): Promise<Response> {
  const id = params['original'] ?? '';
  if (!contact) throw new Missing('original', id);
  if (request.headers.get('sec-fetch-site') === 'cross-site') return plainPage(403, 'That was not asked for here', ['Files are given from the contact’s own page only. Open the contact, and download it from there.']);
  const file = await downloadOriginal(tx, person, contact, id, which);
  if (file.ok) return download(file.value.bytes, 'application/octet-stream', file.value.fileName);
  if (file.problem === 'protected') return seeOther(`/contacts/${contact.reference}/protected?for=original`);
  throw new Missing('original', id);
}
