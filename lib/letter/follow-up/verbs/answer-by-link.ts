import { tokenHash } from '@/lib/platform/crypto';
import { callerAt, callerLinkLookup, withActor, type Tx } from '@/lib/platform/db';
import { refused, type Result } from '@/lib/platform/result';
import { goneToCaller, keepAnswer, type Answered, type AnswerProblem, type CallerAnswer } from '../caller-page';
import { linkProblem } from '../follow-up';
import { isLinkToken, isOpened } from '../link';
import { lockLink, opens } from '../link-store';

/**
 * Keeps what whoever rang answers by their link, in a browser in which the code was given. What has shut the page meanwhile, but for a
 * person who ended the link, forbids reading it and not writing: what they put right may be of danger (safe practice 17). Who is kept as a
 * protected source is not named by an answer.
 * @param receipt writes what is owed to the referrer of a new contact, in the same transaction.
 */
export async function answerByLink(token: string, pass: string | undefined, answer: CallerAnswer, receipt: (tx: Tx, contactId: string) => Promise<unknown>): Promise<Result<Answered, AnswerProblem | 'dead' | 'ask_code'>> {
  const found = isLinkToken(token) ? await callerLinkLookup(tokenHash(token)) : null;
  if (found === null) return refused('dead');
  return withActor(callerAt(found.authority_id), async (tx): Promise<Result<Answered, AnswerProblem | 'dead' | 'ask_code'>> => {
    const answered = await tx.asSystem(async (system): Promise<Result<Answered, AnswerProblem | 'dead' | 'ask_code'>> => {
      const link = await lockLink(system, found.link_id);
      const theirs = opens(link, tx.at) ? await goneToCaller(system, link.letterId) : null;
      if (theirs === null || theirs.facts.sealed) return refused('dead');
      const [shut, opened] = [linkProblem(theirs.facts) !== null, isOpened(pass, found.link_id, tx.at)];
      // That a page is right which they do not see any more says nothing.
      if (shut && (!opened || answer.verdict === 'confirmed')) return refused('dead');
      return opened ? keepAnswer(system, { ...theirs, way: 'link' }, answer) : refused('ask_code');
    });
    if (answered.ok && answered.value.newContactId !== null) await receipt(tx, answered.value.newContactId);
    return answered;
  });
}
