import { createServer, request, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, test } from 'vitest';
import { notePeers, peerHeader } from './peer';

test('a request carries the address of its connection, whatever its sender writes there', async () => {
  notePeers();
  notePeers();
  const seen: IncomingHttpHeaders[] = [];
  const server = createServer((incoming, answer) => {
    seen.push(incoming.headers);
    answer.end();
  });
  try {
    await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
    const { port } = server.address() as AddressInfo;
    await new Promise((done, failed) => request({ host: '127.0.0.1', port, headers: { 'x-forwarded-for': '203.0.113.9', [peerHeader()]: '203.0.113.9' } }, (answer) => answer.resume().on('end', done)).on('error', failed).end());
    expect(seen.map((headers) => headers[peerHeader()])).toEqual(['127.0.0.1']);
    // Nobody outside guesses its name.
    expect(peerHeader()).toMatch(/^x-doorstep-peer-[0-9a-f]{32}$/);
  } finally {
    server.close();
  }
});
