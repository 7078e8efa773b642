/** What Next itself would hand a page, its request, in the tests that ask pages. Nothing of ours is replaced. */
import { vi } from 'vitest';

/** Once a process: in one that several files share, a page keeps what it was given as it was first loaded. */
const kept = globalThis as { doorstepAskedWith?: Readonly<Record<string, string>> };

/** The cookies of the request under way. Nothing else comes with it: `proxy.ts` does not run here. */
export function askWith(cookies: Readonly<Record<string, string>>): void {
  kept.doorstepAskedWith = cookies;
}

vi.mock('next/headers', () => ({
  cookies: () =>
    Promise.resolve({
      get: (name: string) => {
        const value = kept.doorstepAskedWith?.[name];
        return value === undefined ? undefined : { value };
      },
    }),
  headers: () => Promise.resolve(new Headers()),
}));
