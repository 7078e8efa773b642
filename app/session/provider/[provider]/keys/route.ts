import { openRoute } from '@/app/_edge/route';
import { publicKeysFor } from '@/lib/access/provider/client-key';
import { providerOf } from '@/lib/access/provider/flow';
import { json } from '@/lib/platform/http/answer';

/** The public halves of the keys with which this service says who it is to one provider. */
export const GET = openRoute('GET /session/provider/[provider]/keys', ({ params }) => Promise.resolve(json(publicKeysFor(providerOf(params['provider'] ?? '')))));
