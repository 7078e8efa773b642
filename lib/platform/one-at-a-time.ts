/**
 * Work that may be asked for at any time and never runs beside itself: what was read first and comes last would take the place of what is newer.
 * Asked for meanwhile, it runs once more when it is done, however often it was asked.
 */
export function oneAtATime(work: () => Promise<void>): () => Promise<void> {
  let running = false;
  let asked = false;
  return async () => {
    asked = true;
    if (running) return;
    running = true;
    try {
      while (asked) {
        asked = false;
        await work();
      }
    } finally {
      running = false;
    }
  };
}
