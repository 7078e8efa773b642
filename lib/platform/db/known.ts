/** A question as Prisma takes it, as far as it can be answered from rows that were read before. */
export interface Question {
  where?: Where;
  select?: Parts;
  include?: Parts;
  orderBy?: unknown;
  take?: unknown;
}

type Where = Readonly<Record<string, unknown>>;
type Parts = Readonly<Record<string, unknown>>;
type Row = Readonly<Record<string, unknown>>;
type Answer = { known: true; value: unknown } | { known: false };

/** What of its rows is known: every column, or those that were asked for; and of which relations all rows. */
interface Shape {
  columns: 'all' | 'some';
  relations: ReadonlyMap<string, Shape>;
}

/** Rows of a table: all there are of which `where` holds, for whoever asked. */
export interface Known {
  where: Where;
  orderBy?: unknown;
  rows: readonly Row[];
  shape: Shape;
}

/** The question cannot be answered from what is known: the database is asked. */
class NotKnown extends Error {}
const notKnown = (): never => {
  throw new NotKnown('not known');
};

const ANSWERABLE: ReadonlySet<string> = new Set(['where', 'select', 'include', 'orderBy', 'take']);
const isObject = (value: unknown): value is Readonly<Record<string, unknown>> => typeof value === 'object' && value !== null && !Array.isArray(value) && !(value instanceof Date) && !(value instanceof Uint8Array);
const isPlain = (value: unknown) => value === null || ['string', 'number', 'boolean', 'bigint'].includes(typeof value);
/** A question, or a part of one, in words: the same words ask the same. */
export const wordsOf = (asked: unknown): string => JSON.stringify(asked, (_key, value: unknown) => (typeof value === 'bigint' ? `${value}n` : value));
const same = (a: unknown, b: unknown) => wordsOf(a) === wordsOf(b);
const entriesOf = (some: Readonly<Record<string, unknown>> = {}) => Object.entries(some).filter(([, value]) => value !== undefined);

/** What a question asks of its rows. A relation that is cut, or of which only some are asked for, is not known whole. */
function shapeOf({ select, include }: Question): Shape {
  const whole = entriesOf(select ?? include).flatMap(([name, value]): [string, Shape][] => {
    if (value === true && select === undefined) return [[name, { columns: 'all', relations: new Map() }]];
    // How many there are of some of them says nothing of how many there are.
    if (name === '_count' && !(isObject(value) && entriesOf(value['select'] as Parts | undefined).every(([, counted]) => counted === true))) return [];
    return isObject(value) && Object.keys(value).every((key) => key === 'select' || key === 'include' || key === 'orderBy') ? [[name, shapeOf(value)]] : [];
  });
  return { columns: select === undefined ? 'all' : 'some', relations: new Map(whole) };
}

/** A unique key of several columns comes as one name; here each column is by itself. */
const columnsOf = (where: Where = {}): Where => Object.fromEntries(entriesOf(where).flatMap(([name, value]) => (name.includes('_') && isObject(value) ? Object.entries(value) : [[name, value] as const])));

const listOf = (value: unknown): readonly unknown[] => (isObject(value) && Object.keys(value).length === 1 && Array.isArray(value['in']) ? (value['in'] as readonly unknown[]) : [value]);

/** Does what is asked for lie within what holds of the rows that are known? */
function within(asked: Where, { where }: Pick<Known, 'where'>): boolean {
  return entriesOf(where).every(([name, known]) => {
    if (name === 'OR' && Array.isArray(known) && (known as readonly Where[]).some((each) => within(asked, { where: each }))) return true;
    const value = asked[name];
    if (value === undefined) return false;
    const [some, all] = [listOf(value), listOf(known)];
    return same(value, known) || (some.every(isPlain) && some.every((one) => all.includes(one)));
  });
}

