import { z } from 'zod';
import { tokenHash } from '@/lib/platform/crypto';
import { accountLinkLookup, identityLookup, withActor } from '@/lib/platform/db';
import { describeError, log } from '@/lib/platform/log';
import { ok, refused, type Result } from '@/lib/platform/result';
import { now } from '@/lib/platform/time';
import { endLinks, takeLink } from '../../link-store';
import { holderOf, openSession, stageOf } from '../../open-session';
import { membershipRow } from '../../schema';
import type { Stage } from '../../second/model';
import { providerOf, takeFlow, tellOf, type Told } from '../flow';
import { addIdentity } from '../identity-store';

export type BackProblem = 'provider_failed' | 'provider_weak' | 'provider_unlinked' | 'provider_taken';

/** Uses an invitation up to link its account to the person whom the provider named. */
async function linkBy(secret: string, { issuer, subject }: Told, provider: string): Promise<BackProblem | null> {
  const link = await accountLinkLookup(tokenHash(secret), now());
  if (link === null) return 'provider_unlinked';
  return withActor(holderOf(link.account_id, link.authority_id), async (tx) => {
    if (!(await addIdentity(tx, { issuer, subject }))) return 'provider_taken';
    if (!(await takeLink(tx, link.link_id))) throw new Error('the invitation was used at the same moment');
    await endLinks(tx, link.account_id);
    tx.ledger({ action: 'identity.linked', objectKind: 'account', objectId: link.account_id, detail: { provider } });
    return null;
  });
}

/**
 * Somebody comes back from their provider. Known by issuer and subject alone: the same e-mail address at another provider is somebody
 * else. Where the provider has not seen a second factor (neither acr nor amr is configured) ours is asked.
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
  const problem = flow.link === '' ? null : await linkBy(flow.link, told, id);
  if (problem !== null) return refused(problem);
  const found = await identityLookup(told.issuer, told.subject);
  const [membership] = z.array(membershipRow).parse(found?.memberships ?? []);
  if (found === null || membership === undefined) return refused('provider_unlinked');
  const amr = told.strong ? 'idp mfa' : 'idp';
  const stage = await stageOf(found.account_id, membership, amr);
  const { issuer, subject, sid } = told;
  return ok({ token: await openSession(found.account_id, membership, amr, { stage, agent: given.agent, provider: { issuer, subject, sid } }), stage, back: flow.back });
}
