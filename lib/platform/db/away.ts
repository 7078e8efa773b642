/** How the database failed to answer: the connection under way was lost, had been lost before it was asked, or none could be had. */
export type Away = 'lost' | 'not_asked' | 'none';

/** SQLSTATE of PostgreSQL: a session that was ended or crashed under somebody, and class 08 (PostgreSQL, appendix A). */
const LOST = /^(57P01|57P02|57P05|08\w{3}|ECONNRESET|EPIPE|P1017|ConnectionClosed)$/;
/** It starts or stops, has no connection left, or nobody listens; P2024 and P2028 are Prisma's waits for a connection that ran out. */
const NONE = /^(57P03|53300|ECONNREFUSED|ETIMEDOUT|EHOSTUNREACH|ENETUNREACH|ENOTFOUND|EAI_AGAIN|P1001|P1002|P1008|P2024|P2028|P2037|DatabaseNotReachable|SocketTimeout|TooManyConnections)$/;
/** What the driver says in words alone. */
const LOST_WORDS = /connection terminated unexpectedly|server closed the connection/i;
const NOT_ASKED_WORDS = /client has encountered a connection error|client was closed and is not queryable/i;
const NONE_WORDS = /timeout exceeded when trying to connect|connection terminated due to connection timeout/i;

const DEEPEST = 6;

/** What an error says of itself, and what it was made from. */
function parts(error: unknown, depth = 0): string[][] {
  if (typeof error !== 'object' || error === null || depth > DEEPEST) return [];
  const { code, originalCode, kind, message, originalMessage, cause, meta, driverAdapterError } = error as Record<string, unknown>;
  const own = [code, originalCode, kind, message, originalMessage].map((each) => (typeof each === 'string' ? each : ''));
  return [own, ...[cause, meta, driverAdapterError].flatMap((inner) => parts(inner, depth + 1))];
}

/**
 * Did something fail because the database was not there, and not because of what was asked? Then the same may be asked again.
 * @returns how, or null where the fault is another.
 */
export function databaseAway(error: unknown): Away | null {
  const all = parts(error);
  const says = (codes: RegExp | null, words: RegExp) => all.some(([code = '', original = '', kind = '', ...messages]) => (codes !== null && [code, original, kind].some((each) => codes.test(each))) || messages.some((message) => words.test(message)));
  if (says(null, NOT_ASKED_WORDS)) return 'not_asked';
  if (says(LOST, LOST_WORDS)) return 'lost';
  return says(NONE, NONE_WORDS) ? 'none' : null;
}

/** A connection that is lost once may be lost again; three in a row are no chance any more. */
export const TRIES = 3;

/** Another connection may do better. */
export const isLost = (away: Away | null): boolean => away === 'lost' || away === 'not_asked';

/** Asks again what may be asked twice, such as a look-up, when its connection was lost. */
export async function askingAgain<T>(ask: () => Promise<T>): Promise<T> {
  for (let tries = 1; ; tries += 1) {
    try {
      return await ask();
    } catch (error) {
      if (tries >= TRIES || !isLost(databaseAway(error))) throw error;
    }
  }
}
