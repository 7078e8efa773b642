import { tokenHash } from '@/lib/platform/crypto';
import { callerAt, callerLinkLookup, withActor } from '@/lib/platform/db';
import { refused, type Result } from '@/lib/platform/result';
import { keepAnswer, openToCaller, type Answered, type AnswerProblem, type CallerAnswer } from '../caller-page';
import { isLinkToken, isOpened } from '../link';
import { lockLink, opens } from '../link-store';

/** Keeps what whoever rang answers by their link, in a browser in which the code was given. */
export async function answerByLink(token: string, pass: string | undefined, answer: CallerAnswer): Promise<Result<Answered, AnswerProblem | 'dead' | 'ask_code'>> {
  const found = isLinkToken(token) ? await callerLinkLookup(tokenHash(token)) : null;
  if (found === null) return refused('dead');
  return withActor(callerAt(found.authority_id), (tx) =>
    tx.asSystem(async (system): Promise<Result<Answered, AnswerProblem | 'dead' | 'ask_code'>> => {
      const link = await lockLink(system, found.link_id);
      const open = opens(link, tx.at) ? await openToCaller(system, link.letterId) : null;
      if (open === null) return refused('dead');
      return isOpened(pass, found.link_id, tx.at) ? keepAnswer(system, { ...open, way: 'link' }, answer) : refused('ask_code');
    }),
  );
}
