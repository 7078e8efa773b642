/** Missing or wrong configuration: one plain sentence per fault, all at once (issue 2 section 1). */
import { generateKeyPairSync } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { ConfigurationFault, readConfig } from '@/lib/platform/config';

const LIVE = {
  DATABASE_URL: 'postgresql://doorstep_app:x@db.internal:5432/doorstep',
  PUBLIC_ORIGIN: 'https://frontdoor.example.gov.uk',
  SESSION_SECRET: 's'.repeat(32),
  LEDGER_KEY: 'l'.repeat(32),
  SEAL_KEYS: `live:${Buffer.alloc(32, 7).toString('base64')}`,
  SMTP_URL: 'smtps://mail.internal',
  MAIL_FROM: 'frontdoor@example.gov.uk',
};
const DEMO = { ...LIVE, DATABASE_URL: 'postgresql://doorstep_app:x@127.0.0.1:41234/doorstep', PUBLIC_ORIGIN: 'http://localhost:3000', DOORSTEP_EMBEDDED: '1', SMTP_URL: undefined, MAIL_FROM: undefined };

function faults(env: Record<string, string | undefined>): string[] {
  try {
    readConfig(env);
    return [];
  } catch (error) {
    if (error instanceof ConfigurationFault) return error.faults;
    throw error;
  }
}

