/** What is answered at night to what cannot wait (safe practice 1). */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { writeReceipt } from '@/lib/letter/verbs/write-receipt';
import type { LetterText } from '@/lib/letter/model';
import { closeDatabase, withActor } from '@/lib/platform/db';
import { arrives, at, earlyHelp, harm, type Case } from './deciding';
import { makePlace, type Place } from './people';
import { asSystem } from './waiting';

let place: Place;
beforeAll(async () => {
  place = await makePlace();
});
afterAll(closeDatabase);

// Monday 2 March 2026: the front door closes at 17:00.
const NIGHT = '2026-03-02T22:10:00Z';
const DAY = '2026-03-02T10:00:00Z';

/** The first paragraph of the receipt that is written when a report arrives. */
async function receiptOf(arrived: Case, when: string): Promise<string> {
  const id = await withActor(place.people.teacher, (tx) => writeReceipt(tx, arrived.contactId), at(when));
  const letter = await asSystem(place, when, (tx) => tx.db.letter.findUniqueOrThrow({ where: { authorityId_id: { authorityId: place.id, id: id ?? '' } } }));
  return JSON.stringify((letter.body as unknown as LetterText).blocks[0]);
}

test('a report at level 4 is answered first with the number of that moment; another is not', async () => {
  expect(await receiptOf(await arrives(place, NIGHT, harm()), NIGHT)).toContain('Ring 01632 960002 now, the emergency duty team.');
  expect(await receiptOf(await arrives(place, DAY, harm()), DAY)).toContain('Ring 01632 960001 now.');
  expect(await receiptOf(await arrives(place, NIGHT, earlyHelp()), NIGHT)).toContain('A person has not read it yet.');
});
