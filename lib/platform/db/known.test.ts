import { describe, expect, it } from 'vitest';
import { answerFrom, gatheringQuestion, isAbout, knownFrom, knownOfGathering, type Gathering, type Question } from './known';

const ids = ['0a000000-0000-4000-8000-000000000001', '0a000000-0000-4000-8000-000000000002', '0a000000-0000-4000-8000-000000000003', '0a000000-0000-4000-8000-000000000004'] as const;
const C = '0c000000-0000-4000-8000-000000000001';
const at = (minute: number) => new Date(Date.UTC(2026, 2, 2, 9, minute));
const base = { authorityId: 'north', contactId: C };
const all = [
  { ...base, id: ids[2], at: at(1), kind: 'note', level: 2, words: 'b', data: { a: 1 }, by: null },
  { ...base, id: ids[0], at: at(1), kind: 'read', level: 3, words: 'a', data: null, by: ids[3] },
  { ...base, id: ids[1], at: at(0), kind: 'note', level: null, words: 'c', data: null, by: ids[3] },
];
const where = { authorityId: 'north', contactId: C };
const known = knownFrom('findMany', { where }, all);
if (known === null) throw new Error('all rows are all there are');
const ask = (question: Question, act = 'findMany') => answerFrom([known], act, question);
const idsOf = (question: Question) => {
  const answer = ask({ select: { id: true }, ...question });
  return answer.known ? (answer.value as { id: string }[]).map(({ id }) => ids.indexOf(id as (typeof ids)[number]) + 1) : 'not known';
};

describe('what is answered from rows that are all there are', () => {
  it.each<[string, Question, number[]]>([
    ['of one kind', { where: { ...where, kind: 'note' } }, [3, 2]],
    ['of some kinds, the first first', { where: { ...where, kind: { in: ['note', 'read'] } }, orderBy: [{ at: 'asc' }, { id: 'asc' }] }, [2, 1, 3]],
    ['the latest first', { where, orderBy: [{ at: 'desc' }, { id: 'asc' }] }, [1, 3, 2]],
    ['none first, as the database sorts downwards', { where, orderBy: { level: 'desc' } }, [2, 1, 3]],
    ['none last, where that is asked', { where, orderBy: { level: { sort: 'desc', nulls: 'last' } } }, [1, 3, 2]],
    ['of nobody', { where: { ...where, by: null } }, [3]],
    ['of somebody', { where: { ...where, by: { not: null } } }, [1, 2]],
    ['not of a level, of which none is not true either', { where: { ...where, level: { not: 2 } } }, [1]],
    ['one or the other', { where: { ...where, OR: [{ kind: 'read' }, { level: 2 }] } }, [3, 1]],
    ['from an instant on', { where: { ...where, at: { gte: at(1) } } }, [3, 1]],
    ['before an instant', { where: { ...where, at: { lt: at(1) } } }, [2]],
    ['of a list of contacts that is this one', { where: { authorityId: 'north', contactId: { in: [C] } } }, [3, 1, 2]],
    ['of no contact', { where: { authorityId: 'north', contactId: { in: [] } } }, []],
    ['a condition that is left out', { where: { ...where, kind: undefined } }, [3, 1, 2]],
    ['cut', { where, orderBy: { level: 'desc' }, take: 1 }, [2]],
  ])('%s', (_, question, expected) => {
    expect(idsOf(question)).toEqual(expected);
  });

  it('the first, none, and how many', () => {
    expect(ask({ where: { ...where, kind: 'read' }, select: { words: true } }, 'findFirst')).toEqual({ known: true, value: { words: 'a' } });
    expect(ask({ where: { ...where, kind: 'closed' } }, 'findFirst')).toEqual({ known: true, value: null });
    expect(ask({ where: { ...where, kind: 'note' } }, 'count')).toEqual({ known: true, value: 2 });
    expect(ask({ where: { authorityId_contactId_id: { ...where, id: ids[1] } } }, 'findUnique')).toEqual({ known: true, value: all[2] });
  });

  it('what there is one of is known from whatever was read of it, and what is not there is not', () => {
    expect(ask({ where: { authorityId_id: { authorityId: 'north', id: ids[1] } }, select: { words: true } }, 'findUniqueOrThrow')).toEqual({ known: true, value: { words: 'c' } });
    expect(ask({ where: { authorityId: 'north', id: { in: [ids[2], ids[1]] } }, select: { words: true } })).toEqual({ known: true, value: [{ words: 'b' }, { words: 'c' }] });
    expect(ask({ where: { authorityId: 'north', id: { in: [ids[1]] }, kind: 'read' } })).toEqual({ known: true, value: [] });
    expect(ask({ where: { authorityId_id: { authorityId: 'north', id: ids[3] } } }, 'findUnique')).toEqual({ known: false });
    expect(ask({ where: { authorityId_id: { authorityId: 'south', id: ids[1] } } }, 'findUnique')).toEqual({ known: false });
    expect(ask({ where: { authorityId: 'north', id: { in: [ids[2], ids[3]] } } })).toEqual({ known: false });
    expect(ask({ where: { authorityId: 'south', id: { in: [ids[1]] } } })).toEqual({ known: true, value: [] });
  });

  it('either of two conditions was read whole', () => {
    const either = knownFrom('findMany', { where: { authorityId: 'north', OR: [{ contactId: C }, { kind: 'read' }] } }, [...all, { ...base, contactId: ids[3], id: ids[3], kind: 'read' }]);
    if (either === null) throw new Error('it was not cut');
    expect(answerFrom([either], 'count', { where })).toEqual({ known: true, value: 3 });
    expect(answerFrom([either], 'count', { where: { authorityId: 'north', kind: 'read' } })).toEqual({ known: true, value: 2 });
    expect(answerFrom([either], 'count', { where: { authorityId: 'north', contactId: ids[3] } })).toEqual({ known: false });
  });

  it('hands out rows of its own, so that whoever changes theirs changes nobody else’s', () => {
    const one = ask({ where });
    if (one.known) (one.value as unknown[]).length = 0;
    expect(idsOf({ where })).toEqual([3, 1, 2]);
    all.length = 0;
    expect(idsOf({ where })).toEqual([3, 1, 2]);
  });
});