/** What is asked beyond what holds of all of them anyhow, whether or not they say so themselves. */
const beyond = (asked: Where = {}, { where }: Pick<Known, 'where'>): Where => Object.fromEntries(entriesOf(asked).filter(([name, value]) => !same(value, where[name]) && !(isPlain(where[name]) && listOf(value).length > 0 && listOf(value).every((one) => one === where[name]))));

/** Whole milliseconds are known, and the database may know finer: what these two say of them is the same of both. */
const WHEN: Record<string, (at: number, than: number) => boolean> = { gte: (at, than) => at >= than, lt: (at, than) => at < than };

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** Is it the same to the database? An id may be written in more than one way there, and a number be of more than one kind. */
function equals(value: unknown, than: unknown): boolean {
  if (value !== null && than !== null && typeof value !== typeof than) return notKnown();
  const plain = (text: string) => text.replaceAll(/[{}-]/g, '').toLowerCase();
  if (typeof value === 'string' && typeof than === 'string' && value !== than && UUID.test(value) && plain(value) === plain(than)) return notKnown();
  return value === than;
}

function holdsOfColumn(value: unknown, condition: unknown): boolean {
  if (isPlain(condition)) return equals(value, condition);
  if (!isObject(condition)) return notKnown();
  return entriesOf(condition).every(([how, than]) => {
    const when = WHEN[how];
    if (when !== undefined && than instanceof Date && (value === null || value instanceof Date)) return value !== null && when(value.getTime(), than.getTime());
    if (how === 'in' && Array.isArray(than) && than.every(isPlain)) return value !== null && than.some((one) => equals(value, one));
    if (how === 'not' && isPlain(than)) return !equals(value, than) && (value !== null || than === null);
    return notKnown();
  });
}

function holdsOfRelation(related: unknown, condition: unknown, shape: Shape): boolean {
  const one = (row: unknown, where: unknown) => (where === null ? row === null : row !== null && isObject(where) ? holds(row as Row, where, shape) : notKnown());
  if (!Array.isArray(related)) {
    if (condition !== null && !isObject(condition)) return notKnown();
    return isObject(condition) && 'is' in condition ? one(related, condition['is']) : isObject(condition) && 'isNot' in condition ? !one(related, condition['isNot']) : one(related, condition);
  }
  return entriesOf(isObject(condition) ? condition : notKnown()).every(([how, where]) => {
    if (how === 'some') return related.some((row) => one(row, where));
    if (how === 'none') return !related.some((row) => one(row, where));
    return notKnown();
  });
}

/** Does the condition hold of a row, as the database would have it? A condition on nothing is not true there, and `NOT` of it neither: that is not tried. */
function holds(row: Row, where: Where, shape: Shape): boolean {
  return entriesOf(where).every(([name, condition]) => {
    const all = (Array.isArray(condition) ? condition : [condition]) as readonly Where[];
    if (name === 'AND') return all.every((each) => holds(row, each, shape));
    if (name === 'OR') return all.some((each) => holds(row, each, shape));
    if (!(name in row)) return notKnown();
    const relation = shape.relations.get(name);
    return relation === undefined ? holdsOfColumn(row[name], condition) : holdsOfRelation(row[name], condition, relation);
  });
}

/** What of a value is compared. How words are sorted is the database's own affair. */
function rankOf(value: unknown): number | string | boolean {
  if (value instanceof Date) return value.getTime();
  return typeof value === 'number' || typeof value === 'boolean' || (typeof value === 'string' && UUID.test(value)) ? value : notKnown();
}

function compare(a: Row, b: Row, by: readonly unknown[]): number {
  for (const [name, how] of by.flatMap((one) => (isObject(one) ? entriesOf(one) : notKnown()))) {
    if (!(name in a) || !(name in b)) return notKnown();
    const { sort, nulls = sort === 'desc' ? 'first' : 'last' } = (isObject(how) ? how : { sort: how }) as { sort?: unknown; nulls?: unknown };
    if (sort !== 'asc' && sort !== 'desc') return notKnown();
    const [one, other] = [a[name] ?? null, b[name] ?? null];
    if (one === null && other === null) continue;
    if (one === null || other === null) return (one === null) === (nulls === 'first') ? -1 : 1;
    const [first, second] = [rankOf(one), rankOf(other)];
    if (first !== second) return (first < second) === (sort === 'asc') ? -1 : 1;
  }
  return 0;
}

