import { describeError, log } from '@/lib/platform/log';

/**
 * What the framework may print of a page that failed: the request's id. An error's own message may quote
 * what somebody typed, so only our log describes it, without words. Redirects and "not found" pass through.
 */
export function withoutWords(error: unknown, requestId: string): unknown {
  if (error instanceof Error && 'digest' in error && typeof error.digest === 'string' && error.digest.startsWith('NEXT_')) return error;
  log().error({ err: describeError(error), requestId }, 'page failed');
  return new Error(`page failed, request ${requestId}`);
}
