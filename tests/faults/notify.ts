/** GOV.UK Notify as its API answers (docs.notifications.service.gov.uk/rest-api.html), on loopback, and broken in the ways in which a provider breaks. */
import { randomUUID } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** What the provider does with one request. Those with `taken` send the message on, and the one who asked does not hear of it. */
export type Behaviour = 'well' | 'fails' | 'too_many' | 'hangs' | 'hangs_taken' | 'cut' | 'cut_taken' | 'fails_taken';

export interface Asked {
  /** Looked for by a reference, sent, or asked by its id what became of it. */
  what: 'look' | 'send' | 'status';
  /** Of the last the message's id there. */
  reference: string;
  /** `performance.now()` as it came. */
  at: number;
}

export interface Taken {
  id: string;
  reference: string;
  to: string;
  at: number;
}

export interface FakeNotify {
  url: string;
  /** Every request, in order. */
  asked: Asked[];
  /** What was sent on: the same reference twice is a letter that its reader gets twice. */
  taken: Taken[];
  /** What became of a message, by its id; it is on its way (`sending`) where this says nothing. */
  became: Map<string, string>;
  /** Addresses that it refuses, as it does one that is none. */
  refuses: Set<string>;
  /** What it does with a request; asked before anything is done. */
  behave: (asked: Asked) => Behaviour | Promise<Behaviour>;
  /** Settings with which the product sends by it. */
  settings: Record<string, string>;
  close(): Promise<void>;
}

/** As the client reads them: a name, the service's id and a secret. */
const KEY = `doorstep-${randomUUID()}-${randomUUID()}`;

async function bodyOf(request: IncomingMessage): Promise<Record<string, string>> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return chunks.length === 0 ? {} : (JSON.parse(Buffer.concat(chunks).toString('utf8')) as Record<string, string>);
}

function answer(response: ServerResponse, status: number, body: unknown): void {
  response.writeHead(status, { 'content-type': 'application/json' });
  response.end(JSON.stringify(body));
}

const refusal = (status: number, error: string) => ({ status_code: status, errors: [{ error, message: error }] });

export async function fakeNotify(): Promise<FakeNotify> {
  const server = createServer((request, response) => {
    void (async () => {
      const url = new URL(request.url ?? '/', 'http://localhost');
      const body = request.method === 'POST' ? await bodyOf(request) : {};
      const id = /^\/v2\/notifications\/([^/]+)$/.exec(url.pathname)?.[1];
      const what = request.method === 'POST' ? 'send' : id === undefined ? 'look' : 'status';
      const reference = what === 'send' ? (body['reference'] ?? '') : (id ?? url.searchParams.get('reference') ?? '');
      const asked: Asked = { what, reference, at: performance.now() };
      notify.asked.push(asked);
      if (!(request.headers.authorization ?? '').startsWith('Bearer ')) return answer(response, 401, refusal(401, 'AuthError'));
      const how = await notify.behave(asked);
      if (how === 'fails') return answer(response, 500, refusal(500, 'Exception'));
      if (how === 'too_many') return answer(response, 429, refusal(429, 'RateLimitError'));
      if (how === 'hangs') return;
      if (how === 'cut') return void request.socket.destroy();
      if (asked.what === 'status') {
        const one = notify.taken.find((each) => each.id === reference);
        if (one === undefined) return answer(response, 404, refusal(404, 'NoResultFound'));
        return answer(response, 200, { id: one.id, reference: one.reference, type: 'email', status: statusOf(one.id) });
      }
      if (asked.what === 'look') return answer(response, 200, { notifications: notify.taken.filter((each) => each.reference === reference).map(({ id }) => ({ id, reference, status: statusOf(id) })), links: {} });
      if (notify.refuses.has(body['email_address'] ?? body['phone_number'] ?? '')) return answer(response, 400, refusal(400, 'ValidationError'));
      const fresh = randomUUID();
      notify.taken.push({ id: fresh, reference, to: body['email_address'] ?? body['phone_number'] ?? '', at: performance.now() });
      if (how === 'hangs_taken') return;
      if (how === 'cut_taken') return void request.socket.destroy();
      if (how === 'fails_taken') return answer(response, 503, refusal(503, 'Exception'));
      answer(response, 201, { id: fresh, reference, content: { body: '', subject: '' }, uri: '', template: { id: '', version: 1, uri: '' } });
    })().catch(() => response.destroy());
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const statusOf = (id: string) => notify.became.get(id) ?? 'sending';
  const notify: FakeNotify = {
    url,
    asked: [],
    taken: [],
    became: new Map(),
    refuses: new Set(),
    behave: () => 'well',
    settings: { NOTIFY_URL: url, NOTIFY_API_KEY: KEY, NOTIFY_EMAIL_TEMPLATE_ID: randomUUID() },
    close: () =>
      new Promise((done) => {
        server.closeAllConnections();
        server.close(() => done());
      }),
  };
  return notify;
}

/** The most that were sent on within any minute. */
export function mostInAMinute(taken: readonly Taken[]): number {
  let [most, first] = [0, 0];
  for (const [last, { at }] of taken.entries()) {
    while (at - (taken[first]?.at ?? at) > 60_000) first += 1;
    most = Math.max(most, last - first + 1);
  }
  return most;
}
