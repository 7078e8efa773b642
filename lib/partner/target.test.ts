import { expect, test } from 'vitest';
import { isOutside, targetProblem } from './target';

test.each(['127.0.0.1', '10.1.2.3', '172.31.255.255', '192.168.0.1', '169.254.169.254', '100.64.0.1', '0.0.0.0', '224.0.0.1', '255.255.255.255', '::1', '::', 'fd00::1', 'fe80::1', '::ffff:127.0.0.1', '::ffff:7f00:1', '64:ff9b::7f00:1', '2002:7f00:1::', 'not an address'])('%s is inside', (address) => {
  expect(isOutside(address)).toBe(false);
});

test.each(['93.184.215.14', '172.32.0.1', '2606:2800:21f:cb07::1', '::ffff:93.184.215.14'])('%s is outside', (address) => {
  expect(isOutside(address)).toBe(true);
});

test.each([
  ['https://records.example.org/hooks', null],
  ['https://93.184.215.14:8443/x', null],
  ['http://records.example.org', 'not_https'],
  ['ftp://records.example.org', 'not_https'],
  ['records.example.org', 'no_address'],
  ['', 'no_address'],
  ['https://name:secret@records.example.org', 'with_secret'],
  ['https://127.0.0.1/', 'inside'],
  ['https://[::1]/', 'inside'],
  // What a browser's rules make of it: 127.0.0.1 again.
  ['https://2130706433/', 'inside'],
  ['https://0x7f.1/', 'inside'],
  ['https://localhost/', 'inside'],
  ['https://db/', 'inside'],
  ['https://metadata.google.internal/', 'inside'],
])('%s: %s', (text, problem) => {
  expect(targetProblem(text)).toBe(problem);
});
