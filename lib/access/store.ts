import { CALLER_ID, SOURCE_ID, type Tx } from '@/lib/platform/db';
import type { ReadTx } from '@/lib/platform/db/report';
import { dateOf, instantOf } from '@/lib/platform/time';
import type { Temporal } from 'temporal-polyfill';
import type { Stage } from './second/model';
import { ABSOLUTE_HOURS, sessionState, type Belongs, type Person } from './model';
import { authoritySettings, type AuthoritySettings } from './schema';

export interface Authority {
  id: string;
  name: string;
  shortName: string;
  prefix: string;
  serviceName: string;
  settings: AuthoritySettings;
}

/** The authority of the actor. */
export async function readAuthority(tx: Tx): Promise<Authority> {
  return authorityOf(await tx.db.authority.findUniqueOrThrow({ where: { id: tx.actor.authorityId } }));
}

/** When the front door of the actor's authority opens. */
export async function doorOpens(tx: Tx): Promise<string> {
  return (await readAuthority(tx)).settings.dutyHours.from;
}

/** An authority from its row. */
export function authorityOf({ id, name, shortName, prefix, serviceName, settings }: Omit<Authority, 'settings'> & { settings: unknown }): Authority {
  return { id, name, shortName, prefix, serviceName, settings: authoritySettings.parse(settings) };
}

/** The settings as they stand now, held still until the transaction ends: of two who change them at once the second sees what the first changed. */
export async function settingsToChange(tx: Tx): Promise<AuthoritySettings> {
  await tx.db.$queryRaw`select 1 from authority where id = ${tx.actor.authorityId} for no key update`;
  return (await readAuthority(tx)).settings;
}

/** Replaces the settings of the actor's authority, which were read to be changed. */
export async function saveSettings(tx: Tx, settings: AuthoritySettings): Promise<void> {
  await tx.db.authority.update({ where: { id: tx.actor.authorityId }, data: { settings } });
}

/** By which outside provider a session came: who, and which session, it is there. The provider ends it by these. */
export interface ProviderHold {
  issuer: string;
  subject: string;
  sid: string | null;
}

/** Writes a new session of the actor. @param session `createdAt`: when its person signed in, where that was not now. */
export async function addSession(tx: Tx, session: { id: string; tokenHash: Uint8Array<ArrayBuffer>; accountId: string; membershipId: string; amr: string; stage?: Stage; agent?: string; provedAt?: Date | null; provider?: ProviderHold | null; createdAt?: Temporal.Instant; expiresAt: Temporal.Instant }): Promise<void> {
  const { provider = null, createdAt = tx.at, ...rest } = session;
  const by = provider === null ? {} : { providerIssuer: provider.issuer, providerSubject: provider.subject, providerSid: provider.sid };
  await tx.db.session.create({
    data: { stage: 'full', provedAt: dateOf(tx.at), ...rest, ...by, authorityId: tx.actor.authorityId, createdAt: dateOf(createdAt), seenAt: dateOf(tx.at), expiresAt: dateOf(session.expiresAt) },
  });
}

export interface Opening {
  amr: string;
  agent: string;
  provedAt: Date | null;
  provider: ProviderHold | null;
  createdAt: Temporal.Instant;
  expiresAt: Temporal.Instant;
}

/** How and when a session of the actor was opened and by which provider, when its person last proved themselves, and when it ends. */
export async function readOpening(tx: Tx, id: string): Promise<Opening | null> {
  const row = await tx.db.session.findUnique({ where: { authorityId_id: { authorityId: tx.actor.authorityId, id } } });
  if (row === null) return null;
  const { amr, agent, provedAt, providerIssuer: issuer, providerSubject: subject, providerSid: sid } = row;
  const provider = issuer === null || subject === null ? null : { issuer, subject, sid };
  return { amr, agent, provedAt, provider, createdAt: instantOf(row.createdAt), expiresAt: instantOf(row.expiresAt) };
}

/**
 * Opens a session of the actor wholly, or goes on with it after they proved themselves again: under a new token, so that whoever
 * knew the old one knows nothing. False when it ended meanwhile.
 * @param renewed `half`: it waited for this, and now lasts its shift, which is counted from its first step.
 */