describe('what is not known for certain is left to the database', () => {
  it.each<[string, Question, string?]>([
    ['another contact', { where: { authorityId: 'north', contactId: ids[0] } }],
    ['another contact beside it', { where: { authorityId: 'north', contactId: { in: [C, ids[0]] } } }],
    ['another authority', { where: { authorityId: 'south', contactId: C } }],
    ['every contact', { where: { authorityId: 'north' } }],
    ['later than an instant, which the database may know finer', { where: { ...where, at: { gt: at(0) } } }],
    ['up to an instant', { where: { ...where, at: { lte: at(0) } } }],
    ['at an instant', { where: { ...where, at: at(0) } }],
    ['words in their order', { where, orderBy: { words: 'asc' } }],
    ['words that begin so', { where: { ...where, words: { startsWith: 'a' } } }],
    ['what is inside a document', { where: { ...where, data: { path: ['a'], equals: 1 } } }],
    ['the opposite of a condition', { where: { ...where, NOT: { kind: 'note' } } }],
    ['an id in capitals', { where: { ...where, id: ids[0].toUpperCase() } }],
    ['a relation', { where, include: { closure: true } }],
    ['a condition on a relation', { where: { ...where, letter: { kind: 'family' } } }],
    ['a column that is not there', { where, select: { nobody: true } }],
    ['the last ones', { where, take: -1 }],
    ['from a place on', { where, skip: 1 } as Question],
    ['without doubles', { where, distinct: ['kind'] } as Question],
    ['that there must be one', { where: { ...where, kind: 'closed' } }, 'findFirstOrThrow'],
    ['a reckoning', { where }, 'aggregate'],
  ])('%s', (_, question, act) => {
    expect(ask(question, act)).toEqual({ known: false });
  });

  it('an answer that was cut is not all there is, and of rows of which some columns were asked for only those are known', () => {
    expect(knownFrom('findMany', { where, take: 1 }, [{ id: ids[0] }])).toBeNull();
    expect(knownFrom('findFirst', { where }, { id: ids[0] })).toBeNull();
    const some = knownFrom('findMany', { where, select: { id: true }, take: 2 }, [{ id: ids[0] }]);
    if (some === null) throw new Error('it was not cut');
    expect(answerFrom([some], 'findMany', { where, select: { id: true } })).toEqual({ known: true, value: [{ id: ids[0] }] });
    expect(answerFrom([some], 'findMany', { where })).toEqual({ known: false });
    expect(answerFrom([some], 'findMany', { where: { ...where, kind: 'note' }, select: { id: true } })).toEqual({ known: false });
  });

  it('accounts of a list are some of those of a longer one', () => {
    const names = knownFrom('findMany', { where: { id: { in: [...ids] } }, select: { id: true, name: true } }, [{ id: ids[0], name: 'A' }, { id: ids[1], name: 'B' }]);
    if (names === null) throw new Error('all are all there are');
    expect(answerFrom([names], 'findMany', { where: { id: { in: [ids[1], ids[2]] } }, select: { id: true, name: true } })).toEqual({ known: true, value: [{ id: ids[1], name: 'B' }] });
    expect(answerFrom([names], 'findMany', { where: { id: { in: [ids[1], C] } }, select: { id: true, name: true } })).toEqual({ known: false });
  });
});