function parted(row: Row, { select, include }: Question, shape: Shape): Row {
  if (select === undefined && shape.columns === 'some') return notKnown();
  const columns = select === undefined ? Object.entries(row).filter(([name]) => !shape.relations.has(name)) : [];
  const parts = entriesOf(select ?? include).flatMap(([name, asked]): [string, unknown][] => {
    if (asked === false) return [];
    if (!(name in row)) return notKnown();
    const relation = shape.relations.get(name);
    if (relation === undefined) return [[name, asked === true && select !== undefined ? row[name] : notKnown()]];
    const question = asked === true ? {} : isObject(asked) ? (asked as Question) : notKnown();
    const related = row[name] as Row | readonly Row[] | null;
    return [[name, Array.isArray(related) ? rowsOf({ rows: related as readonly Row[], shape: relation }, question) : related === null ? null : parted(related as Row, question, relation)]];
  });
  return Object.fromEntries([...columns, ...parts]);
}

function rowsOf({ rows, shape, orderBy }: Pick<Known, 'rows' | 'shape' | 'orderBy'>, question: Question): Row[] {
  if (!Object.keys(question).every((key) => ANSWERABLE.has(key))) return notKnown();
  const found = rows.filter((row) => holds(row, question.where ?? {}, shape));
  const by = question.orderBy;
  const sorted = by === undefined || same(by, orderBy) ? found : found.toSorted((a, b) => compare(a, b, (Array.isArray(by) ? by : [by]) as readonly unknown[]));
  const { take } = question;
  if (take !== undefined && !(typeof take === 'number' && take >= 0)) return notKnown();
  return sorted.slice(0, take).map((row) => parted(row, question, shape));
}

function answerOf(act: string, question: Question, known: Known): Answer {
  const rows = rowsOf(known, { ...question, where: beyond(question.where, known) });
  if (act === 'count') return { known: true, value: rows.length };
  if (act === 'findMany') return { known: true, value: rows };
  // That there is none where there must be one is the database's to say.
  return rows[0] === undefined && act.endsWith('OrThrow') ? { known: false } : { known: true, value: rows[0] ?? null };
}

const ACTS: ReadonlySet<string> = new Set(['findMany', 'findFirst', 'findFirstOrThrow', 'findUnique', 'findUniqueOrThrow', 'count']);

/**
 * Rows that are asked for by what there is one of: by a unique key, or by their ids. Whoever has all of these has all there are,
 * whatever else is known of the table.
 */
function namedRows(act: string, where: Where, { rows, shape, ...known }: Known): Known {
  if (shape.columns === 'some') return notKnown();
  if (act.startsWith('findUnique')) {
    const found = rows.filter((row) => holds(row, where, shape));
    return found.length === 1 ? { ...known, where, rows: found, shape } : notKnown();
  }
  const ids = where['id'] === undefined ? notKnown() : listOf(where['id']);
  const found = rows.filter((row) => ids.includes(row['id']));
  return new Set(found.map((row) => row['id'])).size === new Set(ids).size ? { ...known, where: {}, rows: found, shape } : notKnown();
}

/**
 * Answers a question from rows that were all read before: who has been told all of something is told a part of it without asking.
 * What is not understood for certain is not answered.
 */
