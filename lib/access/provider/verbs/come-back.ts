import { z } from 'zod';
import { tokenHash } from '@/lib/platform/crypto';
import { accountLinkLookup, identityLookup, withActor } from '@/lib/platform/db';
import { describeError, log } from '@/lib/platform/log';
import { ok, refused, type Result } from '@/lib/platform/result';
import { now } from '@/lib/platform/time';
import { inUse } from '../../in-use';
import { endOwnLinks, takeLink } from '../../link-store';
import { holderOf, openSession, stageOf } from '../../open-session';
import { tellOwner } from '../../password/tell-owner';
import { ownPlaces } from '../../people-store';
import { membershipRow, type MembershipRow } from '../../schema';
import { hasFactor } from '../../second/factor-store';
import type { Stage } from '../../second/model';
import { endEverySession } from '../../sessions/session-store';
import { providerOf, takeFlow, tellOf, type Told } from '../flow';
import { addIdentity } from '../identity-store';

export type BackProblem = 'provider_failed' | 'provider_weak' | 'provider_unlinked' | 'provider_taken';

/** An account and where its person works, the oldest place first. */
interface Known {
  accountId: string;
  places: MembershipRow[];
}

async function knownAs({ issuer, subject }: Told): Promise<Known | null> {
  const found = await identityLookup(issuer, subject);
  return found && { accountId: found.account_id, places: z.array(membershipRow).parse(found.memberships) };
}

/**
 * Uses an invitation up to link its account to the person whom the provider named. As after a reset, every session of the account ends, and
 * its owner is told by e-mail. An account with a second factor of its own is linked only once that was given: a link from the post and
 * anybody's account at a provider are no way round it, now or later.
 * @returns the account whose link still waits for that, or null where it is linked.
 */
async function linkBy(secret: string, told: Told, provider: string): Promise<Result<Known | null, BackProblem>> {
  const link = await accountLinkLookup(tokenHash(secret), now());
  if (link === null) return refused('provider_unlinked');
  if ((await knownAs(told)) !== null) return refused('provider_taken');
  const { account_id: accountId, link_id: linkId } = link;
  return withActor(holderOf(accountId, link.authority_id), async (tx) => {
    const waits = await hasFactor(tx);
    const tells = link.purpose === 'reset' || (await inUse(tx));
    if (!waits && !(await addIdentity(tx, told))) return refused('provider_taken');
    if (!(await takeLink(tx, linkId))) throw new Error('the invitation was used at the same moment');
    await endOwnLinks(tx);
    const ended = await endEverySession(tx);
    if (tells) await tellOwner(tx, 'provider');
    tx.ledger({ action: waits ? 'identity.waits' : 'identity.linked', objectKind: 'account', objectId: accountId, detail: { provider, ended } });
    return ok(waits ? { accountId, places: await ownPlaces(tx) } : null);
  });
}

/**
 * Somebody comes back from their provider. Known by issuer and subject alone: the same e-mail address at another provider is somebody
 * else. Where the provider has not seen a second factor (neither acr nor amr is configured) ours is asked; and always in the sign-in that
 * links, where the account has one.
 * @param search the query with which they came.
 * @returns the session's token, how far it is open, and where they were going.
 */
export async function comeBack(id: string, given: { flow: string; search: string; agent: string }): Promise<Result<{ token: string; stage: Stage; back: string }, BackProblem>> {
  const provider = providerOf(id);
  const flow = provider && (await takeFlow(provider, given.flow));
  if (!provider || !flow) return refused('provider_failed');
  let told: Told | null;
  try {
    told = await tellOf(provider, flow, given.search);
  } catch (error) {
    log().warn({ err: describeError(error), provider: id }, 'provider did not sign somebody in');
    return refused('provider_failed');
  }
  if (told === null) return refused('provider_weak');
  const linking = flow.link === '' ? ok(null) : await linkBy(flow.link, told, id);
  if (!linking.ok) return refused(linking.problem);
  const waiting = linking.value;
  const known = waiting ?? (await knownAs(told));
  const [membership] = known?.places ?? [];
  if (known === null || membership === undefined) return refused('provider_unlinked');
  // Until its own factor was given, what the provider saw is somebody else's for all that is known.
  const amr = told.strong && waiting === null ? 'idp mfa' : 'idp';
  const stage = await stageOf(known.accountId, membership, amr);
  const { issuer, subject, sid } = told;
  return ok({ token: await openSession(known.accountId, membership, amr, { stage, agent: given.agent, provider: { issuer, subject, sid } }), stage, back: flow.back });
}
