import { route } from '@/app/_edge/route';
import { GOT_WRITTEN } from '@/lib/contact/call/call-fields';
import { startCall } from '@/lib/contact/verbs/start-call';
import { seeOther } from '@/lib/platform/http/answer';

export const POST = route(
  'POST /calls/start',
  async ({ tx, form }) => {
    const how = form.text('channel');
    const written = GOT_WRITTEN.find((each) => each === how) ?? null;
    // The form for what is written asks which; a call asks nothing.
    if (form.text('written') === '1' && written === null) return seeOther('/calls?problem=channel#written');
    return seeOther(`/calls/${await startCall(tx, written, form.text('about'))}`);
  },
  { back: () => '/calls' },
);
