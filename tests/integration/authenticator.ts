import { createHash, generateKeyPairSync, randomBytes, sign } from 'node:crypto';

/** CBOR (RFC 8949) of what an authenticator says, and no more: small whole numbers, texts, bytes and maps. */
function cbor(value: number | string | Uint8Array | Map<number | string, unknown>): Buffer {
  const head = (major: number, count: number) => (count < 24 ? Buffer.from([(major << 5) | count]) : count < 256 ? Buffer.from([(major << 5) | 24, count]) : Buffer.from([(major << 5) | 25, count >> 8, count & 255]));
  if (typeof value === 'number') return value >= 0 ? head(0, value) : head(1, -1 - value);
  if (typeof value === 'string') return Buffer.concat([head(3, Buffer.byteLength(value)), Buffer.from(value)]);
  if (value instanceof Uint8Array) return Buffer.concat([head(2, value.length), value]);
  return Buffer.concat([head(5, value.size), ...[...value].flatMap(([key, inner]) => [cbor(key), cbor(inner as number)])]);
}

const sha256 = (data: Uint8Array | string) => createHash('sha256').update(data).digest();
const base64url = (bytes: Uint8Array) => Buffer.from(bytes).toString('base64url');

/** What a device may do wrong, or a thief with it. */
export interface Faults {
  origin?: string;
  rpId?: string;
  /** The device did not know its person. */
  unverified?: boolean;
  /** What its counter says, instead of the next number. */
  counter?: number;
  challenge?: string;
}

/** A device with one passkey, in software (WebAuthn level 2, sections 6.1, 6.5 and 7): ES256, attestation "none". */
export class Authenticator {
  readonly id = randomBytes(32);
  private readonly keys = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  counter = 0;

  private data(rpId: string, faults: Faults, attested?: Buffer): Buffer {
    this.counter += 1;
    // User present, user verified, attested credential data.
    const flags = 0x01 | (faults.unverified === true ? 0 : 0x04) | (attested === undefined ? 0 : 0x40);
    const counter = Buffer.alloc(4);
    counter.writeUInt32BE(faults.counter ?? this.counter);
    return Buffer.concat([sha256(faults.rpId ?? rpId), Buffer.from([flags]), counter, ...(attested === undefined ? [] : [attested])]);
  }

  private client(type: string, challenge: string, faults: Faults): Buffer {
    return Buffer.from(JSON.stringify({ type, challenge: faults.challenge ?? challenge, origin: faults.origin ?? 'http://localhost:3000', crossOrigin: false }));
  }

  /** Makes the passkey that is asked for. */
  make(options: { challenge: string; rp: { id?: string } }, faults: Faults = {}): string {
    const jwk = (this.keys.publicKey).export({ format: 'jwk' });
    const cose = cbor(new Map<number, unknown>([[1, 2], [3, -7], [-1, 1], [-2, Buffer.from(jwk.x ?? '', 'base64url')], [-3, Buffer.from(jwk.y ?? '', 'base64url')]]));
    const attested = Buffer.concat([Buffer.alloc(16), Buffer.from([0, this.id.length]), this.id, cose]);
    const authData = this.data(options.rp.id ?? '', faults, attested);
    const attestationObject = cbor(new Map<string, unknown>([['fmt', 'none'], ['attStmt', new Map()], ['authData', authData]]));
    const id = base64url(this.id);
    return JSON.stringify({ id, rawId: id, type: 'public-key', clientExtensionResults: {}, response: { clientDataJSON: base64url(this.client('webauthn.create', options.challenge, faults)), attestationObject: base64url(attestationObject), transports: ['internal'] } });
  }

  /** Answers what is asked of a passkey. */
  answer(options: { challenge: string; rpId?: string }, faults: Faults = {}): string {
    const authData = this.data(options.rpId ?? '', faults);
    const client = this.client('webauthn.get', options.challenge, faults);
    const signature = sign('sha256', Buffer.concat([authData, sha256(client)]), this.keys.privateKey);
    const id = base64url(this.id);
    return JSON.stringify({ id, rawId: id, type: 'public-key', clientExtensionResults: {}, response: { clientDataJSON: base64url(client), authenticatorData: base64url(authData), signature: base64url(signature) } });
  }
}
