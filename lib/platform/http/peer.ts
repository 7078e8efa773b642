import { randomBytes } from 'node:crypto';
import { subscribe } from 'node:diagnostics_channel';
import type { IncomingMessage } from 'node:http';
import { config } from '../config';
import { networkOf } from './network';

// The start and the routes are bundles of their own in one process: what both must know stands here.
const kept = globalThis as { doorstepPeer?: { header: string; noting: boolean } };

const peer = () => (kept.doorstepPeer ??= { header: `x-doorstep-peer-${randomBytes(16).toString('hex')}`, noting: false });

/** The header in which the address at the other end of the connection stands within this process: another name at each start, so that nobody outside can write it. */
export const peerHeader = () => peer().header;

/** From now on each request that comes in carries the address it came from: a route is not told it in another way. */
export function notePeers(): void {
  if (peer().noting) return;
  peer().noting = true;
  subscribe('http.server.request.start', (message) => {
    const { request } = message as { request: IncomingMessage };
    const { remoteAddress } = request.socket;
    if (remoteAddress !== undefined) request.headers[peerHeader()] = remoteAddress;
  });
}

/** The network that a request comes from; null where it is not known. */
export function networkOfRequest(headers: Headers): string | null {
  return networkOf(headers.get(peerHeader()), headers.get('x-forwarded-for'), config().trustedProxies);
}