describe('what is right is taken', () => {
  test('outside providers, each once and by https', () => {
    const county = { id: 'county', name: 'County', issuer: 'https://login.example/tenant/v2.0', clientId: 'a', clientSecret: 'b' };
    expect(readConfig({ ...LIVE, OIDC_PROVIDERS: JSON.stringify([county]) }).providers).toEqual([{ ...county, scope: 'openid', acr: [], amr: [], clientKeys: [], assertionFor: 'issuer' }]);
    expect(readConfig(LIVE).providers).toEqual([]);
    const wrong = (text: string) => faults({ ...LIVE, OIDC_PROVIDERS: text }).join(' ');
    expect(wrong('{')).toContain('is not JSON');
    expect(wrong(JSON.stringify([{ ...county, issuer: 'http://login.example' }]))).toContain('its issuer must begin with https://');
    expect(wrong(JSON.stringify([county, county]))).toContain('each id and each issuer stands once');
    expect(wrong(JSON.stringify([{ ...county, scope: 'email' }]))).toContain('its scope must have openid');
    const { clientSecret: _, ...unproved } = county;
    expect(wrong(JSON.stringify([unproved]))).toContain('either clientSecret or clientKeys');
    const key = (kind: ReturnType<typeof generateKeyPairSync>, alg: string) => [{ ...unproved, clientKeys: [{ kid: 'a', alg, privateKey: kind.privateKey.export({ format: 'der', type: 'pkcs8' }).toString('base64') }] }];
    const [rsa, short, curve] = [generateKeyPairSync('rsa', { modulusLength: 2048 }), generateKeyPairSync('rsa', { modulusLength: 1024 }), generateKeyPairSync('ec', { namedCurve: 'P-256' })];
    expect(readConfig({ ...LIVE, OIDC_PROVIDERS: JSON.stringify(key(rsa, 'RS512')) }).providers[0]?.clientKeys).toMatchObject([{ kid: 'a', alg: 'RS512' }]);
    expect(readConfig({ ...LIVE, OIDC_PROVIDERS: JSON.stringify(key(curve, 'ES256')) }).providers).toHaveLength(1);
    for (const bad of [key(short, 'RS256'), key(curve, 'RS256'), key(rsa, 'ES256')]) expect(wrong(JSON.stringify(bad))).toContain('not one for its algorithm, or too short');
    expect(wrong(JSON.stringify([{ ...unproved, clientKeys: [{ kid: 'a', privateKey: 'nonsense' }] }]))).toContain('must be PKCS #8');
    expect(wrong(JSON.stringify([{ ...county, clientKeys: key(rsa, 'RS256')[0]?.clientKeys }]))).toContain('either clientSecret or clientKeys');
  });

  test('a second factor is asked of staff unless more or nothing is said', () => {
    expect(readConfig(LIVE).secondFactor).toBe('staff');
    expect(readConfig({ ...LIVE, SECOND_FACTOR: 'everyone' }).secondFactor).toBe('everyone');
    expect(faults({ ...LIVE, SECOND_FACTOR: 'off' })).toEqual(['SECOND_FACTOR must be staff (default), everyone or nobody.']);
  });

  test('which proxies may say for whom they ask: none unless named, and never everybody', () => {
    expect(readConfig(LIVE).trustedProxies).toBeNull();
    expect(readConfig({ ...LIVE, TRUSTED_PROXY: '127.0.0.1, 10.20.0.0/16' }).trustedProxies?.check('10.20.3.4')).toBe(true);
    expect(faults({ ...LIVE, TRUSTED_PROXY: '0.0.0.0/0' })).toEqual(['TRUSTED_PROXY must be addresses or networks with commas between, such as 127.0.0.1, 10.20.0.0/16; never everybody.']);
  });

  test('a live service', () => {
    expect(readConfig(LIVE)).toMatchObject({ demo: false, worker: 'web', logLevel: 'info', directUrl: LIVE.DATABASE_URL, mail: { kind: 'smtp' } });
  });

  test('a replica for reports and a monitor: neither unless set, and never the database itself as its replica', () => {
    expect(readConfig(LIVE)).toMatchObject({ replica: null, metricsToken: null });
    const url = 'postgresql://doorstep_app:x@replica.internal:5432/doorstep';
    expect(readConfig({ ...LIVE, DATABASE_REPLICA_URL: url }).replica).toEqual({ url, lagSeconds: 10 });
    expect(readConfig({ ...LIVE, DATABASE_REPLICA_URL: url, REPLICA_LAG_SECONDS: '60' }).replica).toEqual({ url, lagSeconds: 60 });
    expect(faults({ ...LIVE, DATABASE_REPLICA_URL: LIVE.DATABASE_URL })).toEqual(['DATABASE_REPLICA_URL is the address of the database itself: give the replica’s, or leave it out.']);
    expect(faults({ ...LIVE, DATABASE_REPLICA_URL: 'replica', REPLICA_LAG_SECONDS: '0', METRICS_TOKEN: 'short' })).toEqual(['DATABASE_REPLICA_URL is not a postgresql:// address.', 'REPLICA_LAG_SECONDS must be at least 1.', 'METRICS_TOKEN is too short: at least 32 random characters.']);
  });

  test('the demo, whose letters lie in the tray', () => {
    expect(readConfig(DEMO)).toMatchObject({ demo: true, mail: { kind: 'tray' } });
  });

  test('Notify when both its settings are there', () => {
    const mail = { NOTIFY_API_KEY: 'key', NOTIFY_EMAIL_TEMPLATE_ID: '3f8a1c9e-5b1d-4a53-9d3e-0a6f4d1b2c3d' };
    expect(readConfig({ ...LIVE, ...mail, SMTP_URL: '' }).mail).toEqual({ kind: 'notify', url: 'https://api.notifications.service.gov.uk', apiKey: 'key', templateId: mail.NOTIFY_EMAIL_TEMPLATE_ID, textTemplateId: null });
    expect(readConfig({ ...LIVE, ...mail, NOTIFY_URL: 'https://relay.example.gov.uk' }).mail).toMatchObject({ url: 'https://relay.example.gov.uk' });
    expect(readConfig({ ...LIVE, ...mail, NOTIFY_URL: 'http://127.0.0.1:8080' }).mail).toMatchObject({ url: 'http://127.0.0.1:8080' });
    for (const wrong of ['http://relay.example.gov.uk', 'https://relay.example.gov.uk/path', 'http://127.0.0.1.example.org']) expect(faults({ ...LIVE, ...mail, NOTIFY_URL: wrong })).toEqual(['NOTIFY_URL must be https:// and a host without a path, or a host of this machine.']);
  });
});

