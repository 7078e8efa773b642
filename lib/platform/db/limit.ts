import { RateLimiterPostgres, RateLimiterRes } from 'rate-limiter-flexible';
import { keyedDigest } from '../crypto';
import { limitClient, prisma } from './client';

/** So many times within so many seconds, of one kind of act. */
export interface Limit {
  name: string;
  times: number;
  seconds: number;
}

export type Spent = { within: true } | { within: false; retryAfterSeconds: number };

const TABLE = 'rate_limit';
const limiters = new Map<string, RateLimiterPostgres>();

function limiterOf({ name, times, seconds }: Limit): RateLimiterPostgres {
  const key = `${name}:${times}:${seconds}`;
  const there = limiters.get(key);
  if (there !== undefined) return there;
  // The table is the migration's; what has expired is cleared by the minute, and not by each process for itself.
  const made = new RateLimiterPostgres({ storeClient: limitClient, storeType: 'pool', tableName: TABLE, tableCreated: true, clearExpiredByTimeout: false, keyPrefix: name, points: times, duration: seconds });
  limiters.set(key, made);
  return made;
}

const keyOf = (limit: Limit, subject: string) => Buffer.from(keyedDigest(`${limit.name}:${subject}`)).toString('hex');
const secondsOf = ({ msBeforeNext }: RateLimiterRes) => Math.max(1, Math.ceil(msBeforeNext / 1000));

/**
 * Counts one act of a subject, across every process. What the subject is stands nowhere: its keyed digest does.
 * @returns whether it is still within the limit; if not, after how many seconds it is again.
 * @throws when the database does not answer: who asks decides whether that shuts the door (a sign-in) or not (a concern).
 */
export async function spend(limit: Limit, subject: string): Promise<Spent> {
  try {
    await limiterOf(limit).consume(keyOf(limit, subject));
    return { within: true };
  } catch (refusal) {
    if (!(refusal instanceof RateLimiterRes)) throw refusal;
    return { within: false, retryAfterSeconds: secondsOf(refusal) };
  }
}

/**
 * Asks whether one more act of a subject would be within the limit, and counts nothing.
 * @throws when the database does not answer.
 */
export async function peek(limit: Limit, subject: string): Promise<Spent> {
  const counted = await limiterOf(limit).get(keyOf(limit, subject));
  return counted === null || counted.consumedPoints < limit.times ? { within: true } : { within: false, retryAfterSeconds: secondsOf(counted) };
}

/** Lets a subject begin anew: what was counted of it is forgotten. */
export async function startAnew(limit: Limit, subject: string): Promise<void> {
  await limiterOf(limit).set(keyOf(limit, subject), 0, limit.seconds);
}

/** Forgets the counts whose time is over. @param before milliseconds since 1970. */
export async function clearLimits(before: number): Promise<void> {
  await prisma().$executeRaw`select rate_limit_clear(${before})`;
}