describe('a contact that was gathered', () => {
  const parts: Gathering = { protectedDetails: 'counted', people: { of: 'contactPerson', with: { include: { unbornStates: { include: { undone: true } } } } }, closure: { of: 'closure' }, queue: { of: 'queueRow' }, raisedFrom: { of: 'consultationRaised', by: 'becameId' } };
  const person = (id: string, unbornStates: object[]) => ({ ...base, id, kind: 'child', unbornStates });
  const ended = { state: 'pregnancy_ended' };
  const gathered = { authorityId: 'north', ids: [C], parts };
  const rows = knownOfGathering(gathered, [{
    authorityId: 'north', id: C, reference: 'N-1', _count: { protectedDetails: 2 }, closure: null, queue: { ...where, level: 4 }, raisedFrom: [],
    people: [person(ids[0], []), person(ids[1], [{ ...ended, undone: null }]), person(ids[2], [{ ...ended, undone: { reason: 'a slip' } }])],
  }]);
  const of = (table: string, act: string, question: Question) => answerFrom(rows.filter((one) => one.table === table), act, question);
  const key = { where: { authorityId_id: { authorityId: 'north', id: C } } };
  const gone = { state: 'pregnancy_ended', undone: null };

  it('answers of itself and of its parts, also by what hangs on them', () => {
    expect(of('contact', 'findUniqueOrThrow', { ...key, select: { reference: true, queue: { select: { level: true } }, closure: { select: { at: true } }, people: { where: { unbornStates: { none: gone } }, select: { id: true } } } })).toEqual({ known: true, value: { reference: 'N-1', queue: { level: 4 }, closure: null, people: [{ id: ids[0] }, { id: ids[2] }] } });
    expect(of('contactPerson', 'count', { where: { ...where, unbornStates: { some: gone } } })).toEqual({ known: true, value: 1 });
    expect(of('contact', 'findMany', { where: { authorityId: 'north', id: { in: [C] }, queue: { isNot: null } }, select: { id: true } })).toEqual({ known: true, value: [{ id: C }] });
    expect(of('closure', 'findUnique', { where: { authorityId_contactId: where } })).toEqual({ known: true, value: null });
    expect(of('consultationRaised', 'findFirst', { where: { authorityId: 'north', becameId: C }, select: { at: true } })).toEqual({ known: true, value: null });
  });

  it('says how many there are of what is only counted, and nothing else of it', () => {
    expect(gatheringQuestion(gathered).include).toMatchObject({ closure: true, _count: { select: { protectedDetails: true } } });
    expect(gatheringQuestion(gathered).include).not.toHaveProperty('protectedDetails');
    expect(of('contact', 'findUnique', { ...key, select: { _count: { select: { protectedDetails: true } } } })).toEqual({ known: true, value: { _count: { protectedDetails: 2 } } });
    for (const select of [{ protectedDetails: true }, { _count: { select: { notes: true } } }, { _count: { select: { protectedDetails: { where: { kind: 'words' } } } } }]) expect(of('contact', 'findUnique', { ...key, select })).toEqual({ known: false });
    const some = knownFrom('findMany', { where, include: { _count: { select: { steps: { where: { open: true } } } } } }, [{ ...base, id: ids[0], _count: { steps: 1 } }]);
    expect(answerFrom(some === null ? [] : [some], 'findMany', { where, select: { _count: { select: { steps: true } } } })).toEqual({ known: false });
  });

  it('is the subject of a question about it, and of no other', () => {
    const foreseen = gathered;
    expect(isAbout('contact', key, foreseen)).toBe(true);
    expect(isAbout('queueRow', { where: { authorityId_contactId: where } }, foreseen)).toBe(true);
    expect(isAbout('consultationRaised', { where: { authorityId: 'north', becameId: C } }, foreseen)).toBe(true);
    expect(isAbout('consultationRaised', { where }, foreseen)).toBe(false);
    expect(isAbout('note', { where }, foreseen)).toBe(false);
    expect(isAbout('contact', { where: { authorityId_id: { authorityId: 'south', id: C } } }, foreseen)).toBe(false);
  });

  it('of several contacts answers of each and of some of them, in the order that is asked for, and of no others', () => {
    const D = '0c000000-0000-4000-8000-000000000002';
    const E = '0c000000-0000-4000-8000-000000000003';
    const both = { authorityId: 'north', ids: [C, D], parts: { people: { of: 'contactPerson' }, queue: { of: 'queueRow' }, closure: { of: 'closure' } } };
    const known = knownOfGathering(both, [
      { authorityId: 'north', id: C, reference: 'N-1', queue: { ...where, level: 4 }, closure: null, people: [{ ...base, id: ids[0], ordinal: 2 }] },
      { authorityId: 'north', id: D, reference: 'N-2', queue: null, closure: { ...where, contactId: D }, people: [{ ...base, contactId: D, id: ids[1], ordinal: 1 }] },
    ]);
    const told = (table: string, act: string, question: Question) => answerFrom(known.filter((one) => one.table === table), act, question);
    const of = { authorityId: 'north', contactId: { in: [D, C, C] } };
    expect(told('contactPerson', 'findMany', { where: of, orderBy: { ordinal: 'asc' }, select: { id: true } })).toEqual({ known: true, value: [{ id: ids[1] }, { id: ids[0] }] });
    expect(told('contactPerson', 'findMany', { where: { authorityId: 'north', contactId: D }, select: { id: true } })).toEqual({ known: true, value: [{ id: ids[1] }] });
    expect(told('queueRow', 'findMany', { where: of, select: { level: true } })).toEqual({ known: true, value: [{ level: 4 }] });
    expect(told('closure', 'findUnique', { where: { authorityId_contactId: { authorityId: 'north', contactId: C } } })).toEqual({ known: true, value: null });
    expect(told('contact', 'findMany', { where: { authorityId: 'north', id: { in: [D] } }, select: { reference: true, queue: { select: { level: true } } } })).toEqual({ known: true, value: [{ reference: 'N-2', queue: null }] });
    expect(told('contactPerson', 'findMany', { where: { authorityId: 'north', contactId: { in: [D, E] } }, select: { id: true } })).toEqual({ known: false });
    // Where one of them is not there for whoever asks, each question is asked by itself.
    expect(knownOfGathering(both, [{ authorityId: 'north', id: C, reference: 'N-1', queue: null, closure: null, people: [] }])).toEqual([]);
    expect(knownOfGathering({ ...both, ids: [C] }, [])).toEqual([]);
    expect(isAbout('contactPerson', { where: of }, both)).toBe(true);
    expect(isAbout('contactPerson', { where: { authorityId: 'north', contactId: { in: [D, E] } } }, both)).toBe(false);
  });
});
