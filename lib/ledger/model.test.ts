import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { faultWords, genesis, verifyChain, type Entry, type Head } from './model';

const AUTHORITY = 'norfolk';

/** A chain made the way the database function makes it, written out again here on purpose. */
function chain(length: number): { entries: Entry[]; head: Head } {
  let prevHash: Uint8Array = createHash('sha256').update(`doorstep ledger ${AUTHORITY}`).digest();
  const entries = Array.from({ length }, (_, index): Entry => {
    const columns = { at: '2026-03-02T09:00:00.123Z', actorId: '11111111-1111-4111-8111-111111111111', actorRole: 'manager', action: `act.${index}`, objectKind: 'contact', objectId: `c${index}`, detail: { ids: ['a', 'b'], n: index }, requestId: 'r' };
    const { actorId, actorRole, ...rest } = columns;
    const bytes = JSON.stringify({ ...rest, actor: actorId, role: actorRole, authority: AUTHORITY, seq: index + 1 });
    const hash = createHash('sha256').update(prevHash).update(bytes).digest();
    const entry = { ...columns, seq: BigInt(index + 1), bytes, prevHash, hash };
    prevHash = hash;
    return entry;
  });
  return { entries, head: { seq: BigInt(length), hash: prevHash } };
}

async function words(entries: Entry[], head: Head | null): Promise<string> {
  const verdict = await verifyChain(AUTHORITY, head, entries);
  return verdict.ok ? `whole, ${verdict.entries}` : faultWords(verdict.fault);
}

const at = (entries: Entry[], seq: number): Entry => {
  const entry = entries[seq - 1];
  if (!entry) throw new Error(`no entry ${seq}`);
  return entry;
};
const renumbered = (entries: Entry[]): Entry[] => entries.map((entry, index) => ({ ...entry, seq: BigInt(index + 1) }));
/** As somebody would who knows how the hash is made. */
const resealed = (entry: Entry, change: Partial<Entry>): Entry => {
  const { actorId, actorRole, ...changed } = { ...entry, ...change };
  const bytes = JSON.stringify({ at: changed.at, action: changed.action, objectKind: changed.objectKind, objectId: changed.objectId, detail: changed.detail, requestId: changed.requestId, actor: actorId, role: actorRole, authority: AUTHORITY, seq: Number(changed.seq) });
  return { ...changed, actorId, actorRole, bytes, hash: createHash('sha256').update(changed.prevHash).update(bytes).digest() };
};

describe('a chain that nobody touched is whole', () => {
  test.each([0, 1, 2, 50])('of %i entries', async (length) => {
    const { entries, head } = chain(length);
    expect(await words(entries, length === 0 ? null : head)).toBe(`whole, ${length}`);
  });

  test('digits below the microsecond are the database’s to drop', async () => {
    const { entries } = chain(1);
    const fine = resealed({ ...at(entries, 1), at: '2026-03-02T09:00:00.123456789Z' }, {});
    expect(await words([{ ...fine, at: '2026-03-02T09:00:00.123456Z' }], { seq: 1n, hash: fine.hash })).toBe('whole, 1');
    expect(await words([{ ...fine, at: '2026-03-02T09:00:00.123458Z' }], { seq: 1n, hash: fine.hash })).toBe('entry 1 was edited');
  });

  test('the first link is bound to its authority', async () => {
    const { entries, head } = chain(3);
    expect(Buffer.from(genesis('norfolk')).equals(genesis('somerset'))).toBe(false);
    expect((await verifyChain('somerset', head, entries)).ok).toBe(false);
  });
});

describe('an edit is named', () => {
  const COLUMNS: Partial<Entry>[] = [{ at: '2026-03-02T10:00:00Z' }, { actorId: '22222222-2222-4222-8222-222222222222' }, { actorRole: 'auditor' }, { action: 'x' }, { objectKind: 'x' }, { objectId: 'x' }, { detail: {} }, { requestId: 'x' }, { bytes: '{}' }, { bytes: 'not json' }, { hash: new Uint8Array(32) }, { prevHash: new Uint8Array(32) }];

  test.each(COLUMNS)('of %o, first, middle and last', async (change) => {
    for (const seq of [1, 5, 9]) {
      const { entries, head } = chain(9);
      entries[seq - 1] = { ...at(entries, seq), ...change };
      expect(await words(entries, head)).toBe(`entry ${seq} was edited`);
    }
  });

  test('even with its hash made anew', async () => {
    for (const seq of [1, 5, 9]) {
      const { entries, head } = chain(9);
      entries[seq - 1] = resealed(at(entries, seq), { action: 'x' });
      expect(await words(entries, head)).toBe(`entry ${seq} was edited`);
    }
  });
});

describe('a deletion is named', () => {
  test('first, middle and last', async () => {
    for (const seq of [1, 5, 9]) {
      const { entries, head } = chain(9);
      entries.splice(seq - 1, 1);
      expect(await words(entries, head)).toBe(`entry ${seq} was deleted`);
    }
  });

  test('of several, the first of them', async () => {
    const { entries, head } = chain(9);
    expect(await words([...entries.slice(0, 3), ...entries.slice(6)], head)).toBe('entry 4 was deleted');
    expect(await words(entries.slice(0, 6), head)).toBe('entry 7 was deleted');
    expect(await words([], head)).toBe('entry 1 was deleted');
  });

  test('even when the rest is numbered anew', async () => {
    for (const seq of [1, 5, 8]) {
      const { entries, head } = chain(9);
      entries.splice(seq - 1, 1);
      expect(await words(renumbered(entries), head)).toBe(`entry ${seq} was deleted`);
    }
  });

  test('of the head', async () => {
    expect(await words(chain(3).entries, null)).toBe('its head was deleted');
  });
});

describe('an insertion is named', () => {
  test('after the end, and before the beginning', async () => {
    const { entries, head } = chain(9);
    expect(await words([...entries, resealed(at(entries, 9), { seq: 10n, prevHash: at(entries, 9).hash })], head)).toBe('entry 10 was inserted');
    expect(await words([{ ...at(entries, 1), seq: 0n }, ...entries], head)).toBe('entry 0 was inserted');
  });

  test('in between, the rest numbered anew: a copy, and one well made', async () => {
    for (const seq of [1, 5, 9]) {
      const { entries, head } = chain(9);
      const moved: Head = { ...head, seq: 10n };
      const copy = { ...at(entries, 3), seq: BigInt(seq) };
      const wellMade = resealed(copy, { prevHash: at(entries, seq).prevHash, action: 'x' });
      for (const forged of [copy, wellMade]) expect(await words(renumbered([...entries.slice(0, seq - 1), forged, ...entries.slice(seq - 1)]), moved)).toBe(`entry ${seq} was inserted`);
    }
  });
});

test('two entries that changed places are named by the first of them', async () => {
  await fc.assert(
    fc.asyncProperty(fc.integer({ min: 1, max: 12 }), fc.integer({ min: 1, max: 12 }), async (a, b) => {
      fc.pre(a !== b);
      const { entries, head } = chain(12);
      const [one, other] = [at(entries, a), at(entries, b)];
      entries[a - 1] = { ...other, seq: BigInt(a) };
      entries[b - 1] = { ...one, seq: BigInt(b) };
      expect(await words(entries, head)).toBe(`entry ${Math.min(a, b)} was reordered`);
    }),
  );
});
