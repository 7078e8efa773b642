import { BlockList, isIP } from 'node:net';

/** Networks that are nobody's on the outside, or ours: a message to one of them would be a message to ourselves (ASVS v5.0.0-1.3.6). */
const INSIDE = new BlockList();
for (const [network, bits] of [['0.0.0.0', 8], ['10.0.0.0', 8], ['100.64.0.0', 10], ['127.0.0.0', 8], ['169.254.0.0', 16], ['172.16.0.0', 12], ['192.0.0.0', 24], ['192.0.2.0', 24], ['192.88.99.0', 24], ['192.168.0.0', 16], ['198.18.0.0', 15], ['198.51.100.0', 24], ['203.0.113.0', 24], ['224.0.0.0', 3]] as const) INSIDE.addSubnet(network, bits, 'ipv4');
for (const [network, bits] of [['::', 96], ['64:ff9b::', 96], ['64:ff9b:1::', 48], ['100::', 64], ['2001::', 23], ['2001:db8::', 32], ['2002::', 16], ['fc00::', 7], ['fe80::', 10], ['fec0::', 10], ['ff00::', 8]] as const) INSIDE.addSubnet(network, bits, 'ipv6');

const MAPPED = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i;

/** May a message leave for this address? */
export function isOutside(address: string): boolean {
  const mapped = MAPPED.exec(address)?.[1];
  if (mapped !== undefined) return isOutside(mapped);
  const family = isIP(address);
  // Four figures within six, written otherwise than with dots.
  if (/^::ffff:/i.test(address)) return false;
  return family !== 0 && !INSIDE.check(address, family === 4 ? 'ipv4' : 'ipv6');
}

export type TargetProblem = 'no_address' | 'not_https' | 'with_secret' | 'inside';

export const TARGET_PROBLEMS: Record<TargetProblem, string> = {
  no_address: 'Give the whole address, beginning with https://',
  not_https: 'Only https addresses: what goes there is signed, and read by nobody on the way',
  with_secret: 'Leave name and password out of the address: messages are signed',
  inside: 'This address is within a network, and not on the outside',
};

/** What is wrong with an address to which messages are to go; null for nothing. Where its name leads is asked again with each message. */
export function targetProblem(text: string): TargetProblem | null {
  if (!URL.canParse(text)) return 'no_address';
  const { protocol, username, password, hostname } = new URL(text);
  if (protocol !== 'https:') return 'not_https';
  if (username !== '' || password !== '') return 'with_secret';
  const host = hostname.replace(/^\[|\]$/g, '');
  if (isIP(host) !== 0) return isOutside(host) ? null : 'inside';
  // Names without a dot, and those that lead home by agreement.
  return !host.includes('.') || /(^|\.)(localhost|local|internal|intranet|lan|home\.arpa)\.?$/i.test(host) ? 'inside' : null;
}
