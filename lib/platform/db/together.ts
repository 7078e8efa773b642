import { withEvenLists } from './even-lists';
import { Prisma } from './generated/client';

/**
 * The tables of which a contact has rows, and what Prisma calls them from there. Not those of which the application may read some
 * columns alone, such as what is kept secret: Prisma joins a table with all its columns.
 */
export const LISTS: Readonly<Record<string, keyof Prisma.ContactSelect>> = {
  addition: 'additions',
  agencyExclusion: 'exclusions',
  alarm: 'alarms',
  callAgreed: 'agreed',
  callerCorrection: 'callerCorrections',
  callerLink: 'callerLinks',
  callerReply: 'callerReplies',
  checksRequest: 'checks',
  claim: 'claims',
  coaching: 'coaching',
  contactAccess: 'accesses',
  contactAcquaintance: 'acquaintances',
  contactBar: 'bars',
  contactDeclaration: 'declarations',
  contactEvent: 'events',
  contactLink: 'links',
  contactPerson: 'people',
  contactRating: 'ratings',
  contactRestriction: 'restrictions',
  decision: 'decisions',
  duty: 'duties',
  emergencyDecision: 'emergencyDecisions',
  familyConfirmation: 'familyConfirmations',
  familyOpenness: 'openness',
  familyTelling: 'familyTellings',
  handOverItem: 'handOverItems',
  hold: 'holds',
  informationRequest: 'informationRequests',
  legalHold: 'legalHolds',
  letter: 'letters',
  machineIntake: 'intakes',
  note: 'notes',
  notTold: 'notTold',
  original: 'originals',
  outboundFact: 'outbound',
  proposal: 'proposals',
  protectedLook: 'protectedLooks',
  protection: 'protections',
  putCall: 'putCalls',
  question: 'questions',
  restrictedMatch: 'restrictedMatches',
  safeContact: 'safeContacts',
  serviceAgreement: 'agreements',
  sharingBasis: 'bases',
  tellingAgreement: 'tellingAgreements',
  unseal: 'unseals',
};

/** The tables of which a contact has one row at most. */
export const ONES: Readonly<Record<string, keyof Prisma.ContactSelect>> = {
  closure: 'closure',
  consultationRaised: 'raised',
  professionalContact: 'professional',
  queueRow: 'queue',
  referral: 'referral',
  sealedOwner: 'sealedOwner',
};

type Values = Record<string, unknown>;

/** A question about one contact, as a part of one that asks for several of its tables. */
interface ContactPart {
  authorityId: string;
  contactId: string;
  /** What is asked of the contact, by the names Prisma has for it. */
  select: Values;
  /** The answer to this part in the answer to all of them. */
  pick: (contact: Values) => unknown;
}

/** Who some accounts are, as a part of a question for more of them: each part of a page asks for the names that stand on it. */
interface AccountsPart {
  accountIds: ReadonlySet<unknown>;
  /** What is asked of each: its id, and the rest that all of them are asked for. */
  select: Values;
}

/** A statement of one's own whose every column says the same in JSON, as a part of one that answers several of them. */
interface PlainPart {
  plain: Prisma.Sql;
}

/** A question that can be asked with others of its kind in one statement. */
export type Part = ContactPart | AccountsPart | PlainPart;

const plain = new WeakSet<Prisma.Sql>();

/**
 * SQL with its values as parameters, all of whose columns are texts, truths, JSON or numbers that JavaScript holds whole: an instant goes as
 * its milliseconds. What parts of a page ask so at the same time goes in one statement.
 */
export function plainly(strings: TemplateStringsArray, ...values: unknown[]): Prisma.Sql {
  const sql = Prisma.sql(strings, ...values);
  plain.add(sql);
  return sql;
}

/** A statement of one's own as a part of one that asks more; null where it is not known to say the same in JSON. */
export function plainPart([asked]: readonly unknown[]): Part | null {
  return asked instanceof Prisma.Sql && plain.has(asked) ? { plain: asked } : null;
}

const isValues = (value: unknown): value is Values => typeof value === 'object' && value !== null && !Array.isArray(value);

/** An id that is asked for alone, also in a list of one. */
function oneOf(asked: unknown): string | null {
  if (typeof asked === 'string') return asked;
  if (!isValues(asked) || Object.keys(asked).length !== 1 || !Array.isArray(asked['in'])) return null;
  const [id, ...others] = new Set(asked['in'] as unknown[]);
  return others.length === 0 && typeof id === 'string' ? id : null;
}

