import { timingSafeEqual } from 'node:crypto';
import { openRoute } from '@/app/_edge/route';
import { figuresOf, gaugesOf } from './gauges';
import { config } from '@/lib/platform/config';
import { tokenHash } from '@/lib/platform/crypto';
import { NO_STORE, plainPage } from '@/lib/platform/http/answer';
import { EXPOSITION_TYPE, exposition } from '@/lib/platform/metrics';

export const dynamic = 'force-dynamic';

function isMonitor(header: string | null): boolean {
  const { metricsToken } = config();
  if (metricsToken === null || header === null) return false;
  // Of hashes, which are as long as each other.
  return timingSafeEqual(tokenHash(header), tokenHash(`Bearer ${metricsToken}`));
}

/** How the service does, in numbers, for Prometheus (docs/running.md). To everybody but the monitor it is not there. */
export const GET = openRoute('GET /metrics', async ({ request }) => {
  if (!isMonitor(request.headers.get('authorization'))) return plainPage(404, 'Page not found', ['It is not here, or it is not for you to see.']);
  return new Response(await exposition(gaugesOf(await figuresOf())), { headers: { ...NO_STORE, 'content-type': EXPOSITION_TYPE, 'x-content-type-options': 'nosniff' } });
});
