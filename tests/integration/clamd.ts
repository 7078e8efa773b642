import { createServer, type AddressInfo, type Socket } from 'node:net';
import { EICAR } from './files';

/** How the stand-in behaves. */
export type Mood = 'answers' | 'hangs' | 'hangs up' | 'talks nonsense';

/** A peer that speaks ClamAV's protocol (clamd(8): PING, VERSION, INSTREAM with chunks of a length and their bytes, ended by one of none). */
export interface Clamd {
  port: number;
  mood: Mood;
  /** What it was given to scan, in bytes each. */
  scanned: number[];
  stop: () => Promise<void>;
}

/** The bytes of a stream of chunks that has ended, or null while it has not. */
function streamOf(sent: Buffer): Buffer | null {
  const chunks: Buffer[] = [];
  let at = sent.indexOf('INSTREAM') + 'INSTREAM'.length + 1;
  for (;;) {
    if (at + 4 > sent.length) return null;
    const size = sent.readUInt32BE(at);
    if (size === 0) return Buffer.concat(chunks);
    if (at + 4 + size > sent.length) return null;
    chunks.push(sent.subarray(at + 4, at + 4 + size));
    at += 4 + size;
  }
}

/** Listens on this machine, on a port that is free. */
export async function startClamd(): Promise<Clamd> {
  const open = new Set<Socket>();
  const server = createServer((socket) => {
    open.add(socket);
    let sent = Buffer.alloc(0);
    socket.on('error', () => undefined).on('close', () => open.delete(socket));
    if (clamd.mood === 'hangs up') return void socket.destroy();
    socket.on('data', (data) => {
      sent = Buffer.concat([sent, data]);
      if (clamd.mood === 'hangs') return;
      if (/^[nz]?PING/.test(sent.toString('latin1'))) return void socket.end('PONG\n');
      if (/^[nz]?VERSION/.test(sent.toString('latin1'))) return void socket.end('ClamAV 1.4.2/27400/Fri Nov 27 08:00:00 2026\n');
      const stream = sent.includes('INSTREAM') ? streamOf(sent) : null;
      if (stream === null) return;
      clamd.scanned.push(stream.length);
      socket.end(clamd.mood === 'talks nonsense' ? 'fine, thank you\0' : stream.includes(Buffer.from(EICAR)) ? 'stream: Win.Test.EICAR_HDB-1 FOUND\0' : 'stream: OK\0');
    });
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const clamd: Clamd = {
    port: (server.address() as AddressInfo).port,
    mood: 'answers',
    scanned: [],
    stop: async () => {
      for (const socket of open) socket.destroy();
      await new Promise((done) => server.close(done));
    },
  };
  return clamd;
}
