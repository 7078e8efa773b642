import { openRoute } from '@/app/_edge/route';
import { json } from '@/lib/platform/http/answer';

/** The process answers. */
export const GET = openRoute('GET /healthz', async () => json({ alive: true }));
