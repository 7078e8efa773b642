import { machineRoute } from '@/app/_edge/route';
import { CALLS_PROBLEMS, readCsv, readJson } from '@/lib/line/events/call-event';
import { importCalls } from '@/lib/line/verbs/import-calls';
import { json } from '@/lib/platform/http/answer';

const READERS: Record<string, typeof readJson> = { 'application/json': readJson, 'text/csv': readCsv };

/** What a telephone system says of its calls (docs/call-events.md). */
export const POST = machineRoute('POST /api/call-events', 'call_events', async ({ tx, text, contentType }) => {
  const reader = READERS[contentType];
  if (reader === undefined) return json({ problem: 'wrong_type', words: 'Send application/json or text/csv.' }, 415);
  const read = reader(text, tx.at);
  if (!read.ok) return json({ problem: read.problem, words: CALLS_PROBLEMS[read.problem] }, 400);
  const { taken, repeated, leftOut, ringBacks } = await importCalls(tx, read.value);
  return json({ taken, repeated, left_out: leftOut, ring_backs: ringBacks });
});
