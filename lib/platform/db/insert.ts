import { Prisma } from './generated/client';

/** What a client knows of the tables it was made for. */
interface Described {
  _runtimeDataModel?: { models: Record<string, { dbName: string | null; fields: readonly { name: string; kind: string; type: string; dbName?: string }[] } | undefined> };
}

interface Table {
  name: string;
  columns: ReadonlyMap<string, { name: string; json: boolean }>;
}

/** More values than this are no act but a load: Prisma parts them. */
const MOST_VALUES = 1_000;

const tables = new WeakMap<object, Map<string, Table | null>>();

function tableOf(client: object, model: string): Table | null {
  const known = tables.get(client) ?? new Map<string, Table | null>();
  tables.set(client, known);
  const there = known.get(model);
  if (there !== undefined) return there;
  const described = (client as Described)._runtimeDataModel?.models[`${model.slice(0, 1).toUpperCase()}${model.slice(1)}`];
  const table = described === undefined ? null : {
    name: described.dbName ?? model,
    columns: new Map(described.fields.filter(({ kind }) => kind !== 'object').map(({ name, type, dbName }) => [name, { name: dbName ?? name, json: type === 'Json' }])),
  };
  known.set(model, table);
  return table;
}

/**
 * The statement that `createMany` sends. Prisma keeps the plan of every statement but this one, which it makes anew each time: of a report,
 * which is fifteen rows in twelve tables, that was a third of the product's own time (docs/measurements.md). Names come from the schema alone
 * and every value is a parameter; the database fills in what is left out, as the schema says (tests/integration/drift.test.ts).
 * @param client whose schema it is.
 * @param model as its client names it: "contactEvent".
 * @param args of `createMany`.
 * @returns null where it is for Prisma to do: nothing to write, too much, or something that this does not know.
 */
export function insertOf(client: object, model: string, args: unknown): Prisma.Sql | null {
  const { data, skipDuplicates = false, ...more } = args as { data: Record<string, unknown> | Record<string, unknown>[]; skipDuplicates?: boolean };
  const table = tableOf(client, model);
  const rows = Array.isArray(data) ? data : [data];
  if (table === null || rows.length === 0 || Object.keys(more).length > 0) return null;
  const fields = [...new Set(rows.flatMap((row) => Object.keys(row).filter((field) => row[field] !== undefined)))];
  if (rows.length * fields.length > MOST_VALUES || !fields.every((field) => table.columns.has(field))) return null;
  const columns = fields.map((field) => table.columns.get(field) ?? { name: field, json: false });
  const strings: string[] = [];
  const values: unknown[] = [];
  let text = `INSERT INTO "public"."${table.name}" (${columns.map(({ name }) => `"${name}"`).join(',')}) VALUES `;
  rows.forEach((row, at) => {
    text += at === 0 ? '(' : ', (';
    columns.forEach(({ json }, place) => {
      if (place > 0) text += ',';
      const value = row[fields[place] ?? ''];
      if (value === undefined) text += 'DEFAULT';
      else {
        strings.push(text);
        text = '';
        values.push(json && value !== null ? JSON.stringify(value) : value);
      }
    });
    text += ')';
  });
  strings.push(skipDuplicates ? `${text} ON CONFLICT DO NOTHING` : text);
  return new Prisma.Sql(strings, values);
}
