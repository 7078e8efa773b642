import { redirect } from 'next/navigation';
import { databaseAway } from '@/lib/platform/db';
import { describeError, log } from '@/lib/platform/log';
import { now } from '@/lib/platform/time';
import { currentPath, currentRequestId } from './session';

/**
 * What the framework may print of a page that failed: the request's id. An error's own message may quote
 * what somebody typed, so only our log describes it, without words. Redirects and "not found" pass through.
 */
export function withoutWords(error: unknown, requestId: string): unknown {
  if (error instanceof Error && 'digest' in error && typeof error.digest === 'string' && error.digest.startsWith('NEXT_')) return error;
  log().error({ err: describeError(error), requestId }, 'page failed');
  return new Error(`page failed, request ${requestId}`);
}

/** Where whoever wanted a page is told to try again: a page itself cannot answer 503. */
const TRY_AGAIN = '/try-again';

/**
 * What a page asks of the database. While that is away whoever wanted the page is told to try again, in plain words and with
 * the status that says so.
 */
export async function orTryAgain<T>(asked: Promise<T>): Promise<T> {
  try {
    return await asked;
  } catch (error) {
    if (databaseAway(error) === null) throw error;
    log().error({ err: describeError(error), requestId: await currentRequestId() }, 'page failed');
    redirect(`${TRY_AGAIN}?to=${encodeURIComponent(await currentPath())}&at=${now().epochMilliseconds}`);
  }
}

/** The same for what a page of nobody in particular only shows beside: it is shown without. */
export async function orWithout<T>(asked: Promise<T | null>): Promise<T | null> {
  try {
    return await asked;
  } catch (error) {
    if (databaseAway(error) === null) throw error;
    return null;
  }
}
