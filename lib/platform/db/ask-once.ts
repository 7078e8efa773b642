import { withEvenLists } from './even-lists';
import type { Prisma } from './generated/client';
import { clientsThat, READS, type ClientOf, type Way } from './in-turn';
import { answerFrom, gatheringQuestion, isAbout, knownFrom, knownOfGathering, wordsOf, type Gathered, type Gathering, type Known, type Question } from './known';
import { partOf, plainPart, type Part } from './together';
import { takingTurns } from './turns';

/** Each asker gets a list of their own, so that who sorts theirs sorts nobody else's. */
const copyOf = (answer: unknown): unknown => (Array.isArray(answer) ? [...(answer as unknown[])] : answer);

/** What one asker was told until something was written. */
interface Told {
  /** By question, in words. */
  answers: Map<string, Promise<unknown>>;
  /** Rows that are all there are, by table. */
  known: Map<string, Known[]>;
  /** Contacts that several parts are going to ask about, read with the first question about them. */
  foreseen: (Gathered & { read: Promise<void> | null })[];
}

/** The database of one transaction: one client for each asker. */
export interface Asking<A> {
  clientOf: ClientOf<A>;
  /** Several parts are going to ask about these contacts: with the first question about any of these parts, all are read. */
  foresee(asker: A & { authorityId: string }, ids: readonly string[], parts: Gathering): void;
}

/**
 * The database of one transaction, in which the same question is asked once: a page is put together of parts that each read what
 * they need, and several need the same. Who was told all rows of something is told some of them without asking, and what a page
 * foresees that its parts ask about one contact is asked together. Whatever is written, or done by a statement of its own, makes
 * every answer old.
 * Under row-level security the same question of another is another question: each asker has a client of their own, and takes turns
 * with the others.
 * @param db the transaction's own client.
 */
export function askingOnce<A>(db: Prisma.TransactionClient, way: Way<A>): Asking<A> {
  const toldOf = new Map<string, Told>();
  const inTurn = takingTurns(db, way);
  const toldTo = (asker: A): Told => {
    const words = JSON.stringify(asker);
    const told = toldOf.get(words) ?? { answers: new Map<string, Promise<unknown>>(), known: new Map<string, Known[]>(), foreseen: [] };
    toldOf.set(words, told);
    return told;
  };
  const once = async (asker: A, question: string, send: () => Promise<unknown>, part: Part | null = null) => {
    const { answers } = toldTo(asker);
    const answer = answers.get(question) ?? inTurn({ asker, send, reads: true, part });
    answers.set(question, answer);
    return copyOf(await answer);
  };
  const anew = async (asker: A, send: () => Promise<unknown>) => {
    for (const [words, { foreseen }] of toldOf) toldOf.set(words, { answers: new Map(), known: new Map(), foreseen: foreseen.map((one) => ({ ...one, read: null })) });
    return inTurn({ asker, send, reads: false, part: null });
  };
  const learn = (known: Told['known'], table: string, rows: Known) => known.set(table, [...(known.get(table) ?? []), rows]);
  /** Reads what was foreseen of a contact, once, where this question is about it. */
  const gather = async (asker: A, table: string, question: Question) => {
    const { known, foreseen } = toldTo(asker);
    for (const one of foreseen.filter((each) => isAbout(table, question, each))) {
      one.read ??= (async () => {
        const answer = await inTurn({ asker, send: async () => db.contact.findMany(withEvenLists(gatheringQuestion(one))), reads: true, part: null });
        for (const { table: of, ...rows } of knownOfGathering(one, answer as Record<string, unknown>[])) learn(known, of, rows);
      })();
      await one.read;
    }
  };
  const read = async (asker: A, name: string, act: string, args: readonly unknown[], ask: () => Promise<unknown>) => {
    const question = (args[0] ?? {}) as Question;
    await gather(asker, name, question);
    const { known } = toldTo(asker);
    const answer = answerFrom(known.get(name) ?? [], act, question);
    if (answer.known) return answer.value;
    const told = await once(asker, `${name}.${act} ${wordsOf(args)}`, ask, partOf(name, act, args));
    const rows = knownFrom(act, question, told);
    if (rows !== null) learn(known, name, rows);
    return told;
  };
  return {
    clientOf: clientsThat(db, async ({ asker, table, act, args, send }) => {
      if (table === null) return act === '$queryRaw' ? once(asker, wordsOf(args), send, plainPart(args)) : anew(asker, send);
      return READS.has(act) ? read(asker, table, act, args, send) : anew(asker, send);
    }),
    foresee: (asker, ids, parts) => {
      const { foreseen } = toldTo(asker);
      const there = foreseen.some((one) => one.parts === parts && one.authorityId === asker.authorityId && ids.every((id) => one.ids.includes(id)));
      if (ids.length > 0 && !there) foreseen.push({ authorityId: asker.authorityId, ids: [...ids], parts, read: null });
    },
  };
}
