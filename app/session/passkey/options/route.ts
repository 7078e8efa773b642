import { openRoute } from '@/app/_edge/route';
import { askForPasskey } from '@/lib/access/passkey/verbs/ask-for-passkey';
import { json } from '@/lib/platform/http/answer';

/** What a script asks the device: the same for everybody. */
export const POST = openRoute('POST /session/passkey/options', async () => json(await askForPasskey()));