export function answerFrom(all: readonly Known[], act: string, asked: Question): Answer {
  if (!ACTS.has(act) || (act === 'count' && ('select' in asked || 'orderBy' in asked))) return { known: false };
  const question = { ...asked, where: columnsOf(asked.where) };
  for (const known of all) {
    try {
      const answer = answerOf(act, question, within(question.where, known) ? known : namedRows(act, question.where, known));
      if (answer.known) return answer;
    } catch (error) {
      if (!(error instanceof NotKnown)) throw error;
    }
  }
  return { known: false };
}

/** What is known once a question was answered; null where the answer need not be all there is. */
export function knownFrom(act: string, asked: Question, answer: unknown): Known | null {
  if (act !== 'findMany' || !Array.isArray(answer) || !Object.keys(asked).every((key) => ANSWERABLE.has(key))) return null;
  if (asked.take !== undefined && !(typeof asked.take === 'number' && answer.length < asked.take)) return null;
  return { where: columnsOf(asked.where), orderBy: asked.orderBy, rows: [...(answer as readonly Row[])], shape: shapeOf(asked) };
}

/** The part of a contact that another table keeps: whose rows they are, by which column, and what else of them is read with them. */
export interface PartOf {
  of: string;
  by?: string;
  with?: Pick<Question, 'select' | 'include' | 'orderBy'>;
}

/**
 * What of a contact is read at once: by the names that Prisma's schema gives its parts. `counted`: only how many there are, such as of
 * what is kept secret, of which nobody may read every column.
 */
export type Gathering = Readonly<Record<string, PartOf | 'counted'>>;

const readOf = (parts: Gathering) => Object.entries(parts).flatMap(([name, part]) => (part === 'counted' ? [] : [[name, part] as const]));
const countedOf = (parts: Gathering) => Object.entries(parts).flatMap(([name, part]) => (part === 'counted' ? [[name, true] as const] : []));

/** Contacts of which the same is read at once. */
export interface Gathered {
  authorityId: string;
  ids: readonly string[];
  parts: Gathering;
}

/** One by itself, and several as a list: as they are asked for. */
const those = ({ ids }: Gathered) => (ids.length === 1 ? ids[0] : { in: ids });

/** Is a question about these contacts alone, and about any of these parts of them? */
export function isAbout(table: string, { where }: Question, gathered: Gathered): boolean {
  const [asked, { authorityId, parts }, id] = [columnsOf(where), gathered, those(gathered)];
  return within(asked, { where: { authorityId, id } }) ? table === 'contact' : readOf(parts).some(([, { of, by = 'contactId' }]) => of === table && within(asked, { where: { authorityId, [by]: id } }));
}

/** The one question that reads all of it. */
export function gatheringQuestion(gathered: Gathered): { where: Where; include: Parts } {
  const counted = countedOf(gathered.parts);
  const read = readOf(gathered.parts).map(([name, part]) => [name, part.with ?? true] as const);
  return { where: { authorityId: gathered.authorityId, id: those(gathered) }, include: { ...Object.fromEntries(read), ...(counted.length > 0 && { _count: { select: Object.fromEntries(counted) } }) } };
}

/**
 * What is known when it was answered with those that are there, by table: nothing where one is not there for whoever asks, who may see
 * something of it all the same. What lists of several are ordered by is asked for anew.
 */
export function knownOfGathering(gathered: Gathered, answer: readonly Row[]): (Known & { table: string })[] {
  const [{ authorityId, parts }, id] = [gathered, those(gathered)];
  if (answer.length < new Set(gathered.ids).size) return [];
  const root = { table: 'contact', where: { authorityId, id }, rows: answer, shape: shapeOf(gatheringQuestion(gathered)) };
  const kept = readOf(parts).map(([name, { of: table, by = 'contactId', with: more = {} }]) => {
    const rows = answer.flatMap((row) => (row[name] ?? []) as Row | readonly Row[]);
    return { table, where: { authorityId, [by]: id }, rows, shape: shapeOf(more), ...(gathered.ids.length === 1 && { orderBy: more.orderBy }) };
  });
  return [root, ...kept];
}
