import { route } from '@/app/_edge/route';
import { acceptHandOver } from '@/lib/emergency/verbs/accept-hand-over';
import { seeOther } from '@/lib/platform/http/answer';
import { isId } from '@/lib/platform/ids';

/** Takes over one contact of a hand-over, or everything that is not accepted yet, in one's own name. */
export const POST = route(
  'POST /hand-over/accept',
  async ({ tx, person, form }) => {
    const [handOverId, contactId] = [form.text('handOver'), form.text('contact')];
    // Only where no contact is named it is all of them.
    if (!isId(handOverId) || (contactId !== '' && !isId(contactId))) return seeOther('/hand-over?problem=missing');
    const done = await acceptHandOver(tx, person, { handOverId, contactId: contactId === '' ? undefined : contactId });
    return seeOther(done.ok ? '/hand-over?done=accepted' : `/hand-over?problem=${done.problem}`);
  },
  { back: () => '/hand-over' },
);
