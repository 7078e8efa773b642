import { bodyProblem, machineRoute } from '@/app/_edge/machine';
import { CALLS_PROBLEMS, readCsv, readJson } from '@/lib/line/events/call-event';
import { importCalls } from '@/lib/line/verbs/import-calls';
import { json } from '@/lib/platform/http/answer';
import { readText } from '@/lib/platform/http/body';
import { problemJson } from '@/lib/platform/http/problem';

const READERS = new Map([['application/json', readJson], ['text/csv', readCsv]]);

/** What a telephone system says of its calls (docs/call-events.md). */
export const POST = machineRoute('POST /api/call-events', ['call_events'], async ({ tx, bytes, contentType }) => {
  const reader = READERS.get(contentType);
  if (reader === undefined) return problemJson(415, 'wrong_type', 'Send application/json or text/csv');
  const text = readText(bytes);
  if (!text.ok) return bodyProblem(text.problem);
  const read = reader(text.value, tx.at);
  if (!read.ok) return problemJson(400, read.problem, CALLS_PROBLEMS[read.problem]);
  const { taken, repeated, leftOut, ringBacks } = await importCalls(tx, read.value);
  return json({ taken, repeated, left_out: leftOut, ring_backs: ringBacks });
});
