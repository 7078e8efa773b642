import { route } from '@/app/_edge/route';
import { findContact } from '@/lib/contact/store';
import { isId } from '@/lib/platform/ids';
import { seeOther } from '@/lib/platform/http/answer';

/** Posted, so that whatever is typed, a name by mistake, never stands in an address. */
export const POST = route('POST /ledger/find', async ({ tx, form }) => {
  const wanted = form.text('about').trim();
  if (isId(wanted)) return seeOther(`/ledger?object=${wanted.toLowerCase()}`);
  const contact = /^[A-Z]{3}-[0-9A-Z]{4}-[0-9A-Z]{4}$/i.test(wanted) ? await findContact(tx, wanted.toUpperCase()) : null;
  return seeOther(contact ? `/ledger?object=${contact.id}` : '/ledger?problem=not_found');
});
