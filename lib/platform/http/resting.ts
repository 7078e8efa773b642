import { subscribe } from 'node:diagnostics_channel';
import type { Server } from 'node:http';

/**
 * From now on a server that is asked to end closes each connection as its last answer is out. Node closes those that rest when it
 * is asked, and waits for the others until their rest is over, which here is longer than anybody waits for a stop.
 */
export function closeRestingWhenAsked(): void {
  subscribe('http.server.response.finish', (message) => {
    const { server } = message as { server: Server };
    if (!server.listening) setImmediate(() => server.closeIdleConnections());
  });
}
