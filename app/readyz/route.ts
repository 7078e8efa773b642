import { openRoute } from '@/app/_edge/route';
import { england } from '@/lib/clock/calendar';
import { databaseAnswers } from '@/lib/platform/db';
import { json } from '@/lib/platform/http/answer';
import { londonDate, now } from '@/lib/platform/time';
import { Temporal } from 'temporal-polyfill';

/** May traffic be sent here? The database answers, and the list of bank holidays reaches beyond today. */
export const GET = openRoute('GET /readyz', async () => {
  const database = await databaseAnswers();
  const calendar = Temporal.PlainDate.compare(londonDate(now()), england.lastDate) < 0;
  return json({ ready: database && calendar, database, calendar }, database && calendar ? 200 : 503);
});
