/**
 * What stands between: a proxy before PostgreSQL that reads the statements going by and can stop at one of them, and a proxy
 * before the application that can swallow an answer. No hook in the product: a fault comes from outside, at a point that is seen.
 */
import { createServer, connect, type Server, type Socket } from 'node:net';
import type { AddressInfo } from 'node:net';

/** A statement on its way to PostgreSQL, or its answer on the way back. */
export interface Passing {
  when: 'before' | 'after';
  sql: string;
  /** One connection, for as long as it lives. */
  connection: number;
}

export interface DatabaseProxy {
  port: number;
  /** Where PostgreSQL listens: it may come back elsewhere. */
  target: number;
  /** Looks at everything that passes. True: it goes no further, and its connection is cut. */
  watch: ((passing: Passing) => boolean) | null;
  close(): Promise<void>;
}

const textAt = (bytes: Buffer, from: number): [text: string, end: number] => {
  const end = bytes.indexOf(0, from);
  return [bytes.toString('utf8', from, end), end + 1];
};

/** Cuts a stream into messages of the protocol (PostgreSQL 18, chapter 54): type, length, content; the first has no type. */
function cutter(startup: boolean): (chunk: Buffer) => Buffer[] {
  let rest: Buffer = Buffer.alloc(0);
  let untyped = startup;
  return (chunk) => {
    rest = rest.length === 0 ? chunk : Buffer.concat([rest, chunk]);
    const whole: Buffer[] = [];
    for (;;) {
      const head = untyped ? 0 : 1;
      if (rest.length < head + 4) return whole;
      const length = head + rest.readInt32BE(head);
      if (rest.length < length) return whole;
      whole.push(rest.subarray(0, length));
      rest = rest.subarray(length);
      untyped = false;
    }
  };
}

/** Ends a proxy and every connection through it. */
function closed(server: Server, open: ReadonlySet<Socket>): Promise<void> {
  return new Promise((done) => {
    for (const client of open) client.destroy();
    server.close(() => done());
  });
}

async function listening(server: Server): Promise<number> {
  await new Promise<void>((done, fail) => {
    server.once('error', fail);
    server.listen(0, '127.0.0.1', done);
  });
  return (server.address() as AddressInfo).port;
}

const READY = 'Z'.charCodeAt(0);

/** A proxy before PostgreSQL. */
export async function databaseProxy(target: number): Promise<DatabaseProxy> {
  const open = new Set<Socket>();
  let count = 0;
  const server = createServer((client) => {
    count += 1;
    const connection = count;
    const upstream = connect(proxy.target, '127.0.0.1');
    const named = new Map<string, string>();
    const asked: string[] = [];
    let cut = false;
    const end = () => {
      cut = true;
      client.destroy();
      upstream.destroy();
      open.delete(client);
    };
    open.add(client);
    const fromClient = cutter(true);
    client.on('data', (chunk) => {
      for (const message of fromClient(chunk)) {
        if (cut) return;
        const type = String.fromCharCode(message[0] ?? 0);
        let sql: string | undefined;
        if (type === 'P') {
          const [name, from] = textAt(message, 5);
          named.set(name, textAt(message, from)[0]);
        } else if (type === 'B') sql = named.get(textAt(message, textAt(message, 5)[1])[0]) ?? '';
        else if (type === 'Q') sql = textAt(message, 5)[0];
        if (sql !== undefined) {
          if (proxy.watch?.({ when: 'before', sql, connection })) return end();
          asked.push(sql);
        }
        upstream.write(message);
      }
    });
    const fromServer = cutter(false);
    upstream.on('data', (chunk) => {
      const done = fromServer(chunk).some((message) => message[0] === READY) ? asked.splice(0) : [];
      for (const sql of done) if (!cut && proxy.watch?.({ when: 'after', sql, connection })) return end();
      if (!cut) client.write(chunk);
    });
    for (const socket of [client, upstream]) {
      socket.setNoDelay(true);
      socket.on('error', end);
      socket.on('close', end);
    }
  });
  const proxy: DatabaseProxy = {
    port: 0,
    target,
    watch: null,
    close: () => closed(server, open),
  };
  proxy.port = await listening(server);
  return proxy;
}

export interface AnswerProxy {
  port: number;
  /** How many of the next answers are swallowed: what was asked arrives, and nothing comes back. */
  swallow: number;
  swallowed: number;
  close(): Promise<void>;
}

/** A proxy before the application: each connection carries one request. */
export async function answerProxy(target: number): Promise<AnswerProxy> {
  const open = new Set<Socket>();
  const server = createServer((client) => {
    const upstream = connect(target, '127.0.0.1');
    open.add(client);
    const end = () => {
      client.destroy();
      upstream.destroy();
      open.delete(client);
    };
    client.on('data', (chunk) => upstream.write(chunk));
    upstream.on('data', (chunk) => {
      if (proxy.swallow > 0) {
        proxy.swallow -= 1;
        proxy.swallowed += 1;
        return end();
      }
      client.write(chunk);
    });
    for (const socket of [client, upstream]) {
      socket.on('error', end);
      socket.on('close', end);
    }
  });
  const proxy: AnswerProxy = {
    port: 0,
    swallow: 0,
    swallowed: 0,
    close: () => closed(server, open),
  };
  proxy.port = await listening(server);
  return proxy;
}
