/** The rows that sending a report writes, as statements that plain node-postgres can write again under new ids: the floor of sending. */
import { randomBytes, randomUUID } from 'node:crypto';
import pg from 'pg';

interface Statement {
  text: string;
  values: unknown[];
}

interface Asked {
  text?: string;
  values?: unknown[];
}

/** What was sent to the database while some work was done. */
export async function recorded(work: () => Promise<unknown>): Promise<Statement[]> {
  const sent: Statement[] = [];
  const prototype = pg.Client.prototype as unknown as { query: (...args: unknown[]) => unknown };
  const { query } = prototype;
  prototype.query = function seen(this: unknown, ...args: unknown[]) {
    const asked = args[0] as string | Asked;
    sent.push(typeof asked === 'string' ? { text: asked, values: Array.isArray(args[1]) ? args[1] : [] } : { text: asked.text ?? '', values: asked.values ?? [] });
    return query.apply(this, args);
  };
  try {
    await work();
  } finally {
    prototype.query = query;
  }
  return sent;
}

const REFERENCE = /\b[A-Z]{3}-[2-9A-Z]{4}-[2-9A-Z]{4}\b/;
const LETTERS = '23456789ABCDEFGHJKMNPQRSTVWXYZ';
const WRITES = /^\s*(insert into|select ledger_append)/i;
const fresh = (length: number) => Array.from(randomBytes(length), (byte) => LETTERS[byte % LETTERS.length]).join('');

/** Columns of an insert, in order. */
const columnsOf = (text: string) => [.../^\s*insert into [^(]*\(([^)]*)\)/i.exec(text)?.[1]?.matchAll(/\w+/g) ?? []].map(([name]) => name);

export interface Rows {
  statements: number;
  /** The same rows under new ids, each time. */
  again(): { name: string; text: string; values: unknown[] }[];
}

/** @param sent what sending one report asked of the database. */
export function rowsOf(sent: readonly Statement[]): Rows {
  const writes = sent.filter(({ text }) => WRITES.test(text));
  const own = new Set<string>();
  for (const { text, values } of writes) {
    const columns = columnsOf(text);
    values.forEach((value, at) => {
      if (typeof value === 'string' && (columns[at % columns.length] === 'id' || columns[at % columns.length] === 'key') && /^[0-9a-f-]{36}$/.test(value)) own.add(value);
    });
  }
  const reference = REFERENCE.exec(JSON.stringify(writes.map(({ values }) => values)))?.[0] ?? '';
  const cut = new RegExp([...own, reference].join('|'), 'g');
  return {
    statements: writes.length,
    again() {
      const ids = new Map([...own].map((id): [string, string] => [id, randomUUID()]));
      ids.set(reference, `${reference.slice(0, 3)}-${fresh(4)}-${fresh(4)}`);
      return writes.map(({ text, values }, at) => {
        const columns = columnsOf(text);
        return {
          name: `w${at}`,
          text,
          values: values.map((value, place) => (typeof value === 'string' ? value.replace(cut, (one) => ids.get(one) ?? one) : Buffer.isBuffer(value) && columns[place % columns.length] === 'token_hash' ? randomBytes(value.length) : value)),
        };
      });
    },
  };
}
