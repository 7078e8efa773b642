import { generateSecret, generateURI, verify } from 'otplib';

/** Seconds for which a code shows, and how far a telephone's clock may be from ours (RFC 6238, section 5.2: one step each way). */
const PERIOD_SECONDS = 30;

/** Who an authenticator app says its codes are for. */
const ISSUER = 'Doorstep';

/** A new secret for an authenticator app: 160 random bits, in base 32. */
export function newSecret(): string {
  return generateSecret();
}

/** What the square picture holds: the secret, and whose it is in the list of the app. */
export function setupUri(secret: string, email: string): string {
  return generateURI({ issuer: ISSUER, label: email, secret });
}

/** A secret in groups of four, for whoever types it. */
export function spokenSecret(secret: string): string {
  return secret.match(/.{1,4}/g)?.join(' ') ?? secret;
}

/**
 * The time step to which a code belongs.
 * @param epochSeconds the moment, by the database's clock.
 * @returns null when it is no code of this secret at this time. Whether it was used before is the store's to say.
 */
export async function stepOf(secret: string, code: string, epochSeconds: number): Promise<number | null> {
  const digits = code.replace(/\s/g, '');
  if (!/^\d{6}$/.test(digits)) return null;
  const result = await verify({ secret, token: digits, epoch: epochSeconds, epochTolerance: PERIOD_SECONDS });
  return result.valid && 'timeStep' in result ? result.timeStep : null;
}
