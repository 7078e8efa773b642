import { createPublicKey, type JsonWebKey } from 'node:crypto';
import { modifyAssertion, PrivateKeyJwt, type ClientAuth } from 'openid-client';
import type { ClientKey, Provider, SigningAlgorithm } from '@/lib/platform/providers';

const IMPORTED: Record<SigningAlgorithm, RsaHashedImportParams | EcKeyImportParams> = {
  RS256: { name: 'RSASSA-PKCS1-v1_5', hash: 'SHA-256' },
  RS384: { name: 'RSASSA-PKCS1-v1_5', hash: 'SHA-384' },
  RS512: { name: 'RSASSA-PKCS1-v1_5', hash: 'SHA-512' },
  PS256: { name: 'RSA-PSS', hash: 'SHA-256' },
  ES256: { name: 'ECDSA', namedCurve: 'P-256' },
};

/**
 * How the service says who it is at a provider's token endpoint: by a signed assertion where it has a key (RFC 7523; OpenID Connect
 * Core 9, private_key_jwt), else by the secret that the library sends.
 * @param tokenEndpoint asked when it signs: it is known only after discovery.
 */
export async function clientAuthOf({ clientKeys: [key], assertionFor }: Provider, tokenEndpoint: () => string | undefined): Promise<ClientAuth | undefined> {
  if (key === undefined) return undefined;
  const signing = await crypto.subtle.importKey('pkcs8', new Uint8Array(key.privateKey.export({ format: 'der', type: 'pkcs8' })), IMPORTED[key.alg], false, ['sign']);
  const addressed = (payload: Record<string, unknown>) => {
    if (assertionFor === 'token_endpoint') payload['aud'] = tokenEndpoint();
  };
  return PrivateKeyJwt({ key: signing, kid: key.kid }, { [modifyAssertion]: (_, payload) => addressed(payload) });
}

/** The public half of a key, as a provider reads it (RFC 7517). */
function publicJwk({ privateKey, kid, alg }: ClientKey): JsonWebKey {
  return { ...createPublicKey(privateKey).export({ format: 'jwk' }), kid, alg, use: 'sig' };
}

/** The public keys of the service for one provider; none where it has a secret, or there is no such provider. */
export function publicKeysFor(provider: Provider | null): { keys: JsonWebKey[] } {
  return { keys: provider === null ? [] : provider.clientKeys.map(publicJwk) };
}
