import { route } from '@/app/_edge/route';
import { revokeKey } from '@/lib/access/verbs/revoke-key';
import { seeOther } from '@/lib/platform/http/answer';

export const POST = route('POST /admin/keys/revoke', async ({ tx, form }) => seeOther((await revokeKey(tx, form.text('key'))).ok ? '/admin/keys?done=revoked' : '/admin/keys?problem=gone'), { back: () => '/admin/keys' });
