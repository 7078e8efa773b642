import { route } from '@/app/_edge/route';
import { withdrawPack } from '@/lib/assurance/subject-access/verbs/withdraw-pack';
import { seeOther } from '@/lib/platform/http/answer';

export const POST = route('POST /access-packs/withdraw', async ({ tx, form }) => seeOther((await withdrawPack(tx, form.text('pack'))).ok ? '/access-packs?done=withdrawn' : '/access-packs?problem=gone'), { back: () => '/access-packs' });
