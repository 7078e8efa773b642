import { plainPage } from '@/lib/platform/http/answer';

/**
 * The answer to the same key with other content (quality B4, F5): 409, so that a machine on the way does not take it for done, and a
 * way on to the page that has what was sent and what was saved later.
 * @param what `report` or `call`, as it stands in a sentence.
 * @param conflict that page.
 */
export function sentAlready(what: 'report' | 'call', conflict: string): Response {
  return plainPage(
    409,
    what === 'report' ? 'This report was sent already' : 'This call was made a contact already',
    [`This window showed an older or newer text of a ${what} that we have. Nothing was sent twice, and what was sent stays as it was. What was saved after that is kept beside it.`, 'If a child is in danger now, ring 999.'],
    { href: conflict, text: 'What was sent, and how to add to it' },
  );
}
