import { describe, expect, it } from 'vitest';
import { databaseAway } from './away';

const withCode = (code: string, message = 'x') => Object.assign(new Error(message), { code });

describe('whether the database was away', () => {
  it.each([
    ['a session that was ended', withCode('57P01'), 'lost'],
    ['a crash, as Prisma wraps it', Object.assign(withCode('P2010'), { meta: { driverAdapterError: { cause: { originalCode: '57P02', kind: 'postgres' } } } }), 'lost'],
    ['a socket that was reset', Object.assign(new Error('x'), { cause: { kind: 'ConnectionClosed' } }), 'lost'],
    ['a connection that ended under a question', new Error('Connection terminated unexpectedly'), 'lost'],
    ['a connection that had ended before', new Error('Client has encountered a connection error and is not queryable'), 'not_asked'],
    ['nobody listens', withCode('ECONNREFUSED'), 'none'],
    ['it starts', withCode('57P03'), 'none'],
    ['none was free in time', new Error('timeout exceeded when trying to connect'), 'none'],
    ['no transaction could be begun in time', withCode('P2028'), 'none'],
    ['a constraint', withCode('23505'), null],
    ['a wrong id', Object.assign(withCode('P2010'), { meta: { driverAdapterError: { cause: { originalCode: '22P02' } } } }), null],
    ['a fault of ours', new TypeError('x is not a function'), null],
    ['nothing at all', undefined, null],
  ])('%s', (_, error, away) => {
    expect(databaseAway(error)).toBe(away);
  });

  it('is found in an error that holds itself', () => {
    const error: Error & { cause?: unknown } = new Error('x');
    error.cause = error;
    expect(databaseAway(error)).toBe(null);
  });
});
