let last: Promise<void> = Promise.resolve();

/**
 * Waits until whoever came before is done with something that takes much room, in this process. What comes meanwhile waits in its order.
 * @returns what ends one's own turn; nobody else goes on before it was called.
 */
export async function takeTurn(): Promise<() => void> {
  const before = last;
  let end: () => void = () => undefined;
  last = new Promise<void>((done) => {
    end = done;
  });
  await before;
  return end;
}
