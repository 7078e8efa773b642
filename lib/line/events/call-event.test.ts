import { readFileSync } from 'node:fs';
import { Temporal } from 'temporal-polyfill';
import { describe, expect, it, test } from 'vitest';
import { figuresBy, figuresOf, median, p90, readCsv, readJson, type Counted } from './call-event';

const now = Temporal.Instant.from('2026-03-04T11:00:00Z');
const page = readFileSync('docs/call-events.md', 'utf8');
const example = (kind: string) => new RegExp('```' + kind + '\\n([\\s\\S]*?)```').exec(page)?.[1] ?? '';

const EXAMPLE = [
  { call_id: '7f3a-0001', offered: '2026-03-04T10:02:11Z', outcome: 'answered', waited_seconds: 18, caller_number: '', line: 'professionals' },
  { call_id: '7f3a-0002', offered: '2026-03-04T10:03:40Z', outcome: 'abandoned', waited_seconds: 95, caller_number: '+44 1632 960100', line: 'professionals' },
];
const rowsOf = (read: ReturnType<typeof readJson>) => (read.ok ? read.value.rows.map(({ call_id, offered_at, outcome, waited_seconds, caller_number, line }) => ({ call_id, offered: offered_at.toString(), outcome, waited_seconds, caller_number, line })) : read.problem);
const left = (read: ReturnType<typeof readJson>) => (read.ok ? read.value.leftOut : []);

describe('the documented forms', () => {
  test('both examples say the same two calls', () => {
    expect(rowsOf(readJson(example('json'), now))).toEqual(EXAMPLE);
    expect(rowsOf(readCsv(example('csv'), now))).toEqual(EXAMPLE);
  });
  test('the columns may stand in any order, with semicolons, a byte order mark and others between', () => {
    const csv = '\uFEFFOutcome;agent;waited_seconds;call_id;offered_at\r\nanswered;Jo Bloggs;7;a1;2026-07-01T11:02:11+01:00\r\n';
    expect(rowsOf(readCsv(csv, Temporal.Instant.from('2026-07-02T00:00:00Z')))).toEqual([{ call_id: 'a1', offered: '2026-07-01T10:02:11Z', outcome: 'answered', waited_seconds: 7, caller_number: '', line: '' }]);
  });
});

describe('a row that is wrong', () => {
  it('is left out by its line, and what stood in it is not repeated', () => {
    const csv = ['call_id,offered_at,outcome,waited_seconds,caller_number', 'a1,2026-03-04T10:00:00Z,answered,5,', ',2026-03-04T10:00:00Z,answered,5,01632 960999', 'a3,04/03/2026 10:00,answered,5,', 'a4,2026-03-04T10:00:00Z,lost,5,', 'a5,2026-03-04T10:00:00Z,answered,a while,', 'a6,2026-03-04T11:06:00Z,answered,5,', 'a7,2026-03-04T10:00:00Z'].join('\n');
    const read = readCsv(csv, now);
    expect(rowsOf(read)).toMatchObject([{ call_id: 'a1' }]);
    expect(left(read)).toEqual([
      { line: 3, why: 'call_id: give the system’s own id of the call' },
      { line: 4, why: 'offered_at: give date, time and offset, such as 2026-03-04T10:02:11Z' },
      { line: 5, why: 'outcome: answered or abandoned' },
      { line: 6, why: 'waited_seconds: a whole number of seconds' },
      { line: 7, why: 'offered_at: this is still to come' },
      { line: 8, why: 'outcome: answered or abandoned; waited_seconds: a whole number of seconds' },
    ]);
  });
  it('of JSON is left out by its place, also for a member nobody knows', () => {
    const call = { call_id: 'a1', offered_at: '2026-03-04T10:00:00Z', outcome: 'answered', waited_seconds: 5 };
    const read = readJson(JSON.stringify({ calls: [call, { ...call, transcript: 'Maya Quill' }, 7] }), now);
    expect(rowsOf(read)).toHaveLength(1);
    expect(left(read).map(({ line }) => line)).toEqual([2, 3]);
    expect(JSON.stringify(left(read))).not.toMatch(/Maya|transcript/);
  });
});

test.each([
  ['not JSON', () => readJson('{', now), 'not_json'],
  ['no list', () => readJson('{"calls": {}}', now), 'not_json'],
  ['an empty list', () => readJson('{"calls": []}', now), 'no_rows'],
  ['no heading', () => readCsv('a1,2026-03-04T10:00:00Z,answered,5', now), 'columns'],
  ['a heading alone', () => readCsv('call_id,offered_at,outcome,waited_seconds\n', now), 'no_rows'],
  ['an open quotation', () => readCsv('call_id,offered_at,outcome,waited_seconds\n"a1,2026', now), 'not_csv'],
])('%s: nothing is taken', (_, read, problem) => {
  expect(read()).toEqual({ ok: false, problem });
});

describe('figures', () => {
  it('take the middle, and nine in ten by nearest rank', () => {
    expect([median([]), median([9]), median([30, 10, 20]), median([10, 20, 30, 61])]).toEqual([null, 9, 20, 25]);
    // Of ten, the ninth; of eleven nine tenths are 9.9, so the tenth; of one, itself.
    expect([p90([]), p90([7]), p90([1, 2, 3, 4, 5, 6, 7, 8, 9, 100]), p90([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 100])]).toEqual([null, 7, 9, 10]);
  });
  const call = (at: string, outcome: Counted['outcome'], waitedSeconds: number): Counted => ({ offeredAt: Temporal.Instant.from(at), outcome, waitedSeconds });
  const events = [call('2026-03-04T09:10:00Z', 'answered', 10), call('2026-03-04T09:50:00Z', 'answered', 30), call('2026-03-04T10:00:00Z', 'abandoned', 400)];
  it('count waits of those answered alone', () => {
    expect(figuresOf(events)).toEqual({ offered: 3, answered: 2, abandoned: 1, medianSeconds: 20, p90Seconds: 30 });
  });
  it('stand by hour, with noughts where nobody rang', () => {
    const by = figuresBy(events, ['09', '10', '11'], (at) => String(at.toZonedDateTimeISO('Europe/London').hour).padStart(2, '0'));
    expect(by.map(({ figures: { offered, abandoned } }) => [offered, abandoned])).toEqual([[2, 0], [1, 1], [0, 0]]);
  });
});
