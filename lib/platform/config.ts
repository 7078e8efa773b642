import type { KeyObject } from 'node:crypto';
import type { BlockList } from 'node:net';
import { z } from 'zod';
import { readTrusted } from './http/network';
import { readProviders, type Provider } from './providers';
import { readSealKeys, type SealKey } from './seal-keys';
import { signingKey } from './signing-keys';

const flag = z.enum(['0', '1']).default('0').transform((value) => value === '1');

const environment = z.object({
  DATABASE_URL: z.string({ error: 'DATABASE_URL is missing: the address of the database, signed in as doorstep_app.' }).regex(/^postgres(ql)?:\/\/[^\s]+$/, 'DATABASE_URL is not a postgresql:// address.'),
  DATABASE_DIRECT_URL: z.string().regex(/^postgres(ql)?:\/\/[^\s]+$/, 'DATABASE_DIRECT_URL is not a postgresql:// address.').optional(),
  DATABASE_REPLICA_URL: z.string().regex(/^postgres(ql)?:\/\/[^\s]+$/, 'DATABASE_REPLICA_URL is not a postgresql:// address.').optional(),
  REPLICA_LAG_SECONDS: z.coerce.number({ error: 'REPLICA_LAG_SECONDS must be a number of seconds from 1 to 3600.' }).int('REPLICA_LAG_SECONDS must be whole seconds.').min(1, 'REPLICA_LAG_SECONDS must be at least 1.').max(3600, 'REPLICA_LAG_SECONDS must be at most 3600.').default(10),
  METRICS_TOKEN: z.string().min(32, 'METRICS_TOKEN is too short: at least 32 random characters.').optional(),
  PUBLIC_ORIGIN: z.string({ error: 'PUBLIC_ORIGIN is missing: the address people type, such as https://frontdoor.example.gov.uk.' }).regex(/^https?:\/\/[^/\s]+$/, 'PUBLIC_ORIGIN must be a scheme and a host without a path, such as https://frontdoor.example.gov.uk.'),
  SESSION_SECRET: z.string({ error: 'SESSION_SECRET is missing: at least 32 random characters.' }).min(32, 'SESSION_SECRET is too short: at least 32 random characters.'),
  LEDGER_KEY: z.string({ error: 'LEDGER_KEY is missing: at least 32 random characters.' }).min(32, 'LEDGER_KEY is too short: at least 32 random characters.'),
  SEAL_KEYS: z.string({ error: 'SEAL_KEYS is missing: keys that seal protected sources and addresses, as id:base64 of 32 bytes, the current one first.' }),
  CHECKPOINT_KEY: z.string().min(1).optional(),
  CHECKPOINT_DIR: z.string().min(1).optional(),
  DOORSTEP_EMBEDDED: flag,
  OIDC_PROVIDERS: z.string().default('[]'),
  SECOND_FACTOR: z.enum(['nobody', 'staff', 'everyone'], { error: 'SECOND_FACTOR must be staff (default), everyone or nobody.' }).default('staff'),
  CLAMD_SOCKET: z.string().startsWith('/', 'CLAMD_SOCKET must be the path of a socket, such as /run/clamav/clamd.ctl.').optional(),
  CLAMD_HOST: z.string().regex(/^(\[[0-9a-fA-F:]+\]|[^\s:/]+):\d{1,5}$/, 'CLAMD_HOST must be a host and a port, such as 127.0.0.1:3310.').optional(),
  TRUSTED_PROXY: z.string().optional(),
  WORKER: z.enum(['web', 'off'], { error: 'WORKER must be web (default) or off.' }).default('web'),
  LOG_LEVEL: z.enum(['debug', 'info', 'warn', 'error', 'silent'], { error: 'LOG_LEVEL must be debug, info, warn, error or silent.' }).default('info'),
  NOTIFY_API_KEY: z.string().min(1).optional(),
  NOTIFY_URL: z.string().regex(/^https:\/\/[^/\s]+$|^http:\/\/(127\.0\.0\.1|localhost|\[::1\])(:\d+)?$/, 'NOTIFY_URL must be https:// and a host without a path, or a host of this machine.').default('https://api.notifications.service.gov.uk'),
  NOTIFY_EMAIL_TEMPLATE_ID: z.uuid('NOTIFY_EMAIL_TEMPLATE_ID must be the id of a Notify template.').optional(),
  NOTIFY_SMS_TEMPLATE_ID: z.uuid('NOTIFY_SMS_TEMPLATE_ID must be the id of a Notify template.').optional(),
  SMTP_URL: z.string().regex(/^smtps?:\/\/[^\s]+$/, 'SMTP_URL is not an smtp:// or smtps:// address.').optional(),
  MAIL_FROM: z.string().min(3, 'MAIL_FROM must be an e-mail address.').optional(),
});

