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
export interface Part {
  authorityId: string;
  contactId: string;
  /** What is asked of the contact, by the names Prisma has for it. */
  select: Values;
  /** The answer to this part in the answer to all of them. */
  pick: (contact: Values) => unknown;
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

/** A question as one about a contact; null where it is about something else, or about more than one. */
export function partOf(table: string, act: string, args: readonly unknown[]): Part | null {
  const [asked] = args;
  if (!isValues(asked)) return null;
  // Where it is not there it is asked alone, and throws.
  if (table === 'contact') return ofItself(act === 'findUniqueOrThrow' ? 'findUnique' : act, asked);
  if (!['findUnique', 'findFirst', 'findMany'].includes(act)) return null;
  const [one, list] = [ONES[table], LISTS[table]];
  return one !== undefined ? ofOne(one, act, asked) : list !== undefined ? ofList(list, act, asked) : null;
}

const same = (one: unknown, other: unknown) => JSON.stringify(one) === JSON.stringify(other);

/**
 * What can be asked with the first of these in one statement: what is about the same contact, and asks for each table once and in one way.
 * @returns the parts, and all that they ask of the contact.
 */
export function joined<P extends { part: Part | null }>(first: P, others: readonly P[]): { parts: P[]; select: Values } {
  const parts = [first];
  const select: Values = { ...first.part?.select };
  for (const other of others) {
    const { part } = other;
    if (part === null || first.part === null || part.authorityId !== first.part.authorityId || part.contactId !== first.part.contactId) continue;
    if (Object.entries(part.select).some(([name, asked]) => name in select && !same(select[name], asked))) continue;
    Object.assign(select, part.select);
    parts.push(other);
  }
  return { parts, select };
}
