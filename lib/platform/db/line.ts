import { handedOver } from '../connection';

/** The statements of one transaction on their way to the database, which answers them one after the other. */
export interface Line {
  /** Sends a statement and goes on before it is answered. Should it be refused, so is whatever comes behind it. */
  ahead(send: () => Promise<unknown>): Promise<void>;
  /** Sends a statement. @returns its answer, to be waited for while others are sent; its fault is that of what went ahead of it, if that was refused. */
  ask<T>(send: () => Promise<T>): Promise<{ answer: Promise<T> }>;
  /** Waits until all that went ahead was answered: what was refused must not seem to have been done. */
  answered(): Promise<void>;
}

/**
 * A line of its own. What PostgreSQL refuses ends the transaction, and all that comes behind it is refused for that alone: the first
 * fault is the one that says why.
 */
export function lineOf(): Line {
  let sent: Promise<unknown>[] = [];
  /** Waits for what went ahead in the order in which it went, whichever fault is told of first. */
  const answered = async () => {
    const before = sent;
    sent = [];
    for (const one of before) await one;
  };
  return {
    async ahead(send) {
      sent.push((await handedOver(send)).answer);
    },
    async ask(send) {
      const before = answered();
      before.catch(() => undefined);
      const own = await handedOver(send).catch(async (error: unknown) => {
        await before;
        throw error;
      });
      const answer = before.then(async () => own.answer);
      // Whoever asked hears of it when they wait.
      answer.catch(() => undefined);
      return { answer };
    },
    answered,
  };
}
