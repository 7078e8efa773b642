import http from 'node:http';
import https from 'node:https';

/** What somebody's browser would send, to one process or through the proxy. */
export interface Asked {
  /** Such as http://127.0.0.1:3001. */
  base: string;
  path: string;
  /** Sent as a form by POST; without it, GET. */
  form?: Readonly<Record<string, string>>;
  cookie?: string | undefined;
  headers?: Readonly<Record<string, string>>;
  /** Where people think they are. */
  origin: string;
}

export interface Answered {
  status: number;
  location: string;
  cookies: string[];
  body: string;
}

const agents = { http: new http.Agent({ keepAlive: true, maxSockets: 64 }), https: new https.Agent({ keepAlive: true, maxSockets: 64, rejectUnauthorized: false }) };

/** Opens a request. The certificate of the suite is its own, and nobody's secret goes over it. */
export function open({ base, path, form, cookie, headers = {}, origin }: Asked, then: (answer: http.IncomingMessage) => void): http.ClientRequest {
  const url = new URL(path, base);
  const body = form === undefined ? undefined : new URLSearchParams(form).toString();
  const sent = { host: new URL(origin).host, ...(cookie === undefined ? {} : { cookie }), ...(body === undefined ? {} : { origin, 'content-type': 'application/x-www-form-urlencoded', 'content-length': String(Buffer.byteLength(body)) }), ...headers };
  const options = { method: body === undefined ? 'GET' : 'POST', headers: sent };
  const request = url.protocol === 'https:' ? https.request(url, { ...options, agent: agents.https }, then) : http.request(url, { ...options, agent: agents.http }, then);
  request.end(body);
  return request;
}

/** Asks and waits for the whole answer. */
export async function ask(asked: Asked): Promise<Answered> {
  return new Promise((done, fail) => {
    open(asked, (answer) => {
      const parts: Buffer[] = [];
      answer.on('data', (part: Buffer) => parts.push(part));
      answer.once('error', fail);
      answer.once('end', () => done({ status: answer.statusCode ?? 0, location: answer.headers.location ?? '', cookies: answer.headers['set-cookie'] ?? [], body: Buffer.concat(parts).toString('utf8') }));
    }).once('error', fail);
  });
}

/** Lets go of every connection. */
export function letGo(): void {
  agents.http.destroy();
  agents.https.destroy();
}
