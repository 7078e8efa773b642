import { readAuthority, type Authority } from '@/lib/access/store';
import { tokenHash } from '@/lib/platform/crypto';
import { callerAt, callerLinkLookup, withActor, type Tx } from '@/lib/platform/db';
import type { Temporal } from 'temporal-polyfill';
import { now } from '@/lib/platform/time';
import { mayAskBirth } from '../../status/status';
import { readStatusPage, type StatusPage } from '../../status/status-page';
import { readCallerPage, type CallerPage } from '../caller-page';
import { isLinkToken, isOpened } from '../link';
import { opens, readLink } from '../link-store';
import { openLink } from '../open-link';

/** What a link leads to: nothing of this service; no longer anything; the question for the code; or the page itself. */
export type CallerMessage =
  | { state: 'unknown' }
  | { state: 'dead'; authority: Authority; at: Temporal.Instant }
  /** `birth`: a child's date of birth does as well as the code. */
  | { state: 'ask'; authority: Authority; at: Temporal.Instant; about: 'call' | 'status'; birth: boolean }
  | { state: 'open'; authority: Authority; at: Temporal.Instant; page: CallerPage }
  | { state: 'status'; authority: Authority; at: Temporal.Instant; page: StatusPage };

async function ofLink(tx: Tx, linkId: string, pass: string | undefined): Promise<CallerMessage> {
  const [authority, at] = [await readAuthority(tx), tx.at];
  return tx.asSystem(async (system) => {
    const link = await readLink(system, linkId);
    const open = opens(link, at) ? await openLink(system, link.letterId) : null;
    const right = isOpened(pass, linkId, at);
    tx.ledger({ action: open === null ? 'caller_link.dead' : right ? 'caller_link.read' : 'caller_link.asked', objectKind: 'caller_link', objectId: linkId, detail: { letter: link?.letterId ?? '' } });
    if (open === null) return { state: 'dead', authority, at };
    if (!right) return { state: 'ask', authority, at, about: open.about, birth: open.about === 'status' && mayAskBirth(open.facts) };
    if (open.about === 'call') return { state: 'open', authority, at, page: await readCallerPage(system, open) };
    const page = await readStatusPage(system, open.letter, open.facts, at);
    return page === null ? { state: 'dead', authority, at } : { state: 'status', authority, at, page };
  });
}

/**
 * Opens a caller's or a referrer's link (domain 7.11). Looking at it uses nothing up, so that a mail scanner does no harm; each look is in the
 * ledger. What it leads to is asked for anew each time.
 * @param pass the cookie of a browser in which the code was given.
 */
export async function readCallerMessage(token: string, pass: string | undefined): Promise<CallerMessage> {
  const found = isLinkToken(token) ? await callerLinkLookup(tokenHash(token)) : null;
  if (found === null) return { state: 'unknown' };
  return withActor(callerAt(found.authority_id), (tx) => ofLink(tx, found.link_id, pass), { at: now() });
}
