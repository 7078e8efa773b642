import { afterAll, expect, test } from 'vitest';
import { readAuthority } from '@/lib/access/store';
import { closeDatabase, withActor } from '@/lib/platform/db';
import { makePlace } from './people';

afterAll(closeDatabase);

test('two places know nothing of each other', async () => {
  const [here, there] = [await makePlace(), await makePlace()];
  expect(here.id).not.toBe(there.id);
  await withActor(here.people.worker, async (tx) => {
    expect((await readAuthority(tx)).id).toBe(here.id);
    expect(await tx.db.membership.count()).toBe(13);
  });
});