const SHOWING = ['select', 'include'];
const CUTTING = [...SHOWING, 'where', 'orderBy', 'take', 'skip'];
const has = (args: Values, only: readonly string[]) => Object.entries(args).every(([name, value]) => value === undefined || only.includes(name));

const COLUMNS = Object.fromEntries(Object.keys(Prisma.ContactScalarFieldEnum).map((name) => [name, true]));

const said = (of: Values) => Object.fromEntries(Object.entries(of).filter(([, value]) => value !== undefined && value !== false));

/** What is asked of the contact's own row. */
function ofItself(act: string, args: Values): Part | null {
  const { where, select, include } = args;
  if (!isValues(where) || !has(args, act === 'findMany' ? [...SHOWING, 'where', 'orderBy'] : [...SHOWING, 'where'])) return null;
  const key = act === 'findUnique' ? where['authorityId_id'] : act === 'findMany' ? where : null;
  if (!isValues(key) || Object.keys(key).length !== 2 || (act === 'findUnique' && Object.keys(where).length !== 1)) return null;
  const [authorityId, contactId] = [key['authorityId'], oneOf(key['id'])];
  if (typeof authorityId !== 'string' || contactId === null) return null;
  const asked = isValues(select) ? said(select) : { ...COLUMNS, ...(isValues(include) ? said(include) : {}) };
  const pick = (contact: Values) => Object.fromEntries(Object.keys(asked).map((name) => [name, contact[name]]));
  return { authorityId, contactId, select: asked, pick: (contact) => (act === 'findMany' ? [pick(contact)] : pick(contact)) };
}

/** What is asked of the one row that a contact may have in a table. */
function ofOne(name: string, act: string, args: Values): Part | null {
  const { where, select, include } = args;
  if (!isValues(where) || !has(args, act === 'findUnique' ? [...SHOWING, 'where'] : [...SHOWING, 'where', 'orderBy'])) return null;
  const key = act === 'findUnique' ? where['authorityId_contactId'] : where;
  if (!isValues(key) || Object.keys(key).length !== 2 || (act === 'findUnique' && Object.keys(where).length !== 1)) return null;
  const [authorityId, contactId] = [key['authorityId'], oneOf(key['contactId'])];
  if (typeof authorityId !== 'string' || contactId === null) return null;
  const shows = isValues(select) ? { select } : isValues(include) ? { include } : true;
  const pick = (contact: Values) => (act === 'findMany' ? [contact[name]].filter((row) => row !== null) : contact[name]);
  return { authorityId, contactId, select: { [name]: shows }, pick };
}

/** What is asked of a contact's rows in a table. */
function ofList(name: string, act: string, args: Values): Part | null {
  const { where, take, ...rest } = args;
  if (!isValues(where) || act === 'findUnique' || !has(args, CUTTING)) return null;
  const { authorityId, contactId: of, ...which } = where;
  const contactId = oneOf(of);
  if (typeof authorityId !== 'string' || contactId === null) return null;
  const first = act === 'findFirst' ? { take: take ?? 1 } : take === undefined ? {} : { take };
  const pick = (contact: Values) => {
    const rows = contact[name] as unknown[];
    return act === 'findMany' ? rows : rows[0] ?? null;
  };
  return { authorityId, contactId, select: { [name]: { ...said(rest), ...first, ...(Object.keys(which).length === 0 ? {} : { where: which }) } }, pick };
}

/** An id as the database writes it: what is told apart by it here is the same there. */
const isWrittenAsThere = (id: unknown) => typeof id === 'string' && /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(id);

/** What is asked of accounts that are named by their ids, in no order. */
function ofAccounts({ where, select, ...rest }: Values): Part | null {
  const ids = isValues(where) && has(where, ['id']) && isValues(where['id']) && has(where['id'], ['in']) ? where['id']['in'] : null;
  if (!Array.isArray(ids) || !ids.every(isWrittenAsThere) || !isValues(select) || select['id'] !== true || !has(rest, [])) return null;
  return { accountIds: new Set(ids as unknown[]), select: said(select) };
}