/** Where the virus scanner listens: ClamAV's daemon. */
export type ClamdAddress = { socket: string; host?: undefined; port?: undefined } | { socket?: undefined; host: string; port: number };

export interface Config {
  databaseUrl: string;
  /** For LISTEN: never through a pooler. */
  directUrl: string;
  /** A streaming replica that reports may read (lib/platform/db/report.ts), and how many seconds it may be behind; null: none. */
  replica: { url: string; lagSeconds: number } | null;
  /** What a monitor sends to read /metrics; null: there is no such page. */
  metricsToken: string | null;
  publicOrigin: string;
  sessionSecret: string;
  ledgerKey: string;
  /** Keys of field encryption (lib/platform/seal.ts): the first seals, all open. */
  sealKeys: readonly SealKey[];
  /** Where signed checkpoints of the ledger go, outside the database, and the key that signs them (lib/ledger/checkpoint.ts); null: nowhere. */
  checkpoints: { key: KeyObject; folder: string } | null;
  /** The virus scanner that says what a file is (lib/platform/clamd.ts); null: none, and files stay sealed and unopened. */
  clamd: ClamdAddress | null;
  /** The embedded demo database: the only case in which demo sign-in and seed exist. */
  demo: boolean;
  /** Outside providers through whom people may sign in. */
  providers: readonly Provider[];
  /** Of whom a second factor is asked in every area; an area may ask more. */
  secondFactor: 'nobody' | 'staff' | 'everyone';
  /** Who may say in X-Forwarded-For for whom they ask (lib/platform/http/network.ts); null: nobody. */
  trustedProxies: BlockList | null;
  worker: 'web' | 'off';
  logLevel: string;
  mail: { kind: 'notify'; /** Where its API is. */ url: string; apiKey: string; templateId: string; /** Null: texts are not sent. */ textTemplateId: string | null } | { kind: 'smtp'; url: string; from: string } | { kind: 'tray' };
}

/** One plain sentence per fault; the start prints them and stops. */
export class ConfigurationFault extends Error {
  constructor(readonly faults: string[]) {
    super(faults.join('\n'));
  }
}

function clamdOf(socket: string | undefined, hostAndPort: string | undefined): ClamdAddress | null {
  if (socket !== undefined) return { socket };
  if (hostAndPort === undefined) return null;
  const cut = hostAndPort.lastIndexOf(':');
  return { host: hostAndPort.slice(0, cut).replace(/^\[|\]$/g, ''), port: Number(hostAndPort.slice(cut + 1)) };
}

/**
 * Reads the configuration from the environment.
 * @throws ConfigurationFault with one sentence per missing or wrong setting.
 */
