// One a process: a build may have this module more than once.
const kept = globalThis as { doorstepTurn?: Promise<void> };

/**
 * Waits until whoever came before is done with something that takes much room, in this process. What comes meanwhile waits in its order.
 * @returns what ends one's own turn; nobody else goes on before it was called.
 */
export async function takeTurn(): Promise<() => void> {
  const before = kept.doorstepTurn;
  let end: () => void = () => undefined;
  kept.doorstepTurn = new Promise<void>((done) => {
    end = done;
  });
  await before;
  return end;
}
