import { BlockList, isIP } from 'node:net';

/** The eight groups of an IPv6 address, "::" filled in; null where it is none. An IPv4 address within it is the last two. */
function groupsOf(address: string): string[] | null {
  if (isIP(address) !== 6) return null;
  const plain = (address.split('%')[0] ?? '').replace(/(\d+)\.(\d+)\.(\d+)\.(\d+)$/, (_, a: string, b: string, c: string, d: string) => `${(Number(a) * 256 + Number(b)).toString(16)}:${(Number(c) * 256 + Number(d)).toString(16)}`);
  const [head = '', tail] = plain.split('::');
  const before = head === '' ? [] : head.split(':');
  const after = tail === undefined || tail === '' ? [] : tail.split(':');
  const filled = tail === undefined ? before : [...before, ...Array.from({ length: 8 - before.length - after.length }, () => '0'), ...after];
  return filled.map((group) => group.padStart(4, '0').toLowerCase());
}

/** An address as it is compared: without brackets, zone or port, an IPv4 address within IPv6 as what it is. Null where it is none. */
export function plainAddress(address: string): string | null {
  const text = address.trim().replace(/^\[([^\]]*)\](:\d+)?$/, '$1').replace(/^(\d+\.\d+\.\d+\.\d+):\d+$/, '$1');
  if (isIP(text) === 4) return text;
  const groups = groupsOf(text);
  if (groups === null) return null;
  if (!groups.slice(0, 5).every((group) => group === '0000') || groups[5] !== 'ffff') return groups.join(':');
  return groups.slice(6).flatMap((group) => [Number.parseInt(group.slice(0, 2), 16), Number.parseInt(group.slice(2), 16)]).join('.');
}

/**
 * The network that an address belongs to, as one household or office has it: the first 24 bits of IPv4, the first 56 of IPv6. Of an
 * IPv4 address within IPv6, its own.
 * @returns null where it is no address.
 */
export function networkOfAddress(address: string): string | null {
  const plain = plainAddress(address);
  if (plain === null) return null;
  if (isIP(plain) === 4) return `${plain.split('.').slice(0, 3).join('.')}.0/24`;
  const groups = plain.split(':');
  return `${[...groups.slice(0, 3), `${(groups[3] ?? '').slice(0, 2)}00`].join(':')}::/56`;
}

const held = (list: BlockList, plain: string) => list.check(plain, isIP(plain) === 4 ? 'ipv4' : 'ipv6');

/**
 * Reads the setting TRUSTED_PROXY: addresses and networks (CIDR) with commas between. Networks wider than a quarter of all addresses
 * are refused: whoever is trusted may say who they are.
 * @returns null where it is not right.
 */
export function readTrusted(text: string): BlockList | null {
  const list = new BlockList();
  for (const each of text.split(',')) {
    const [address = '', bits, ...rest] = each.trim().split('/');
    const family = isIP(address);
    const most = family === 4 ? 32 : 128;
    const prefix = bits === undefined ? most : /^\d{1,3}$/.test(bits) ? Number(bits) : -1;
    if (family === 0 || rest.length > 0 || prefix < 2 || prefix > most) return null;
    list.addSubnet(address, prefix, family === 4 ? 'ipv4' : 'ipv6');
  }
  return list;
}

/** Addresses that are no visitor's on the internet: this machine's and those within a network (RFC 1918, 4193, 3927, 6598). */
const INNER = readTrusted('127.0.0.0/8, 10.0.0.0/8, 172.16.0.0/12, 192.168.0.0/16, 169.254.0.0/16, 100.64.0.0/10, ::1, fc00::/7, fe80::/10') ?? new BlockList();

/**
 * The network that a request comes from (ASVS v5.0.0-15.3.4). What a proxy that is trusted says in X-Forwarded-For is believed, from
 * the right up to the first address that is no proxy of ours; all before it anybody may have written, and so is all of it where
 * nobody who is trusted sent it.
 * @param peer the address at the other end of the connection; null where it is not known.
 * @param trusted null where no proxy is configured: then the connection's own address counts, unless it is one within a network,
 *   which may be a proxy that nobody told us of, with everybody behind it.
 * @returns null where it is not known.
 */
export function networkOf(peer: string | null, forwarded: string | null, trusted: BlockList | null): string | null {
  const first = peer === null ? null : plainAddress(peer);
  if (first === null) return null;
  if (trusted === null) return held(INNER, first) ? null : networkOfAddress(first);
  let seen = first;
  for (const said of (forwarded ?? '').split(',').reverse()) {
    if (!held(trusted, seen)) break;
    const next = plainAddress(said);
    // A proxy of ours that does not say for whom it asks: nothing is known.
    if (next === null) return null;
    seen = next;
  }
  return held(trusted, seen) ? null : networkOfAddress(seen);
}
