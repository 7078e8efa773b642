import { createHash, generateKeyPairSync } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { badLineWords, checkpointLine, disagreement, disagreementWords, readCheckpoints } from './checkpoint';

const ours = generateKeyPairSync('ed25519');
const others = generateKeyPairSync('ed25519');
const hashOf = (seq: number) => createHash('sha256').update(String(seq)).digest();

/** Three checkpoints of one chain, as the product writes them: after 4, 9 and 12 entries. */
function lines(key = ours.privateKey): string[] {
  const made: string[] = [];
  for (const [index, seq] of [4, 9, 12].entries()) {
    const before = made.at(-1);
    made.push(checkpointLine({ authority: 'norfolk', seq, hash: hashOf(seq).toString('hex'), at: `2026-03-02T0${index}:00:00.000Z`, previous: before === undefined ? null : createHash('sha256').update(before).digest('hex') }, key));
  }
  return made;
}
const read = (text: string[], keys = [ours.publicKey]) => {
  const { checkpoints, bad } = readCheckpoints(text, keys);
  return { seqs: checkpoints.map(({ seq }) => seq), bad: bad.map(badLineWords) };
};

describe('checkpoints hold together', () => {
  test('as they were written', () => {
    expect(read(lines())).toEqual({ seqs: [4, 9, 12], bad: [] });
  });

  test('an older key still signs what it signed', () => {
    expect(read(lines(), [others.publicKey, ours.publicKey]).bad).toEqual([]);
  });

  test('another’s signature is none', () => {
    expect(read(lines(others.privateKey))).toEqual({ seqs: [], bad: ['line 1 is not signed by this key', 'line 2 is not signed by this key', 'line 3 is not signed by this key'] });
  });

  test.each([
    ['a number', (line: string) => line.replace('"seq":9', '"seq":8')],
    ['a hash', (line: string) => line.replace(hashOf(9).toString('hex'), hashOf(8).toString('hex'))],
    ['a time', (line: string) => line.replace('T01:', 'T02:')],
    ['an authority', (line: string) => line.replace('norfolk', 'somerset')],
  ])('%s that was changed afterwards is not signed, and what follows does not follow', (_what, change) => {
    const text = lines();
    text[1] = change(text[1] ?? '');
    expect(read(text)).toEqual({ seqs: [4, 12], bad: ['line 2 is not signed by this key', 'line 3 does not follow the line before it: a line was taken out or moved'] });
  });

  test('a line taken out, and two that changed places', () => {
    const [one, two, three] = lines() as [string, string, string];
    expect(read([one, three]).bad).toEqual(['line 2 does not follow the line before it: a line was taken out or moved']);
    expect(read([two, three]).bad).toEqual(['line 1 does not follow the line before it: a line was taken out or moved']);
    expect(read([two, one, three]).bad).toHaveLength(3);
  });

  test.each(['', 'x', '{}', '{"seq":1}', 'null', '[]'])('%j is no checkpoint', (text) => {
    expect(read([text]).bad).toEqual(['line 1 is no checkpoint']);
  });
});

describe('held against a chain', () => {
  const { checkpoints } = readCheckpoints(lines(), [ours.publicKey]);
  const told = (end: number | null, hashAt = (seq: bigint): Uint8Array | undefined => hashOf(Number(seq))) => {
    const apart = disagreement(checkpoints, end === null ? null : { seq: BigInt(end), hash: hashOf(end) }, hashAt);
    return apart === null ? null : disagreementWords(apart);
  };

  test('that went on since', () => {
    expect(told(12)).toBeNull();
    expect(told(500)).toBeNull();
  });

  test('whose end was cut off with its head, or that is an older copy', () => {
    expect(told(11)).toBe('on 2026-03-02T02:00:00.000Z it had 12 entries and now it ends at 11: it was cut off, or an older copy was restored');
    expect(told(5)).toBe('on 2026-03-02T01:00:00.000Z it had 9 entries and now it ends at 5: it was cut off, or an older copy was restored');
    expect(told(null)).toBe('on 2026-03-02T00:00:00.000Z it had 4 entries and now it ends at 0: it was cut off, or an older copy was restored');
  });

  test('that was written anew from an entry on, and made longer again', () => {
    expect(told(40, (seq) => hashOf(seq >= 7n ? Number(seq) + 1000 : Number(seq)))).toBe('entry 9 is not the one of 2026-03-02T01:00:00.000Z: the chain was written anew at or before it');
    expect(told(40, () => undefined)).toMatch(/^entry 4 is not the one/);
  });
});
