import { describeError, log } from '@/lib/platform/log';
import { ok, refused, type Result } from '@/lib/platform/result';
import { beginFlow, providerOf } from '../flow';

/**
 * Sends somebody to their provider.
 * @param link the secret of an invitation that links their account, or an empty string.
 * @returns where to go, and the id that their browser keeps meanwhile.
 */
export async function beginAtProvider(id: string, going: { back: string; link: string }): Promise<Result<{ id: string; to: string }, 'unknown_provider' | 'provider_down'>> {
  const provider = providerOf(id);
  if (provider === null) return refused('unknown_provider');
  try {
    return ok(await beginFlow(provider, going));
  } catch (error) {
    log().warn({ err: describeError(error), provider: id }, 'provider does not answer');
    return refused('provider_down');
  }
}
