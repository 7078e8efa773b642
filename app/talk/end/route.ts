import { route } from '@/app/_edge/route';
import { takeBackAsked } from '@/lib/line/verbs/take-back-asked';
import { seeOther } from '@/lib/platform/http/answer';

export const POST = route('POST /talk/end', async ({ tx, form }) => seeOther((await takeBackAsked(tx, form.text('id'))).ok ? '/talk?done=taken_back' : '/talk?problem=gone'), { back: () => '/talk' });
