import { route } from '@/app/_edge/route';
import { takeRingBack } from '@/lib/line/verbs/take-ring-back';
import { seeOther } from '@/lib/platform/http/answer';

export const POST = route('POST /ring-backs/take', async ({ tx, form }) => seeOther((await takeRingBack(tx, form.text('id'))).ok ? '/ring-backs?done=taken' : '/ring-backs?problem=gone'), { back: () => '/ring-backs' });