export async function renewSession(tx: Tx, id: string, renewed: { tokenHash: Uint8Array<ArrayBuffer>; amr: string; half?: boolean }): Promise<boolean> {
  const { half = false, ...rest } = renewed;
  const opening = half ? await readOpening(tx, id) : null;
  const fresh = opening === null ? {} : { expiresAt: dateOf(opening.createdAt.add({ hours: ABSOLUTE_HOURS })) };
  const { count } = await tx.db.session.updateMany({ where: { authorityId: tx.actor.authorityId, id, accountId: tx.actor.actorId, revokedAt: null }, data: { ...rest, ...fresh, stage: 'full', provedAt: dateOf(tx.at), seenAt: dateOf(tx.at) } });
  return count === 1;
}

/** Ends one session of the actor. */
export async function endSession(tx: Tx, id: string): Promise<void> {
  await tx.db.session.updateMany({ where: { authorityId: tx.actor.authorityId, id, revokedAt: null }, data: { revokedAt: dateOf(tx.at) } });
}

/** Does a person's session hold at the transaction's instant? For open streams: unlike a request, asking is no sign of being there. */
export async function sessionHolds(tx: Tx, { sessionId, membershipId }: Pick<Person, 'sessionId' | 'membershipId'>): Promise<boolean> {
  const { authorityId } = tx.actor;
  const row = await tx.db.session.findUnique({ where: { authorityId_id: { authorityId, id: sessionId } } });
  const membership = await tx.db.membership.findUnique({ where: { authorityId_id: { authorityId, id: membershipId } }, select: { disabledAt: true } });
  if (row === null || membership === null) return false;
  const { createdAt, seenAt, expiresAt } = row;
  const live = row.revokedAt === null && row.stage === 'full' && membership.disabledAt === null;
  return sessionState({ createdAt: instantOf(createdAt), seenAt: instantOf(seenAt), expiresAt: instantOf(expiresAt), live }, tx.at) === 'active';
}

/** Ends every session of a membership or an account in this authority. */
export async function endSessionsOf(tx: Tx, of: { membershipId: string } | { accountId: string }): Promise<number> {
  const { count } = await tx.db.session.updateMany({ where: { authorityId: tx.actor.authorityId, ...of, revokedAt: null }, data: { revokedAt: dateOf(tx.at) } });
  return count;
}

/** Names of accounts, as far as the actor may see them. */
export async function readNames(tx: ReadTx, accountIds: readonly string[]): Promise<Map<string, string>> {
  const rows = await tx.db.account.findMany({ where: { id: { in: [...new Set(accountIds)] } }, select: { id: true, name: true } });
  const names = new Map(rows.map((row) => [row.id, row.name]));
  if (accountIds.includes(SOURCE_ID)) names.set(SOURCE_ID, 'the protected source');
  if (accountIds.includes(CALLER_ID)) names.set(CALLER_ID, 'the caller or referrer, by their link');
  return names;
}

/** Keeps the actor's own choices of shortcuts and theme. */
export async function savePreferences(tx: Tx, chosen: { shortcuts: boolean; theme: string }): Promise<void> {
  await tx.db.account.updateMany({ where: { id: tx.actor.actorId }, data: { preferences: chosen } });
}

/** Whose a membership is, or null when it is not there for this actor. */
export async function findMembership(tx: Tx, id: string): Promise<Belongs | null> {
  const row = await tx.db.membership.findUnique({ where: { authorityId_id: { authorityId: tx.actor.authorityId, id } }, select: { authorityId: true, accountId: true, agencyId: true } });
  return row ? { authorityId: row.authorityId, agencyId: row.agencyId, ownerId: row.accountId, hiddenFromAgency: false } : null;
}

/** Makes the actor's authority: its id is the actor's. */
export async function addAuthority(tx: Tx, authority: Omit<Authority, 'id'>): Promise<void> {
  await tx.db.authority.createMany({ data: [{ ...authority, id: tx.actor.authorityId, createdAt: dateOf(tx.at) }] });
}
