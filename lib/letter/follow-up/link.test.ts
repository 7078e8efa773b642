import { Temporal } from 'temporal-polyfill';
import { beforeAll, describe, expect, it } from 'vitest';
import { callerCode, spokenCode } from '@/lib/contact/ending/caller-code';
import { codeTyped, isLinkToken, isOpened, linkToken, openedPass } from './link';

const [ONE, OTHER] = ['0190a0a0-0000-4000-8000-000000000001', '0190a0a0-0000-4000-8000-000000000002'];
// The keys that a service has; nothing is connected to.
beforeAll(() => {
  const secret = 'for this test only, and long enough';
  Object.assign(process.env, { DATABASE_URL: 'postgresql://app@127.0.0.1/none', PUBLIC_ORIGIN: 'https://door.example', SESSION_SECRET: secret, LEDGER_KEY: secret, SEAL_KEYS: `test:${Buffer.alloc(32).toString('base64')}`, SMTP_URL: 'smtp://127.0.0.1', MAIL_FROM: 'door@example.org' });
});

const AT = Temporal.Instant.from('2026-03-04T10:00:00Z');

describe('the secret of a link', () => {
  it('is 256 bits, its own for each link, and the same each time it is made', () => {
    expect(isLinkToken(linkToken(ONE))).toBe(true);
    expect(linkToken(ONE)).toBe(linkToken(ONE));
    expect(linkToken(ONE)).not.toBe(linkToken(OTHER));
    expect(linkToken(ONE)).not.toContain(ONE);
    for (const junk of ['', 'x', `${linkToken(ONE)}x`, `${linkToken(ONE).slice(1)}/`]) expect(isLinkToken(junk), junk).toBe(false);
  });
});

describe('a browser in which the code was given', () => {
  it('opens that link for half an hour, and no other', () => {
    const pass = openedPass(ONE, AT);
    expect(isOpened(pass, ONE, AT.add({ minutes: 29 }))).toBe(true);
    expect(isOpened(pass, ONE, AT.add({ minutes: 30 }))).toBe(false);
    expect(isOpened(pass, OTHER, AT)).toBe(false);
    const [until = '', signed = ''] = pass.split('.');
    expect(isOpened(`${Number(until) + 3600}.${signed}`, ONE, AT)).toBe(false);
    for (const junk of [undefined, '', '.', `${until}.`, until]) expect(isOpened(junk, ONE, AT)).toBe(false);
  });
});

describe('the code that is told on the telephone', () => {
  it('has six figures, its own for each call and issue, and may be typed with spaces', () => {
    const codes = [callerCode(ONE, 1), callerCode(ONE, 2), callerCode(OTHER, 1)];
    for (const code of codes) expect(code).toMatch(/^\d{6}$/);
    expect(new Set(codes).size).toBe(3);
    expect(codeTyped(spokenCode(codes[0] ?? ''))).toBe(codes[0]);
  });
});
