/** Thrown within a transaction: whatever it wrote is taken back, for half a way in is none. */
export class Undone extends Error {
  constructor(readonly problem: string) {
    super(problem);
  }
}

/** For which of its problems a transaction was taken back. @throws what else went wrong in it. */
export const undoneFor = <P extends string>(problems: readonly P[]) => (error: unknown): P => {
  const problem = error instanceof Undone ? problems.find((known) => known === error.problem) : undefined;
  if (problem === undefined) throw error;
  return problem;
};
