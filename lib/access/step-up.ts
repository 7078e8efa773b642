import type { Temporal } from 'temporal-polyfill';
import type { RouteKey } from './policy';

/** Minutes for which a proof of oneself is enough for the acts below (ASVS 7.5.3). */
export const FRESH_MINUTES = 10;

/**
 * Highly sensitive acts: who somebody protected is and what is closed to all but a few is opened, somebody gets in or gets other rights, a machine
 * gets or loses its key or another address or secret, a second factor changes, records end for good, or a copy of them goes out. They ask again who is there, because the machine may have been left.
 */
export const SENSITIVE: ReadonlySet<RouteKey> = new Set<RouteKey>([
  'POST /contacts/[reference]/source/unseal',
  'POST /contacts/[reference]/source/answer',
  'POST /contacts/[reference]/who-sees/unseal',
  'POST /restricted/approve',
  'POST /restricted/guardians',
  'POST /admin/people/invite',
  'POST /admin/people/[membership]/role',
  'POST /admin/people/[membership]/enable',
  'POST /admin/people/[membership]/reset',
  'POST /admin/keys/make',
  'POST /admin/keys/rotate',
  'POST /admin/keys/revoke',
  'POST /admin/webhooks/make',
  'POST /admin/webhooks/rotate',
  'POST /retention/release',
  'POST /access-packs/confirm',
  'POST /admin/sign-in/save',
  'POST /second-factor/reset',
  'POST /account/password/begin',
  'POST /account/app/begin',
  'POST /account/app/remove',
  'POST /account/passkeys/begin',
  'POST /account/passkeys/remove',
]);

/** Did somebody prove themselves so lately that they need not again? */
export function isFresh(provedAt: Temporal.Instant | null, at: Temporal.Instant): boolean {
  return provedAt !== null && at.since(provedAt).total('minutes') < FRESH_MINUTES;
}
