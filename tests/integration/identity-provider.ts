import { generateKeyPairSync } from 'node:crypto';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { decodeJwt, SignJWT, type JWTPayload } from 'jose';
import Provider from 'oidc-provider';

/** How somebody signs in at the provider of the tests. */
export interface Person {
  sub: string;
  acr?: string;
  amr?: string[];
  /** Seconds since 1970 at which they did. */
  at?: number;
}

/** A real OpenID provider (oidc-provider) on this machine, whose people sign in without a page. */
export class IdentityProvider {
  private constructor(
    readonly issuer: string,
    private readonly server: Server,
  ) {}

  provider!: Provider;
  /** Who signs in next. */
  next: Person = { sub: 'nobody' };
  /** An ID token to be given out at the token endpoint instead of the fresh one, once. */
  swapped: string | null = null;
  /** What becomes of the claims of the next ID token, which is signed by the provider's own key again. */
  altered: ((claims: JWTPayload) => JWTPayload) | null = null;
  private readonly key = generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey;
  /** The assertion with which the service last said who it is. */
  assertion = '';
  /** ID tokens given out, the newest last. */
  given: string[] = [];
  /** How often its keys were asked for. */
  keysAsked = 0;
  /** What the provider posts to the service at a logout. */
  heard: (body: string) => Promise<number> = async () => Promise.resolve(200);

  /** @param keyed the public keys and algorithm of a client that has no secret. */
  static async start(redirectUri: (issuer: string) => string, keyed: { keys: object[]; alg: 'RS512' | 'ES256' } | null = null): Promise<IdentityProvider> {
    const handler: { handle: (req: IncomingMessage, res: ServerResponse) => void } = { handle: (_, res) => res.end() };
    const server = createServer((req, res) => handler.handle(req, res));
    await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
    const issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    const self = new IdentityProvider(issuer, server);
    const client = (id: string) => ({ client_id: id, client_secret: `${id}-secret-of-the-tests`, redirect_uris: [redirectUri(issuer)], backchannel_logout_uri: `${issuer}/to-the-service`, backchannel_logout_session_required: true });
    self.provider = new Provider(issuer, {
      clients: [keyed === null ? client('doorstep') : { ...client('doorstep'), client_secret: undefined, token_endpoint_auth_method: 'private_key_jwt' as const, token_endpoint_auth_signing_alg: keyed.alg, jwks: { keys: keyed.keys } }, client('another')],
      jwks: { keys: [{ ...self.key.export({ format: 'jwk' }), kid: 'signs', alg: 'RS256', use: 'sig' }] },
      enabledJWA: { clientAuthSigningAlgValues: ['RS256', 'RS512', 'PS256', 'ES256'] },
      clientAuthMethods: ['client_secret_basic', 'client_secret_post', 'private_key_jwt'],
      cookies: { keys: ['of the tests'] },
      // Longer than it need be, so that a test may let time pass before it is used.
      ttl: { AuthorizationCode: 600 },
      acrValues: ['weak', 'strong'],
      claims: { openid: ['sub'], acr: null, amr: null, auth_time: null, sid: null },
      features: { devInteractions: { enabled: false }, backchannelLogout: { enabled: true }, claimsParameter: { enabled: true } },
      // It does not post to this machine by itself.
      fetch: (url: string | URL | Request, options?: RequestInit) => fetch(url, { ...options, dispatcher: undefined } as RequestInit),
      interactions: { url: (_, { uid }) => `/interaction/${uid}` },
      findAccount: (_, sub) => ({ accountId: sub, claims: () => ({ sub, email: 'the.same@everywhere.example' }) }),
      loadExistingGrant: async ({ oidc }) => {
        const grant = new oidc.provider.Grant({ clientId: oidc.client?.clientId ?? '', accountId: oidc.session?.accountId ?? '' });
        grant.addOIDCScope('openid');
        grant.addOIDCClaims(['acr', 'amr', 'auth_time', 'sid']);
        await grant.save();
        return grant;
      },
    });
    self.provider.on('grant.success', ({ oidc }) => {
      const said: unknown = oidc.body?.['client_assertion'];
      if (typeof said === 'string') self.assertion = said;
    });
    const callback = self.provider.callback();
    handler.handle = (req, res) => void self.handle(req, res, callback);
    return self;
  }

  private async handle(req: IncomingMessage, res: ServerResponse, callback: (req: IncomingMessage, res: ServerResponse) => unknown): Promise<void> {
    const path = req.url ?? '';
    if (path === '/jwks') this.keysAsked += 1;
    if (path.startsWith('/interaction/')) {
      const { sub, acr, amr, at } = this.next;
      await this.provider.interactionFinished(req, res, { login: { accountId: sub, remember: false, ...(acr === undefined ? {} : { acr }), ...(amr === undefined ? {} : { amr }), ...(at === undefined ? {} : { ts: at }) } }, { mergeWithLastSubmission: false });
      return;
    }
    if (path === '/to-the-service') {
      const parts: Buffer[] = [];
      for await (const part of req) parts.push(part as Buffer);
      res.statusCode = await this.heard(Buffer.concat(parts).toString());
      res.end();
      return;
    }
    if (path === '/token') {
      const end = res.end.bind(res);
      res.end = ((body?: string | Buffer) => {
        void this.tell(String(body)).then((told) => {
          res.setHeader('content-length', Buffer.byteLength(told));
          end(told);
        });
        return res;
      }) as typeof res.end;
    }
    callback(req, res);
  }

  /** What the token endpoint answers. */
  private async tell(body: string): Promise<string> {
    const read = JSON.parse(body) as { id_token?: string };
    if (read.id_token === undefined) return body;
    this.given.push(read.id_token);
    const [swapped, altered] = [this.swapped, this.altered];
    [this.swapped, this.altered] = [null, null];
    if (swapped !== null) return JSON.stringify({ ...read, id_token: swapped });
    if (altered === null) return body;
    const token = await new SignJWT(altered(decodeJwt(read.id_token))).setProtectedHeader({ alg: 'RS256', kid: 'signs' }).sign(this.key);
    return JSON.stringify({ ...read, id_token: token });
  }

  /** Goes where a browser is sent, signs in, and comes to where it is sent back. @returns the query with which it comes. */
  async walk(to: string): Promise<string> {
    const jar = new Map<string, string>();
    for (let url = to, steps = 0; steps < 8; steps += 1) {
      const answer = await fetch(url, { redirect: 'manual', headers: { cookie: [...jar].map(([name, value]) => `${name}=${value}`).join('; ') } });
      for (const line of answer.headers.getSetCookie()) {
        const [pair = ''] = line.split(';');
        jar.set(pair.slice(0, pair.indexOf('=')), pair.slice(pair.indexOf('=') + 1));
      }
      const next = answer.headers.get('location');
      if (next === null) throw new Error(`${url} answered ${answer.status}: ${(await answer.text()).slice(0, 400)}`);
      url = new URL(next, this.issuer).href;
      if (!url.startsWith(this.issuer)) return new URL(url).search;
    }
    throw new Error('the provider sends round in circles');
  }

  async stop(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((done) => this.server.close(done));
  }
}
