import { route } from '@/app/_edge/route';
import { readAuthority } from '@/lib/access/store';
import { findContact } from '@/lib/contact/verbs/find-contact';
import { seeOther } from '@/lib/platform/http/answer';

export const POST = route('POST /queue/find', async ({ tx, form }) => {
  const { prefix } = await readAuthority(tx);
  const found = await findContact(tx, form.text('reference'), prefix);
  return seeOther(found.ok ? `/contacts/${found.value.reference}` : '/queue?find=none');
});
