import { fromPrisma } from 'pg-boss';
import { boss, type JobName, type JobData } from '../jobs';
import { newId } from '../ids';
import { ok, refused, type Result } from '../result';
import { now } from '../time';
import { Temporal } from 'temporal-polyfill';
import { askingOnce } from './ask-once';
import { databaseAway, isLost, TRIES } from './away';
import { prisma } from './client';
import { askingInTurn } from './in-turn';
import type { Gathering } from './known';
import { lineOf } from './line';
import { Prisma } from './generated/client';

/** Who is asking: a person, the system for one authority, or nobody signed in, of one authority. */
export interface Actor {
  authorityId: string;
  actorId: string;
  agencyId: string | null;
  role: string;
}

/** The id under which the product itself acts (jobs, seed). */
export const SYSTEM_ID = '00000000-0000-0000-0000-000000000000';
/** The id under which a protected source acts, whoever they are: in the ledger, the timeline and everything they write. */
export const SOURCE_ID = '00000000-0000-0000-0000-000000000002';
/** The id under which whoever rang or reported acts by their link: nobody knows more of them than that they had it and the code. */
export const CALLER_ID = '00000000-0000-0000-0000-000000000003';
/** The id of a visitor who has not signed in. */
export const ANONYMOUS_ID = '00000000-0000-0000-0000-000000000001';

/** The product acting for one authority. */
export function systemOf(authorityId: string): Actor {
  return { authorityId, actorId: SYSTEM_ID, agencyId: null, role: 'system' };
}

/** Whoever rang or reported, by their link. */
export function callerAt(authorityId: string): Actor {
  return { authorityId, actorId: CALLER_ID, agencyId: null, role: 'caller' };
}

/** Somebody not signed in, looking at one authority's public pages. */
export function anonymousOf(authorityId: string): Actor {
  return { authorityId, actorId: ANONYMOUS_ID, agencyId: null, role: 'anonymous' };
}

/** One entry of the ledger: ids and codes only, never names or words (architecture point 8). */
export interface LedgerNote {
  action: string;
  objectKind: string;
  objectId: string;
  detail?: Record<string, string | number | boolean | null | string[]>;
}

/** A transaction with its actor: what every store function and verb is given. */
export interface Tx {
  db: Prisma.TransactionClient;
  actor: Actor;
  /** The instant of the transaction. */
  readonly at: Temporal.Instant;
  /**
   * Lets this transaction be no earlier than an instant that it learned of: it began before, and waited for what was written meanwhile.
   * Whatever it writes from now on counts as after that.
   */
  notBefore(instant: Temporal.Instant): void;
  requestId: string;
  /** Notes an entry; all entries are appended as the last statement before commit. */
  ledger(note: LedgerNote): void;
  /** Queues a job that exists only if the transaction commits. */
  enqueue<N extends JobName>(name: N, data: JobData[N]): Promise<void>;
  /** Tells the other browsers of this authority, on commit, that something of this kind changed. */
  announce(kind: 'queue'): void;
  /**
   * Says that several parts of a page are going to ask about this contact, or these: with the first question about any of these parts, all of
   * them are read in one statement, as the actor may see them, and who asks about them is answered from it. An act asks each time.
   */
  foresee(contactIds: string | readonly string[], parts: Gathering): void;
  /**
   * Does a part of a verb as the product, in the same transaction: for what an actor may cause but not
   * see, such as counting earlier contacts of a child other agencies reported. The ledger keeps the
   * person as the actor.
   */
  asSystem<T>(work: (tx: Tx) => Promise<T>): Promise<T>;
  /**
   * The same transaction for rows that cannot be there yet, such as those of a contact that it recorded: what is written at most once is
   * taken to be written now, and nobody waits to hear of it.
   */
  anew(): Tx;
  /**
   * Does what may fail without taking the rest of the transaction with it: whatever it wrote is undone, and the transaction goes on.
   * For what must not keep a concern from arriving, such as a file. Notes and jobs go outside, once it is known that it was done.
   */
  attempt<T>(work: () => Promise<T>): Promise<Result<T, unknown>>;
  /**
   * The actor is the protected source of what this transaction is about: whatever it writes as the product, and its
   * entries in the ledger, are by nobody but "the protected source" (decision 22).
   */
  veil(): void;
}

/** Tells PostgreSQL who is asking, until the transaction ends and no longer: the connection is anybody's next. */
export async function setContext(db: Prisma.TransactionClient, actor: Actor, at: Temporal.Instant): Promise<void> {
  const context = { 'app.authority_id': actor.authorityId, 'app.actor_id': actor.actorId, 'app.agency_id': actor.agencyId ?? 'none', 'app.role': actor.role };
  // The policies raise on an empty part only where they read it: here none may be empty.
  for (const [name, value] of Object.entries(context)) if (value === '') throw new Error(`no actor: ${name} is not set`);
  await db.$executeRaw`select set_config('app.authority_id', ${actor.authorityId}, true), set_config('app.actor_id', ${actor.actorId}, true),
    set_config('app.agency_id', ${context['app.agency_id']}, true), set_config('app.role', ${actor.role}, true),
    set_config('app.at', ${at.toString()}, true)`;
}

