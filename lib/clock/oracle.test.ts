/**
 * oracle.csv holds receipts chosen by hand with their due instants. The instants were reckoned apart from the product:
 * by walking day after day through the bank holidays as printed in the statute notes, with another language's zone
 * data, and the rows for Easter, Christmas, New Year, both clock changes and the ends of the data were then read
 * against a wall calendar. Nothing in the file was produced by the code under test.
 */
import { readFileSync } from 'node:fs';
import { Temporal } from 'temporal-polyfill';
import { describe, expect, it } from 'vitest';
import { due24h, dueWorkingDay } from './deadlines';

const COLUMNS = /^([^,]+),([^,]+),([^,]+),(.+)$/;

const rows = readFileSync(new URL('oracle.csv', import.meta.url), 'utf8')
  .trim()
  .split('\n')
  .slice(1)
  .map((line) => {
    const [, received, elapsed, workingDay, note] = COLUMNS.exec(line) ?? [];
    if (!received || !elapsed || !workingDay || !note) throw new Error(`unreadable row: ${line}`);
    return { received, elapsed, workingDay, note };
  });

describe('the oracle of due instants', () => {
  it('has two hundred rows or more, none twice', () => {
    expect(rows.length).toBeGreaterThanOrEqual(200);
    expect(new Set(rows.map((row) => row.received)).size).toBe(rows.length);
  });

  it.each(rows)('$received: $note', ({ received, elapsed, workingDay }) => {
    const at = Temporal.Instant.from(received);
    const due = dueWorkingDay(at);
    expect(due24h(at).toString()).toBe(elapsed);
    expect(due.ok ? due.value.toString() : due.problem).toBe(workingDay);
  });
});
