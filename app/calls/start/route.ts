import { route } from '@/app/_edge/route';
import { startCall } from '@/lib/contact/verbs/start-call';
import { seeOther } from '@/lib/platform/http/answer';

export const POST = route('POST /calls/start', async ({ tx }) => seeOther(`/calls/${await startCall(tx)}`), { back: () => '/calls' });