/**
 * The only way to the database: opens a transaction, tells PostgreSQL who is asking, runs the work,
 * appends the ledger entries and commits. Anything thrown rolls everything back.
 * Where the connection is lost before the commit was asked for, nothing was done: it is done again on another one. What is
 * lost afterwards may have been done, and only whoever asked can ask again, by the same key; but a page is made again all the same.
 * @param options `reading` for a page, whose parts ask the same more than once: it is asked once.
 */
export async function withActor<T>(actor: Actor, work: (tx: Tx) => Promise<T>, { requestId = newId(), at = now(), reading = false }: { requestId?: string; at?: Temporal.Instant; reading?: boolean } = {}): Promise<T> {
  for (let tries = 1; ; tries += 1) {
    let committing = false;
    try {
      return await once(actor, work, { requestId, at, reading }, () => {
        committing = true;
      });
    } catch (error) {
      const away = databaseAway(error);
      // A commit that was never asked for has done nothing. That a page was looked at is noted twice where it was made twice.
      if (tries >= TRIES || !isLost(away) || (committing && !reading && away !== 'not_asked')) throw error;
    }
  }
}

/** One transaction. @param committed called when there is nothing left to do but to commit. */
async function once<T>(actor: Actor, work: (tx: Tx) => Promise<T>, { requestId, at, reading }: { requestId: string; at: Temporal.Instant; reading: boolean }, committed: () => void): Promise<T> {
  const entries: (LedgerNote & { role: string; at: string; requestId: string })[] = [];
  let veiled = false;
  let instant = at;
  return prisma().$transaction(async (own) => {
    const line = lineOf();
    let asker = '';
    const become = async (next: Actor) => {
      const asking = JSON.stringify(next);
      // Parts of a verb act as the product one after the other, and within each other: who asks already need not be told again.
      if (asking === asker) return;
      // Not answered yet, but before whatever is sent from now on.
      await line.ahead(async () => setContext(own, next, at));
      asker = asking;
    };
    await become(actor);
    // Whoever asks next is made known with what they ask, and only if it has to be asked.
    const asking = reading ? askingOnce<Actor>(own, { become, line }) : null;
    const turns = askingInTurn<Actor>(own, { become, line });
    const clientOf = asking?.clientOf ?? turns.clientOf;
    const announced = new Set<string>();
    const txFor = (acting: Actor, db = clientOf(acting)): Tx => ({
      db,
      actor: acting,
      get at() {
        return instant;
      },
      notBefore: (other) => {
        if (Temporal.Instant.compare(instant, other) < 0) instant = other;
      },
      requestId,
      ledger: (note) => entries.push({ ...note, role: actor.role, at: instant.toString(), requestId }),
      enqueue: async (name, data) => {
        // Which number it has nobody needs to hear.
        const ahead = { executeSql: async (text: string, values?: unknown[]) => turns.ahead(acting, async () => fromPrisma(own).executeSql(text, values)).then(() => ({ rows: [] })) };
        await (await boss()).send(name, data, { db: asking === null ? ahead : fromPrisma(db) });
      },
      announce: (kind) => {
        announced.add(`${actor.authorityId}:${kind}`);
      },
      foresee: (contactIds, parts) => asking?.foresee(acting, [contactIds].flat(), parts),
      asSystem: async (inner) => inner(txFor({ ...systemOf(actor.authorityId), actorId: veiled ? SOURCE_ID : acting.actorId })),
      anew: () => txFor(acting, clientOf(acting, true)),
      attempt: async (inner) => {
        await db.$executeRaw`savepoint attempt`;
        const before = asker;
        try {
          const value = await inner();
          await db.$executeRaw`release savepoint attempt`;
          return ok(value);
        } catch (error) {
          // Undone with the rest, whether or not it was refused.
          await line.answered().catch(() => undefined);
          // With what was written goes who asked: told before, it would be told to a transaction that takes nothing but its undoing.
          asker = before;
          await db.$executeRaw`rollback to savepoint attempt`;
          return refused(error);
        }
      },
      veil: () => {
        veiled = true;
      },
    });
    const result = await work(txFor(actor));
    const author = veiled ? { authorityId: actor.authorityId, actorId: SOURCE_ID, agencyId: null, role: 'protected_source' } : actor;
    if (veiled) {
      // Nor does the request's id lead from the entry to the one who asked.
      const entryId = newId();
      for (const entry of entries) Object.assign(entry, { role: 'protected_source', requestId: entryId });
    }
    const last = [...(entries.length > 0 ? [Prisma.sql`ledger_append(${JSON.stringify(entries)}::jsonb)`] : []), ...[...announced].map((what) => Prisma.sql`pg_notify('doorstep', ${what})`)];
    if (last.length > 0) await clientOf(author).$executeRaw`select ${Prisma.join(last)}`;
    await line.answered();
    committed();
    return result;
  });
}
