import { download, route } from '@/app/_edge/route';
import { Missing } from '@/app/_edge/subject';
import { downloadOriginal } from '@/lib/contact/originals/verbs/download-original';
import { seeOther } from '@/lib/platform/http/answer';

/** Bytes that nobody has looked at: always a download, of no kind that a browser would show, and in a sandbox should it try. */
export const GET = route('GET /contacts/[reference]/originals/[original]', async ({ tx, contact, params }) => {
  const id = params['original'] ?? '';
  if (!contact) throw new Missing('original', id);
  const original = await downloadOriginal(tx, contact, id);
  if (original.ok) return download(original.value.bytes, 'application/octet-stream', original.value.fileName);
  if (original.problem === 'protected') return seeOther(`/contacts/${contact.reference}/protected?for=original`);
  throw new Missing('original', id);
});