/** A question as one about a contact, or about accounts by their ids; null where it is about something else, or about more than one contact. */
export function partOf(table: string, act: string, args: readonly unknown[]): Part | null {
  const [asked] = args;
  if (!isValues(asked)) return null;
  // Where it is not there it is asked alone, and throws.
  if (table === 'contact') return ofItself(act === 'findUniqueOrThrow' ? 'findUnique' : act, asked);
  if (table === 'account') return act === 'findMany' ? ofAccounts(asked) : null;
  if (!['findUnique', 'findFirst', 'findMany'].includes(act)) return null;
  const [one, list] = [ONES[table], LISTS[table]];
  return one !== undefined ? ofOne(one, act, asked) : list !== undefined ? ofList(list, act, asked) : null;
}

const same = (one: unknown, other: unknown) => JSON.stringify(one) === JSON.stringify(other);

/** Questions that are one statement. */
export interface Joint<P> {
  parts: P[];
  /** Asks all of them; the answer to each is told by `pick`. Null: of a contact that is not there for whoever asks they ask by themselves after all. */
  ask: (db: Prisma.TransactionClient) => Promise<((part: P) => unknown) | null>;
}

interface Parted {
  part: Part | null;
}

/** What is about the same contact as the first of these, and asks for each table once and in one way. */
function joinedOfContact<P extends Parted>(first: P, of: ContactPart, others: readonly P[]): Joint<P> {
  const { authorityId, contactId: id } = of;
  const picks = new Map<P, ContactPart['pick']>([[first, of.pick]]);
  const select: Values = { ...of.select };
  for (const other of others) {
    const { part } = other;
    if (part === null || !('contactId' in part) || part.authorityId !== authorityId || part.contactId !== id) continue;
    if (Object.entries(part.select).some(([name, asked]) => name in select && !same(select[name], asked))) continue;
    Object.assign(select, part.select);
    picks.set(other, part.pick);
  }
  return {
    parts: [...picks.keys()],
    ask: async (db) => {
      const contact = (await db.contact.findUnique({ where: { authorityId_id: { authorityId, id } }, select })) as Values | null;
      return contact === null ? null : (one) => picks.get(one)?.(contact);
    },
  };
}

/** So many accounts are asked for in one list: what is longer goes by itself. */
const MOST_ACCOUNTS = 1_000;

/** What asks the same of other accounts. */
function joinedOfAccounts<P extends Parted>(first: P, { accountIds, select }: AccountsPart, others: readonly P[]): Joint<P> {
  const askedFor = new Map<P, ReadonlySet<unknown>>([[first, accountIds]]);
  const all = new Set(accountIds);
  for (const other of others) {
    const { part } = other;
    if (part === null || !('accountIds' in part) || !same(part.select, select) || all.size + part.accountIds.size > MOST_ACCOUNTS) continue;
    for (const id of part.accountIds) all.add(id);
    askedFor.set(other, part.accountIds);
  }
  return {
    parts: [...askedFor.keys()],
    ask: async (db) => {
      const accounts = (await db.account.findMany(withEvenLists({ where: { id: { in: [...all] as string[] } }, select }))) as unknown as Values[];
      return (one) => accounts.filter(({ id }) => askedFor.get(one)?.has(id) === true);
    },
  };
}

/** A function of PostgreSQL takes a hundred arguments and no more. */
const MOST_PLAIN = 50;

/** Whatever is asked plainly, each with its rows in their order. */
function joinedPlainly<P extends Parted>(first: P, others: readonly P[]): Joint<P> {
  const parts = [first, ...others.filter(({ part }) => part !== null && 'plain' in part)].slice(0, MOST_PLAIN);
  const rowsOf = parts.flatMap(({ part }) => (part !== null && 'plain' in part ? [Prisma.sql`(select coalesce(json_agg(q), '[]'::json) from (${part.plain}) q)`] : []));
  return {
    parts,
    ask: async (db) => {
      const [told] = await db.$queryRaw<{ rows: unknown[][] }[]>`select json_build_array(${Prisma.join(rowsOf)}) as rows`;
      return (one) => told?.rows[parts.indexOf(one)];
    },
  };
}

/** What can be asked with the first of these in one statement. */
export function joined<P extends Parted>(first: P, others: readonly P[]): Joint<P> | null {
  const { part } = first;
  if (part === null) return null;
  if ('plain' in part) return joinedPlainly(first, others);
  return 'contactId' in part ? joinedOfContact(first, part, others) : joinedOfAccounts(first, part, others);
}
