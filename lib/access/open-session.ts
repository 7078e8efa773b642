import { config } from '@/lib/platform/config';
import { tokenHash } from '@/lib/platform/crypto';
import { withActor, type Actor } from '@/lib/platform/db';
import { newId, newToken } from '@/lib/platform/ids';
import { Temporal } from 'temporal-polyfill';
import { ABSOLUTE_HOURS } from './model';
import type { MembershipRow } from './schema';
import { hasFactor } from './second/factor-store';
import { ENROL_MINUTES, gaveSecond, SECOND_MINUTES, stageAfter, stricter, type Stage } from './second/model';
import { addSession, readAuthority, type ProviderHold } from './store';

type Place = Pick<MembershipRow, 'id' | 'authorityId' | 'role' | 'agencyId'>;

/** How long a session may be open that stands so. */
const lasting = (stage: Stage) => (stage === 'full' ? { hours: ABSOLUTE_HOURS } : { minutes: stage === 'second' ? SECOND_MINUTES : ENROL_MINUTES });

const earlier = (one: Temporal.Instant, other: Temporal.Instant) => (Temporal.Instant.compare(one, other) < 0 ? one : other);

/** An account whose holder has proved a first factor, and is nobody of any role yet. */
export function holderOf(accountId: string, authorityId: string): Actor {
  return { authorityId, actorId: accountId, agencyId: null, role: 'account_holder' };
}

/** How far a session of this account and place of work opens, by what it proved and what service and area ask. */
export async function stageOf(accountId: string, { authorityId, role }: Pick<Place, 'authorityId' | 'role'>, amr: string): Promise<Stage> {
  if (gaveSecond(amr)) return 'full';
  return withActor(holderOf(accountId, authorityId), async (tx) => {
    const { settings } = await readAuthority(tx);
    return stageAfter({ hasFactor: await hasFactor(tx), gave: false, role, asked: stricter(config().secondFactor, settings.secondFactor) });
  });
}

/**
 * Opens a session for one membership of an account, under a new token.
 * @param amr what was proved (RFC 8176), with blanks between.
 * @param opened how far it opens, in which browser, when the person proved themselves, where that was not now, by which provider they came,
 * and `goesOn`: when the session that it goes on with was opened, and its end, which it does not outlast.
 */
export async function openSession(accountId: string, membership: Place, amr: string, { stage = 'full', agent = '', provedAt, provider = null, goesOn }: { stage?: Stage; agent?: string; provedAt?: Date | null; provider?: ProviderHold | null; goesOn?: { createdAt: Temporal.Instant; expiresAt: Temporal.Instant } } = {}): Promise<string> {
  const token = newToken();
  const actor = { authorityId: membership.authorityId, actorId: accountId, agencyId: membership.agencyId, role: membership.role };
  await withActor(actor, async (tx) => {
    const id = newId();
    const end = tx.at.add(lasting(stage));
    const goingOn = goesOn === undefined ? { expiresAt: end } : { createdAt: goesOn.createdAt, expiresAt: earlier(end, goesOn.expiresAt) };
    await addSession(tx, { id, tokenHash: tokenHash(token), accountId, membershipId: membership.id, amr, stage, agent: agent.slice(0, 300), provider, ...(provedAt === undefined ? {} : { provedAt }), ...goingOn });
    tx.ledger({ action: 'session.opened', objectKind: 'session', objectId: id, detail: { amr, stage } });
  });
  return token;
}
