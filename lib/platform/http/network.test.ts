import { expect, it, test } from 'vitest';
import { networkOf, networkOfAddress, readTrusted } from './network';

test.each([
  ['192.0.2.77', '192.0.2.0/24'],
  [' 198.51.100.1 ', '198.51.100.0/24'],
  ['198.51.100.1:4711', '198.51.100.0/24'],
  ['2001:db8:1234:5678:9abc::1', '2001:0db8:1234:5600::/56'],
  ['[2001:db8:1234:56ff::1]:443', '2001:0db8:1234:5600::/56'],
  ['2001:db8:1234:5700::1', '2001:0db8:1234:5700::/56'],
  ['::1', '0000:0000:0000:0000::/56'],
  ['::ffff:192.0.2.77', '192.0.2.0/24'],
  ['::ffff:c000:24d', '192.0.2.0/24'],
  ['192.0.2', null],
  ['unknown', null],
  ['', null],
])('%s is of %s', (address, network) => {
  expect(networkOfAddress(address)).toBe(network);
});

it('reads which proxies are trusted, and refuses what would trust everybody', () => {
  for (const right of ['127.0.0.1', '10.1.2.3, 192.0.2.0/24', '2001:db8::/32', '::1']) expect(readTrusted(right), right).not.toBeNull();
  for (const wrong of ['', 'proxy.internal', '0.0.0.0/0', '::/0', '10.0.0.0/33', '10.0.0.0/8/8', '10.0.0.1,', '2']) expect(readTrusted(wrong), wrong).toBeNull();
});

it('is the connection’s own where no proxy is configured, whatever the visitor writes; an address within a network says nothing', () => {
  expect(networkOf('203.0.113.9', '192.0.2.77', null)).toBe('203.0.113.0/24');
  for (const inner of ['127.0.0.1', '::ffff:127.0.0.1', '::1', '10.0.0.7', '172.31.0.1', '192.168.1.1', 'fd00::1']) expect(networkOf(inner, '192.0.2.77', null), inner).toBeNull();
  expect(networkOf(null, '192.0.2.77', null)).toBeNull();
});

it('is what the last proxy that is trusted saw; nobody else’s word counts', () => {
  const ours = readTrusted('127.0.0.1, 10.0.0.0/8');
  expect(networkOf('127.0.0.1', '198.51.100.7', ours)).toBe('198.51.100.0/24');
  // The visitor wrote an address before; our proxy added what it saw.
  expect(networkOf('127.0.0.1', '203.0.113.9, 198.51.100.7', ours)).toBe('198.51.100.0/24');
  // Two proxies of ours, one behind the other.
  expect(networkOf('::ffff:127.0.0.1', '203.0.113.9, 198.51.100.7, 10.0.0.2', ours)).toBe('198.51.100.0/24');
  // Straight past the proxy: the header is the visitor's.
  expect(networkOf('203.0.113.9', '198.51.100.7', ours)).toBe('203.0.113.0/24');
  // It says nothing, or nothing but proxies.
  for (const none of [null, '', 'unknown', '10.0.0.3, 10.0.0.2']) expect(networkOf('127.0.0.1', none, ours), String(none)).toBeNull();
  // What is no address cuts the way: what lies before it is nobody's word.
  expect(networkOf('127.0.0.1', '198.51.100.7, x, 10.0.0.2', ours)).toBeNull();
});
