import type { Prisma } from './generated/client';
import type { Way } from './in-turn';
import { joined, type Joint, type Part } from './together';

/** What somebody has done in their turn. */
interface Turn<A> {
  asker: A;
  /** Sends it. */
  send: () => Promise<unknown>;
  /** Leaves everything as it is: may be sent before others that do. */
  reads: boolean;
  /** What it is as a part of a question that asks more. */
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

/** What goes in one statement: one question as it was asked, or several that are joined. */
type Taken<A> = { one: Waiting<A> } | { joint: Joint<Waiting<A>> };

/**
 * The turns of one transaction that reads. Whatever waits under one name is sent at once, first under the name that is in force; what of
 * it is about the same contact, or asks who some accounts are, goes in one statement. All of it is answered before anything is asked under another name: what Prisma
 * makes of a question may be more than one statement.
 * @param db the transaction's own client.
 */
export function takingTurns<A>(db: Prisma.TransactionClient, { become, line }: Way<A>): (turn: Turn<A>) => Promise<unknown> {
  let waiting: Waiting<A>[] = [];
  let busy = false;
  let name = '';

  /** Takes what is sent next, all under one name. What writes goes alone, and nothing that was asked after it before it. */
  const next = (): Taken<A>[] => {
    const until = waiting.findIndex(({ reads }) => !reads);
    const reading = until === -1 ? waiting : waiting.slice(0, until);
    const [oldest] = reading;
    if (oldest === undefined) return waiting.splice(0, 1).map((one) => ({ one }));
    ({ name } = reading.find((one) => one.name === name) ?? oldest);
    let mine = reading.filter((one) => one.name === name);
    waiting = waiting.filter((one) => !mine.includes(one));
    const taken: Taken<A>[] = [];
    for (let [one] = mine; one !== undefined; [one] = mine) {
      const joint = joined(one, mine.slice(1));
      const parts = joint?.parts ?? [one];
      mine = mine.filter((other) => !parts.includes(other));
      taken.push(joint === null || parts.length === 1 ? { one } : { joint });
    }
    return taken;
  };
  /** @returns who has to be asked by themselves after all: of a contact that somebody does not see they may see something all the same. */
  const ask = async (taken: Taken<A>): Promise<() => Promise<Waiting<A>[]>> => {
    const parts = 'one' in taken ? [taken.one] : taken.joint.parts;
    const [first] = parts as [Waiting<A>];
    const fail = (error: unknown) => {
      for (const one of parts) one.fail(error);
      return [];
    };
    try {
      await become(first.asker);
      if ('one' in taken) {
        const { answer } = await line.ask(first.send);
        return async () => answer.then((value) => {
          first.answer(value);
          return [];
        }, fail);
      }
      const { answer } = await line.ask(async () => taken.joint.ask(db));
      return async () => answer.then((pick) => {
        if (pick === null) return parts;
        for (const one of parts) one.answer(pick(one));
        return [];
      }, fail);
    } catch (error) {
      return async () => fail(error);
    }
  };
  const askAll = async (taken: readonly Taken<A>[]): Promise<void> => {
    const sent: (() => Promise<Waiting<A>[]>)[] = [];
    for (const one of taken) sent.push(await ask(one));
    const left = (await Promise.all(sent.map(async (answered) => answered()))).flat();
    if (left.length > 0) await askAll(left.map((one) => ({ one })));
  };
  const takeTurns = async () => {
    busy = true;
    for (await everybodyHasAsked(); waiting.length > 0; await everybodyHasAsked()) await askAll(next());
    busy = false;
  };
  return async (turn) =>
    new Promise((answer, fail) => {
      waiting.push({ ...turn, name: JSON.stringify(turn.asker), answer, fail });
      if (!busy) void takeTurns();
    });
}
