import { timingSafeEqual } from 'node:crypto';
import { callerCode } from '@/lib/contact/ending/caller-code';
import { tokenHash } from '@/lib/platform/crypto';
import { callerAt, callerLinkLookup, withActor } from '@/lib/platform/db';
import { ok, refused, type Result } from '@/lib/platform/result';
import { openToCaller } from '../caller-page';
import { codeTyped, isLinkToken, openedCookie } from '../link';
import { countWrong, forgetWrong, lockLink, opens } from '../link-store';

function isCode(typed: string, right: string): boolean {
  const [given, kept] = [Buffer.from(codeTyped(typed)), Buffer.from(right)];
  return given.length === kept.length && timingSafeEqual(given, kept);
}

/**
 * Takes the code that was told on the telephone. Five wrong ones end the link: a worker then writes the letter anew.
 * @returns the cookie that opens the page in this browser for half an hour.
 */
export async function openCallerLink(token: string, typed: string): Promise<Result<{ cookie: string }, 'dead' | 'wrong_code'>> {
  const found = isLinkToken(token) ? await callerLinkLookup(tokenHash(token)) : null;
  if (found === null) return refused('dead');
  return withActor(callerAt(found.authority_id), (tx) =>
    tx.asSystem(async (system) => {
      const link = await lockLink(system, found.link_id);
      const open = opens(link, tx.at) ? await openToCaller(system, link.letterId) : null;
      if (link === null || open === null) return refused('dead');
      const right = isCode(typed, callerCode(open.facts.key, open.letter.issue));
      tx.ledger({ action: right ? 'caller_link.opened' : 'caller_link.wrong_code', objectKind: 'caller_link', objectId: link.id, detail: { letter: link.letterId } });
      if (!right) return refused((await countWrong(system, link)) > 0 ? 'wrong_code' : 'dead');
      await forgetWrong(system, link.id);
      return ok({ cookie: openedCookie(link.id, tx.at) });
    }),
  );
}