export function readConfig(env: Record<string, string | undefined>): Config {
  const given = Object.fromEntries(Object.entries(env).filter(([, value]) => value !== undefined && value !== ''));
  const parsed = environment.safeParse(given);
  if (!parsed.success) throw new ConfigurationFault(parsed.error.issues.map((issue) => issue.message));
  const value = parsed.data;
  const faults: string[] = [];
  const sealKeys = readSealKeys(value.SEAL_KEYS);
  if (sealKeys === null) faults.push('SEAL_KEYS must be id:base64 pairs with commas between, each id once and each key 32 bytes.');
  const checkpointKey = value.CHECKPOINT_KEY === undefined ? null : signingKey(value.CHECKPOINT_KEY);
  if ((value.CHECKPOINT_KEY === undefined) !== (value.CHECKPOINT_DIR === undefined)) faults.push('CHECKPOINT_KEY and CHECKPOINT_DIR go together: set both or neither.');
  if (value.CHECKPOINT_KEY !== undefined && checkpointKey === null) faults.push('CHECKPOINT_KEY must be an Ed25519 private key, DER in base64.');
  const providers = readProviders(value.OIDC_PROVIDERS);
  if (typeof providers === 'string') faults.push(providers);
  if (value.CLAMD_SOCKET !== undefined && value.CLAMD_HOST !== undefined) faults.push('CLAMD_SOCKET and CLAMD_HOST are two ways to the same scanner: set one.');
  const trustedProxies = value.TRUSTED_PROXY === undefined ? null : readTrusted(value.TRUSTED_PROXY);
  if (value.TRUSTED_PROXY !== undefined && trustedProxies === null) faults.push('TRUSTED_PROXY must be addresses or networks with commas between, such as 127.0.0.1, 10.20.0.0/16; never everybody.');
  if (value.DATABASE_REPLICA_URL !== undefined && [value.DATABASE_URL, value.DATABASE_DIRECT_URL].includes(value.DATABASE_REPLICA_URL)) faults.push('DATABASE_REPLICA_URL is the address of the database itself: give the replica’s, or leave it out.');
  const loopback = /@(127\.0\.0\.1|localhost|\[::1\])(:\d+)?\//.test(value.DATABASE_URL);
  if (value.DOORSTEP_EMBEDDED && !loopback) faults.push('DOORSTEP_EMBEDDED is set but DATABASE_URL is not on this machine: the demo never runs on a real database.');
  if (!value.DOORSTEP_EMBEDDED && !value.PUBLIC_ORIGIN.startsWith('https://')) faults.push('PUBLIC_ORIGIN must begin with https://: concerns about children do not travel in the clear.');
  if ((value.NOTIFY_API_KEY === undefined) !== (value.NOTIFY_EMAIL_TEMPLATE_ID === undefined)) faults.push('NOTIFY_API_KEY and NOTIFY_EMAIL_TEMPLATE_ID go together: set both or neither.');
  if (value.NOTIFY_SMS_TEMPLATE_ID !== undefined && value.NOTIFY_API_KEY === undefined) faults.push('NOTIFY_SMS_TEMPLATE_ID is set without NOTIFY_API_KEY: texts go by GOV.UK Notify.');
  if (value.SMTP_URL !== undefined && value.MAIL_FROM === undefined) faults.push('MAIL_FROM is missing: the address that letters by SMTP come from.');
  const mail: Config['mail'] | null =
    value.NOTIFY_API_KEY !== undefined && value.NOTIFY_EMAIL_TEMPLATE_ID !== undefined
      ? { kind: 'notify', url: value.NOTIFY_URL, apiKey: value.NOTIFY_API_KEY, templateId: value.NOTIFY_EMAIL_TEMPLATE_ID, textTemplateId: value.NOTIFY_SMS_TEMPLATE_ID ?? null }
      : value.SMTP_URL !== undefined && value.MAIL_FROM !== undefined
        ? { kind: 'smtp', url: value.SMTP_URL, from: value.MAIL_FROM }
        : value.DOORSTEP_EMBEDDED
          ? { kind: 'tray' }
          : null;
  if (mail === null && faults.length === 0) faults.push('No way to send mail is set: give NOTIFY_API_KEY with NOTIFY_EMAIL_TEMPLATE_ID, or SMTP_URL with MAIL_FROM.');
  if (faults.length > 0 || mail === null || sealKeys === null || typeof providers === 'string') throw new ConfigurationFault(faults);
  return {
    databaseUrl: value.DATABASE_URL,
    directUrl: value.DATABASE_DIRECT_URL ?? value.DATABASE_URL,
    replica: value.DATABASE_REPLICA_URL === undefined ? null : { url: value.DATABASE_REPLICA_URL, lagSeconds: value.REPLICA_LAG_SECONDS },
    metricsToken: value.METRICS_TOKEN ?? null,
    publicOrigin: value.PUBLIC_ORIGIN,
    sessionSecret: value.SESSION_SECRET,
    ledgerKey: value.LEDGER_KEY,
    sealKeys,
    checkpoints: checkpointKey === null || value.CHECKPOINT_DIR === undefined ? null : { key: checkpointKey, folder: value.CHECKPOINT_DIR },
    clamd: clamdOf(value.CLAMD_SOCKET, value.CLAMD_HOST),
    demo: value.DOORSTEP_EMBEDDED,
    providers,
    secondFactor: value.SECOND_FACTOR,
    trustedProxies,
    worker: value.WORKER,
    logLevel: value.LOG_LEVEL,
    mail,
  };
}

let kept: Config | undefined;

/** The configuration of this process, read once. */
export function config(): Config {
  kept ??= readConfig(process.env);
  return kept;
}
