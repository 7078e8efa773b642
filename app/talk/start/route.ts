import { route } from '@/app/_edge/route';
import { startTalk } from '@/lib/line/verbs/start-talk';
import { seeOther } from '@/lib/platform/http/answer';

export const POST = route('POST /talk/start', async ({ tx, person, form }) => seeOther(`/talk/${await startTalk(tx, person, form.text('moving'))}`), { back: () => '/talk' });
