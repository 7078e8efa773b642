import { ADD_PROBLEM_WORDS, type AddProblem } from '@/lib/contact/additions/addition';
import type { Shut } from '@/lib/letter/follow-up/link';
import { numberForLink } from '@/lib/letter/follow-up/verbs/number-for-link';
import { handedBack, plainPage } from '@/lib/platform/http/answer';

/** The number of this moment, and what is said first where it cannot wait (domain 7.1). */
async function ringing(token: string, urgent: boolean): Promise<{ us: string; first: string[]; last: string[] }> {
  const line = await numberForLink(token);
  const us = line === null ? 'us' : line.number;
  if (!urgent) return { us, first: [], last: ['If a child is in danger now, ring 999.'] };
  return { us, first: [`Ring ${us} now${line?.whose === 'night' ? ', the emergency duty team' : ''}. Do not wait for us to read this. If a child is in danger at this moment, ring 999 first.`], last: [] };
}

/**
 * Said where words were taken by a link that opens no more (domain 7.11): its page could not say that they arrived. Why it does not is said
 * only to whoever said it themselves: it may be what must not be known yet.
 */
export async function shutPage(token: string, { shut, urgent }: { shut: Shut; urgent: boolean }): Promise<Response> {
  const { us, first, last } = await ringing(token, urgent);
  const why = shut === 'colleague' ? 'Because somebody you work with may be concerned, this link does not open any more, and nobody in your organisation but you sees what you told us. Say nothing to that person.' : 'This link does not open any more.';
  return plainPage(200, 'We have what you wrote', [...first, 'We have it. A person has not read it yet.', `${why} Ring ${us} if you want to know more.`, ...last]);
}

type NotTaken = AddProblem | 'nothing_chosen' | 'dead' | 'ask_code';

function why(problem: NotTaken, us: string): string {
  switch (problem) {
    case 'ask_code':
      return 'The half hour for which the page is open has run out. Go back, open the link again, and send it then.';
    case 'dead':
    case 'nothing_chosen':
      return `It could not be taken. Ring ${us}, and give the reference.`;
    case 'closed':
      return 'It was finished in the same moment. Go back and send it again: it begins a new contact.';
    default:
      return ADD_PROBLEM_WORDS[problem];
  }
}

/** Said where words by a link were not taken, and why. Nothing of them is kept here: they are shown to whoever typed them again. */
export async function notTakenPage(token: string, problem: NotTaken, { text, immediate }: { text: string; immediate: boolean }): Promise<Response> {
  const { us, first, last } = await ringing(token, immediate);
  return plainPage(409, 'That was not sent', [...first, why(problem, us), ...last, ...handedBack([text])]);
}
