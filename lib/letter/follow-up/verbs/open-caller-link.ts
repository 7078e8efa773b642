import { timingSafeEqual } from 'node:crypto';
import { callerCode } from '@/lib/contact/ending/caller-code';
import { tokenHash } from '@/lib/platform/crypto';
import { callerAt, callerLinkLookup, withActor } from '@/lib/platform/db';
import { ok, refused, type Result } from '@/lib/platform/result';
import { mayAskBirth } from '../../status/status';
import { statusCode } from '../../status/status-code';
import { codeTyped, isLinkToken, openedCookie } from '../link';
import { countOpened, countWrong, lockLink, opens, type OpenedBy } from '../link-store';
import { openLink, type OpenLink } from '../open-link';

function same(typed: string, right: string): boolean {
  const [given, kept] = [Buffer.from(typed), Buffer.from(right)];
  return given.length === kept.length && timingSafeEqual(given, kept);
}

/** What somebody typed to open a link: the code, or the ISO date of a child's birth. Empty for what was not. */
export interface Typed {
  code: string;
  birth?: string;
}

/** By what it opens, or null. Of a date of birth each is looked at, so that which of several it was does not show. */
function opensBy(open: OpenLink, linkId: string, { code, birth = '' }: Typed): OpenedBy | null {
  const right = open.about === 'call' ? callerCode(open.facts.key, open.letter.issue) : statusCode(linkId);
  if (same(codeTyped(code), right)) return 'code';
  if (open.about === 'call' || birth === '' || !mayAskBirth(open.facts)) return null;
  return open.facts.births.filter((each) => same(birth, each)).length > 0 ? 'birth' : null;
}

/**
 * Takes the code that was told by another way than the link, or of somebody at work the date of birth of a child whom they
 * reported. Five wrong ones end the link, whichever they were: a worker then sends another.
 * @returns the cookie that opens the page in this browser for half an hour.
 */
export async function openCallerLink(token: string, typed: Typed): Promise<Result<{ cookie: string }, 'dead' | 'wrong_code'>> {
  const found = isLinkToken(token) ? await callerLinkLookup(tokenHash(token)) : null;
  if (found === null) return refused('dead');
  return withActor(callerAt(found.authority_id), (tx) =>
    tx.asSystem(async (system) => {
      const link = await lockLink(system, found.link_id);
      const open = opens(link, tx.at) ? await openLink(system, link.letterId) : null;
      if (link === null || open === null) return refused('dead');
      const by = opensBy(open, link.id, typed);
      tx.ledger({ action: by === null ? 'caller_link.wrong_code' : 'caller_link.opened', objectKind: 'caller_link', objectId: link.id, detail: { letter: link.letterId, ...(by === null ? {} : { by }) } });
      if (by === null) return refused((await countWrong(system, link)) > 0 ? 'wrong_code' : 'dead');
      await countOpened(system, link, by);
      return ok({ cookie: openedCookie(link.id, tx.at) });
    }),
  );
}