describe('what is wrong is named', () => {
  test('nothing set at all: every missing setting, each once', () => {
    const found = faults({});
    for (const name of ['DATABASE_URL', 'PUBLIC_ORIGIN', 'SESSION_SECRET', 'LEDGER_KEY', 'SEAL_KEYS']) expect(found.filter((fault) => fault.startsWith(`${name} is missing`))).toHaveLength(1);
    expect(found).toHaveLength(5);
  });

  test.each<[string, Record<string, string | undefined>, RegExp]>([
    ['an empty secret counts as missing', { SESSION_SECRET: '' }, /^SESSION_SECRET is missing/],
    ['a short secret', { SESSION_SECRET: 'short' }, /^SESSION_SECRET is too short/],
    ['a short key', { LEDGER_KEY: 'x'.repeat(31) }, /^LEDGER_KEY is too short/],
    ['a seal key of another length', { SEAL_KEYS: `live:${Buffer.alloc(16).toString('base64')}` }, /^SEAL_KEYS must be id:base64 pairs/],
    ['a checkpoint key that is none', { CHECKPOINT_KEY: Buffer.alloc(48).toString('base64'), CHECKPOINT_DIR: '/srv/checkpoints' }, /^CHECKPOINT_KEY must be an Ed25519 private key/],
    ['a folder of checkpoints without a key', { CHECKPOINT_DIR: '/srv/checkpoints' }, /^CHECKPOINT_KEY and CHECKPOINT_DIR go together/],
    ['another database', { DATABASE_URL: 'mysql://x/y' }, /^DATABASE_URL is not a postgresql:\/\/ address/],
    ['an origin in the clear', { PUBLIC_ORIGIN: 'http://frontdoor.example.gov.uk' }, /^PUBLIC_ORIGIN must begin with https:\/\//],
    ['localhost in the clear, outside the demo', { PUBLIC_ORIGIN: 'http://localhost:3000' }, /^PUBLIC_ORIGIN must begin with https:\/\//],
    ['an origin with a path', { PUBLIC_ORIGIN: 'https://frontdoor.example.gov.uk/' }, /^PUBLIC_ORIGIN must be a scheme and a host without a path/],
    ['the demo on a real database', { DOORSTEP_EMBEDDED: '1' }, /^DOORSTEP_EMBEDDED is set but DATABASE_URL is not on this machine/],
    ['the demo on a database whose name pretends', { DOORSTEP_EMBEDDED: '1', DATABASE_URL: 'postgresql://127.0.0.1@db.internal/localhost' }, /^DOORSTEP_EMBEDDED is set but/],
    ['half of Notify', { NOTIFY_API_KEY: 'key' }, /^NOTIFY_API_KEY and NOTIFY_EMAIL_TEMPLATE_ID go together/],
    ['mail from nobody', { MAIL_FROM: undefined }, /^MAIL_FROM is missing/],
    ['no mail at all', { MAIL_FROM: undefined, SMTP_URL: undefined }, /^No way to send mail is set/],
    ['a worker of another kind', { WORKER: 'sometimes' }, /^WORKER must be web/],
    ['a level nobody knows', { LOG_LEVEL: 'loud' }, /^LOG_LEVEL must be/],
  ])('%s', (_, change, sentence) => {
    const found = faults({ ...LIVE, ...change });
    expect(found).toHaveLength(1);
    expect(found[0]).toMatch(sentence);
  });

  test('each fault is one plain sentence, and none repeats a secret', () => {
    const secret = 'hunter2hunter2';
    for (const fault of faults({ ...LIVE, SESSION_SECRET: secret, LEDGER_KEY: secret, DATABASE_URL: secret, PUBLIC_ORIGIN: secret })) {
      expect(fault).toMatch(/^[A-Z_]+ [^\n]+\.$/);
      expect(fault).not.toContain(secret);
    }
  });
});
