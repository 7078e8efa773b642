import { createHash } from 'node:crypto';
import type { Guide } from '@/lib/threshold/model';

const known = new WeakMap<Guide, string>();

/**
 * SHA-256 (hex) of a guide's canonical JSON: keys sorted, no white space. Two guides with the same words and
 * rules have the same hash on any machine, so a stored proposal says for ever what it was held against.
 */
export function contentHash(guide: Guide): string {
  const remembered = known.get(guide);
  if (remembered !== undefined) return remembered;
  const hash = createHash('sha256').update(canonicalJson(guide), 'utf8').digest('hex');
  known.set(guide, hash);
  return hash;
}

function canonicalJson(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(',')}]`;
  if (typeof value === 'object' && value !== null) {
    const members = Object.entries(value)
      .filter(([, member]) => member !== undefined)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, member]) => `${JSON.stringify(key)}:${canonicalJson(member)}`);
    return `{${members.join(',')}}`;
  }
  return JSON.stringify(value);
}
