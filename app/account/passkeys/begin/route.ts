import { route } from '@/app/_edge/route';
import { beginPasskey } from '@/lib/access/passkey/verbs/make-passkey';
import { seeOther } from '@/lib/platform/http/answer';

export const POST = route('POST /account/passkeys/begin', async ({ person }) => seeOther(`/account/passkeys?asked=${await beginPasskey(person)}`), { back: () => '/account' });
