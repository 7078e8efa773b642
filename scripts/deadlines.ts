/**
 * Prints when a concern received at an instant is due by both clocks, in UTC:
 *   npm run deadlines -- --received 2026-04-02T15:00:00+01:00
 * One JSON document on standard output and nothing else. Bad input, or an instant beyond the bank holiday data: a
 * sentence on standard error and exit code 2.
 */
import { parseArgs } from 'node:util';
import { england } from '@/lib/clock/calendar';
import { deadlines } from '@/lib/clock/deadlines';
import { instantSchema } from '@/lib/clock/schema';

function refuse(message: string): never {
  process.stderr.write(`${message}\n`);
  process.exit(2);
}

function receivedOption(): string {
  try {
    const { values } = parseArgs({ options: { received: { type: 'string' } } });
    return values.received ?? refuse('--received is missing: give a date and time with an offset, for example 2026-04-02T15:00:00+01:00');
  } catch (error) {
    return refuse(error instanceof Error ? error.message : String(error));
  }
}

const received = instantSchema.safeParse(receivedOption());
if (!received.success) refuse(`--received ${received.error.issues[0]?.message}`);

const due = deadlines(received.data);
if (!due.ok) {
  refuse(
    `--received is beyond the calendar: bank holidays are known from ${england.firstDate.toString()} to ${england.lastDate.toString()} only, so the working day cannot be told`,
  );
}

const { due24h, due1wd } = due.value;
process.stdout.write(`${JSON.stringify({ due24h: due24h.toString(), due1wd: due1wd.toString() })}\n`);
