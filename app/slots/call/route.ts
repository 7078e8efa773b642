import { route } from '@/app/_edge/route';
import { startCallFor } from '@/lib/contact/verbs/start-call';
import { seeOther } from '@/lib/platform/http/answer';

/** One press from the list to the screen of the call, with what is known of the caller. */
export const POST = route(
  'POST /slots/call',
  async ({ tx, form }) => {
    const call = await startCallFor(tx, form.text('id'));
    return seeOther(call.ok ? `/calls/${call.value}` : '/slots?problem=gone');
  },
  { back: () => '/slots' },
);
