import pino, { type Logger } from 'pino';
import { config } from './config';

let kept: Logger | undefined;

/**
 * The process log: one JSON object a line on standard output. Callers log codes, ids, counts and
 * durations, never names, words or numbers of people; errors are logged by name and code alone,
 * since database messages may quote what was typed.
 */
export function log(): Logger {
  kept ??= pino({
    level: config().logLevel,
    base: null,
    timestamp: pino.stdTimeFunctions.isoTime,
    // What a caller has described already is left as it is.
    serializers: { err: (error: unknown) => (error instanceof Error ? describeError(error) : error) },
  });
  return kept;
}

/** The log for what has to be in it however little is logged else: it is kept elsewhere as evidence. Silent where the log is. */
export function evidenceLog(): Logger {
  return config().logLevel === 'silent' ? log() : log().child({}, { level: 'info' });
}

/** What may be logged of an error: kind, code and where, not its message. */
export function describeError(error: unknown): { name: string; code?: string; at?: string[] } {
  if (!(error instanceof Error)) return { name: typeof error };
  const code = 'code' in error && typeof error.code === 'string' ? error.code : undefined;
  const at = error.stack?.split('\n').filter((line) => line.trimStart().startsWith('at ')).slice(0, 6).map((line) => line.trim());
  return { name: error.name, ...(code === undefined ? {} : { code }), ...(at === undefined ? {} : { at }) };
}
