import { once } from 'node:events';
import { Agent, createServer, get, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { closeRestingWhenAsked } from './resting';

test('a server asked to end while it answers ends with the answer, and not with the rest of its connection', async () => {
  closeRestingWhenAsked();
  const server = createServer((_request, response) => void sleep(100).then(() => response.end('kept')));
  server.keepAliveTimeout = 75_000;
  await once(server.listen(0), 'listening');
  const agent = new Agent({ keepAlive: true });
  try {
    const asked = get({ port: (server.address() as AddressInfo).port, agent });
    await once(server, 'request');
    const began = performance.now();
    const ended = new Promise((done) => server.close(done));
    const [answer] = (await once(asked, 'response')) as [IncomingMessage];
    expect(await answer.setEncoding('utf8').reduce((text: string, part: string) => text + part, '')).toBe('kept');
    await ended;
    expect(performance.now() - began, 'milliseconds').toBeLessThan(3_000);
  } finally {
    agent.destroy();
    server.closeAllConnections();
  }
});
