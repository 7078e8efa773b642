/** A time is typed to the minute, and what it is held against is kept to the millisecond (safe practice 7.16; decision 32). */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { closeDatabase } from '@/lib/platform/db';
import { arrives, earlyHelp } from './deciding';
import { makePlace, type Place } from './people';
import { gone, sends } from './sharing-scene';

let place: Place;
beforeAll(async () => {
  place = await makePlace();
});
afterAll(closeDatabase);

test('a contact that came in within the minute that is typed was there, up to the last of its milliseconds', async () => {
  for (const second of ['59.500', '59.999']) {
    const of = await arrives(place, `2026-11-18T10:00:${second}Z`, earlyHelp());
    expect(await sends(of, '', gone('09:59')), second).toEqual({ ok: false, problem: 'before_contact' });
    expect(await sends(of, '', gone('10:00')), second).toEqual({ ok: true, value: null });
  }
});
