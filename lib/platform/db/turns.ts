import type { Prisma } from './generated/client';
import { joined, type Part } from './together';

/** What somebody has done in their turn. */
interface Turn<A> {
  asker: A;
  /** Sends it. */
  send: () => unknown;
  /** Leaves everything as it is: may be sent before others that do. */
  reads: boolean;
  /** What it is as a part of a question about one contact. */
  part: Part | null;
}

interface Waiting<A> extends Turn<A> {
  /** The asker, to be compared. */
  name: string;
  answer: (value: unknown) => void;
  fail: (error: unknown) => void;
}

/** Every part of a page that can go on has gone on, and has asked what it asks next. */
const everybodyHasAsked = async () => new Promise((done) => setImmediate(done));

/**
 * The turns of one transaction that reads: one statement after the other, each under the name of whoever asked it, however their parts
 * overlap. What waits meanwhile under the same name is asked first; and what of it is about the same contact, in one statement.
 * @param db the transaction's own client.
 * @param become has PostgreSQL know who asks next.
 */
export function takingTurns<A>(db: Prisma.TransactionClient, become: (asker: A) => Promise<void>): (turn: Turn<A>) => Promise<unknown> {
  let waiting: Waiting<A>[] = [];
  let busy = false;

  /** Takes whose turn it is, and who goes with them. What writes goes alone, and nothing that was asked after it before it. */
  const next = (name: string): { parts: Waiting<A>[]; select: Record<string, unknown> } | null => {
    const [first] = waiting;
    if (first === undefined) return null;
    const until = waiting.findIndex(({ reads }) => !reads);
    const reading = until === -1 ? waiting : waiting.slice(0, until);
    const chosen = reading.find((one) => one.name === name) ?? first;
    const taken = joined(chosen, chosen.reads ? reading.filter((one) => one !== chosen && one.name === chosen.name) : []);
    waiting = waiting.filter((one) => !taken.parts.includes(one));
    return taken;
  };
  const alone = async ({ send, answer, fail }: Waiting<A>) => {
    try {
      answer(await send());
    } catch (error) {
      fail(error);
    }
  };
  const ask = async ({ parts, select }: { parts: Waiting<A>[]; select: Record<string, unknown> }) => {
    const [first] = parts;
    if (first === undefined) return;
    try {
      await become(first.asker);
      const about = parts.length === 1 ? null : first.part;
      const contact = about && ((await db.contact.findUnique({ where: { authorityId_id: { authorityId: about.authorityId, id: about.contactId } }, select })) as Record<string, unknown> | null);
      // Of a contact that the asker does not see they may see something all the same.
      if (contact === null) for (const one of parts) await alone(one);
      else for (const { part, answer } of parts) answer(part?.pick(contact));
    } catch (error) {
      for (const { fail } of parts) fail(error);
    }
  };
  const takeTurns = async () => {
    busy = true;
    let name = '';
    for (await everybodyHasAsked(); ; await everybodyHasAsked()) {
      const taken = next(name);
      if (taken === null) break;
      name = taken.parts[0]?.name ?? '';
      await ask(taken);
    }
    busy = false;
  };
  return async (turn) =>
    new Promise((answer, fail) => {
      waiting.push({ ...turn, name: JSON.stringify(turn.asker), answer, fail });
      if (!busy) void takeTurns();
    });
}
