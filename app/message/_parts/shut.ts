import type { Shut } from '@/lib/letter/follow-up/link';
import { numberForLink } from '@/lib/letter/follow-up/verbs/number-for-link';
import { plainPage } from '@/lib/platform/http/answer';

/**
 * Said where words were taken by a link that opens no more (domain 7.11): its page could not say that they arrived. Why it does not is said
 * only to whoever said it themselves: it may be what must not be known yet.
 */
export async function shutPage(token: string, { shut, urgent }: { shut: Shut; urgent: boolean }): Promise<Response> {
  const line = await numberForLink(token);
  const us = line === null ? 'us' : line.number;
  const why = shut === 'colleague' ? 'Because somebody you work with may be concerned, this link does not open any more, and nobody in your organisation but you sees what you told us. Say nothing to that person.' : 'This link does not open any more.';
  const danger = urgent ? `Ring ${us} now${line?.whose === 'night' ? ', the emergency duty team' : ''}. Do not wait for us to read this. If a child is in danger at this moment, ring 999 first.` : null;
  const kept = ['We have it. A person has not read it yet.', `${why} Ring ${us} if you want to know more.`];
  return plainPage(200, 'We have what you wrote', danger === null ? [...kept, 'If a child is in danger now, ring 999.'] : [danger, ...kept]);
}
