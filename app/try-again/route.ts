import { openRoute } from '@/app/_edge/route';
import { safeReturn } from '@/app/_edge/session';
import { databaseAnswers } from '@/lib/platform/db';
import { seeOther, tryAgainPage } from '@/lib/platform/http/answer';
import { now } from '@/lib/platform/time';

/** Whoever has just been sent here is not sent back at once: the two would take turns. A time to come is none: it would hold for ever. */
const FRESH_MS = 5_000;

/** The database did not answer when a page was wanted: says so, and leads back; loaded anew after a while, it leads back by itself. */
export const GET = openRoute('GET /try-again', async ({ request }) => {
  const to = safeReturn(request.nextUrl.searchParams.get('to') ?? '');
  const since = now().epochMilliseconds - Number(request.nextUrl.searchParams.get('at'));
  return !(Math.abs(since) < FRESH_MS) && (await databaseAnswers()) ? seeOther(to) : tryAgainPage(to, null);
});
