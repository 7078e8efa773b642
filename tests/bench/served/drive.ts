/** Requests over loopback on connections that stay open, as a proxy before the product makes them. */
import { Agent, request } from 'node:http';

export interface Asked {
  method: 'GET' | 'POST';
  path: string;
  cookie: string;
  /** Of a form. */
  body?: string;
}

export interface Answered {
  status: number;
  location: string;
  /** From asking to the last byte. */
  ms: number;
  bytes: number;
  text: string;
}

export interface Driver {
  ask(asked: Asked): Promise<Answered>;
  close(): void;
}

/**
 * @param origins where processes of one service listen, asked by turns; the first is what they take themselves to be.
 * @param text whether what came is kept, and not only counted.
 */
export function driverTo(origins: readonly string[], { connections = 64, text = false } = {}): Driver {
  const [origin = ''] = origins;
  const { host } = new URL(origin);
  const ports = origins.map((one) => new URL(one).port);
  let turn = 0;
  const agent = new Agent({ keepAlive: true, maxSockets: connections });
  const ask = ({ method, path, cookie, body }: Asked): Promise<Answered> => new Promise((done, fail) => {
    const began = performance.now();
    const headers = { host, cookie, accept: 'text/html', ...(body === undefined ? {} : { origin, 'content-type': 'application/x-www-form-urlencoded', 'content-length': String(Buffer.byteLength(body)) }) };
    const sent = request({ agent, host: '127.0.0.1', port: ports[(turn += 1) % ports.length], method, path, headers }, (answer) => {
      let bytes = 0;
      const chunks: Buffer[] = [];
      answer.on('data', (chunk: Buffer) => {
        bytes += chunk.length;
        if (text) chunks.push(chunk);
      });
      answer.on('error', fail);
      answer.on('end', () => done({ status: answer.statusCode ?? 0, location: (answer.headers.location ?? '').replace(origin, ''), ms: performance.now() - began, bytes, text: Buffer.concat(chunks).toString('utf8') }));
    });
    sent.on('error', (error: NodeJS.ErrnoException) => {
      // A connection that rested was closed just as it was taken again: nothing was heard, and another is opened, as every proxy does.
      if (sent.reusedSocket && error.code === 'ECONNRESET') ask({ method, path, cookie, ...(body === undefined ? {} : { body }) }).then(done, fail);
      else fail(error);
    });
    sent.end(body);
  });
  return {
    ask,
    close: () => agent.destroy(),
  };
}

/** How many answers a second, of so many clients that each ask again once they are answered; every answer must be the expected. */
export async function rateOf(driver: Driver, next: () => Asked, { clients = 8, seconds = 3, status = 200 } = {}): Promise<number> {
  let answered = 0;
  const began = performance.now();
  const until = began + seconds * 1000;
  await Promise.all(Array.from({ length: clients }, async () => {
    while (performance.now() < until) {
      const asked = next();
      const answer = await driver.ask(asked);
      if (answer.status !== status) throw new Error(`${asked.method} ${asked.path}: ${answer.status} ${answer.location}`);
      answered += 1;
    }
  }));
  return answered / ((performance.now() - began) / 1000);
}

export const middle = (values: readonly number[]): number => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;
/** What of a hundred ninety-five stay within. */
export const p95 = (values: readonly number[]): number => values.toSorted((a, b) => a - b)[Math.ceil(values.length * 0.95) - 1] ?? 0;
