/** Field encryption (issue 3 section 2): what is sealed opens in its own row, with its own key, unchanged, or not at all. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { NotSealedHere, seal, unseal, type SealedPlace } from './seal';
import { readSealKeys, SEAL_KEY_BYTES, type SealKey } from './seal-keys';

const keyOf = (id: string, fill: number): SealKey => ({ id, key: new Uint8Array(SEAL_KEY_BYTES).fill(fill) });
const KEYS = [keyOf('2026', 1)];
const PLACE: SealedPlace = { table: 'protected_detail', column: 'sealed', authorityId: 'norfolk', rowId: '5f0c7a0e-6d0b-4a4e-9a53-0a6f4d1b2c3d' };

const whyNot = (open: () => unknown): string => {
  try {
    open();
    return 'opened';
  } catch (error) {
    return error instanceof NotSealedHere ? error.why : 'another error';
  }
};

describe('sealing', () => {
  test('opens to the same words, whatever they are', () => {
    fc.assert(fc.property(fc.string({ unit: 'grapheme' }), (words) => unseal(seal(words, PLACE, KEYS), PLACE, KEYS) === words));
  });

  test('never looks the same twice, and never holds the words', () => {
    const words = 'Haven House, 14 Rose Lane';
    const sealed = Array.from({ length: 200 }, () => seal(words, PLACE, KEYS));
    expect(new Set(sealed).size).toBe(200);
    for (const each of sealed) expect(Buffer.from(each.split('.')[2] ?? '', 'base64url').toString('latin1')).not.toContain('Haven');
  });

  test('one flipped bit, anywhere, is an error', () => {
    const sealed = seal('14 Rose Lane', PLACE, KEYS);
    const [version, id, packed = ''] = sealed.split('.');
    const bytes = Buffer.from(packed, 'base64url');
    for (let bit = 0; bit < bytes.length * 8; bit += 1) {
      const flipped = Buffer.from(bytes);
      flipped.writeUInt8(flipped.readUInt8(bit >> 3) ^ (1 << (bit & 7)), bit >> 3);
      expect(whyNot(() => unseal([version, id, flipped.toString('base64url')].join('.'), PLACE, KEYS))).toBe('changed_or_moved');
    }
  });

  test('opens in no other row, column, table or authority', () => {
    const sealed = seal('01632 960555', PLACE, KEYS);
    for (const part of ['table', 'column', 'authorityId', 'rowId'] as const) expect(whyNot(() => unseal(sealed, { ...PLACE, [part]: `${PLACE[part]}x` }, KEYS))).toBe('changed_or_moved');
  });

  test('two places never read alike: no part can borrow from the next', () => {
    const part = fc.string({ unit: fc.constantFrom('a', '|', '"', ',', '.') });
    const place = fc.record({ table: part, column: part, authorityId: part, rowId: part });
    fc.assert(
      fc.property(place, place, (one, other) => {
        fc.pre(JSON.stringify(one) !== JSON.stringify(other));
        return whyNot(() => unseal(seal('x', one, KEYS), other, KEYS)) === 'changed_or_moved';
      }),
    );
  });

  test.each(['', 'v1', 'v1.2026', 'v2.2026.AAAA', 'v1.2026.AAAA', 'v1.2026.!!!', '14 Rose Lane', 'v1.2026.AAAA.AAAA'])('what was never sealed does not open: %s', (text) => {
    expect(whyNot(() => unseal(text, PLACE, KEYS))).toBe('unreadable');
  });
});

describe('keys', () => {
  test('the first seals; the old ones still open', () => {
    const before = seal('said last year', PLACE, KEYS);
    const rotated = [keyOf('2027', 2), ...KEYS];
    expect(unseal(before, PLACE, rotated)).toBe('said last year');
    expect(seal('said this year', PLACE, rotated)).toMatch(/^v1\.2027\./);
    expect(whyNot(() => unseal(before, PLACE, [keyOf('2027', 2)]))).toBe('unknown_key');
    // The id names the key and is bound in: another key of the same id does not open it either.
    expect(whyNot(() => unseal(before, PLACE, [keyOf('2026', 9)]))).toBe('changed_or_moved');
  });

  test('are read as id:base64, the current one first', () => {
    const [first, second] = [Buffer.alloc(32, 1).toString('base64'), Buffer.alloc(32, 2).toString('base64')];
    expect(readSealKeys(`b:${second}, a:${first}`)?.map(({ id }) => id)).toEqual(['b', 'a']);
    for (const wrong of ['', first, `a:${first},`, `a:${first},a:${second}`, `a:${Buffer.alloc(31).toString('base64')}`, `a b:${first}`]) expect(readSealKeys(wrong)).toBeNull();
  });
});
