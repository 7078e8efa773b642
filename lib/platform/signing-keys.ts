import { createPrivateKey, createPublicKey, type KeyObject } from 'node:crypto';

const readKey = (read: () => KeyObject): KeyObject | null => {
  try {
    const key = read();
    return key.asymmetricKeyType === 'ed25519' ? key : null;
  } catch {
    return null;
  }
};

/** A private key as the configuration holds it: DER (PKCS #8) in base64. Null for what is no Ed25519 key. */
export function signingKey(text: string): KeyObject | null {
  return readKey(() => createPrivateKey({ key: Buffer.from(text, 'base64'), format: 'der', type: 'pkcs8' }));
}

/** A public key, DER (SPKI) in base64. Null for what is no Ed25519 key. */
export function witnessKey(text: string): KeyObject | null {
  return readKey(() => createPublicKey({ key: Buffer.from(text, 'base64'), format: 'der', type: 'spki' }));
}

/** The public half as `witnessKey` reads it: what somebody who checks signatures needs, and nothing more. */
export function publicHalf(key: KeyObject): string {
  return createPublicKey(key).export({ format: 'der', type: 'spki' }).toString('base64');
}
