import { lookup as lookUp, type LookupAddress } from 'node:dns';
import { request } from 'node:https';
import { isOutside } from './target';

const TIMEOUT_MS = 10_000;
/** Of what comes back only the status is read. */
const MOST_READ_BYTES = 64 * 1024;

/** What a test may set: whom to trust, and which addresses are taken to be outside. */
export interface PostOptions {
  outside?: (address: string) => boolean;
  ca?: string;
}

/**
 * Sends one message to the outside: over https alone, to an address that is outside when the connection is made and no other (a
 * name may lead elsewhere the next moment), and without following where it is sent on.
 * @returns the status that came back.
 * @throws when nothing came back, or the name leads inside.
 */
export async function postOut(url: string, headers: Record<string, string>, body: string, { outside = isOutside, ca }: PostOptions = {}): Promise<number> {
  const target = new URL(url);
  if (target.protocol !== 'https:') throw new Error('not over https');
  const host = target.hostname.replace(/^\[|\]$/g, '');
  return new Promise((resolve, reject) => {
    const sending = request(
      target,
      {
        method: 'POST',
        headers: { ...headers, 'content-type': 'application/json', 'content-length': Buffer.byteLength(body), 'user-agent': 'Doorstep' },
        // For the whole of it: an answer that drips is none.
        signal: AbortSignal.timeout(TIMEOUT_MS),
        agent: false,
        ...(ca === undefined ? {} : { ca }),
        // Node asks nobody where an address leads: it is looked at here, as a name is.
        lookup: (name, options, answer) => {
          lookUp(name, { ...options, all: true }, (error, addresses: LookupAddress[]) => {
            const good = error === null ? addresses.filter(({ address }) => outside(address)) : [];
            const [first] = good;
            if (error !== null || first === undefined || good.length < addresses.length) answer(error ?? new Error('leads inside'), '', 0);
            else if (options.all === true) (answer as unknown as (error: null, all: LookupAddress[]) => void)(null, good);
            else answer(null, first.address, first.family);
          });
        },
      },
      (response) => {
        let read = 0;
        response.on('data', (chunk: Buffer) => {
          read += chunk.length;
          if (read > MOST_READ_BYTES) response.destroy();
        });
        response.on('close', () => resolve(response.statusCode ?? 0));
        response.on('error', () => resolve(response.statusCode ?? 0));
      },
    );
    if (/^[\d.]+$|:/.test(host) && !outside(host)) {
      sending.destroy(new Error('leads inside'));
    }
    sending.on('error', reject);
    sending.end(body);
  });
}
