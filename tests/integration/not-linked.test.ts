/** The page of a person names what else is about them by a number, or by name and birth, though nobody linked it (decision 39: nothing left out that the reader may see). */
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Person } from '@/lib/access/model';
import { sayPair } from '@/lib/contact/identity/say-pair';
import type { ReportInput } from '@/lib/contact/schema';
import { readContact } from '@/lib/contact/store';
import { openPerson } from '@/lib/lookup/verbs/open-person';
import { closeDatabase, systemOf, withActor, type Tx } from '@/lib/platform/db';
import { now } from '@/lib/platform/time';
import { addBar } from '@/lib/restriction/bar-store';
import { askPage } from './asking-pages';
import { arrives, type Case } from './deciding';
import { knowNobody, makePlace, type Place } from './people';

let place: Place;
let worker: Person;
beforeAll(async () => {
  place = await makePlace();
  ({ worker } = place.people);
});
afterAll(closeDatabase);

const NUMBER = '9990000018';
const about = (givenName: string, familyName: string, dateOfBirth: string, nhsNumber: string, household: ReportInput['household'] = []): ReportInput => ({ children: [{ givenName, familyName, dateOfBirth, nhsNumber }], household, reporter: { continuingRole: 'yes', aboutColleague: 'no' } });
const ago = (days: number) => now().subtract({ hours: days * 24 }).toString();
const as = <T>(work: (tx: Tx) => Promise<T>) => withActor(worker, work);
const personOf = (of: Case, nth = 0) => as(async (tx) => (await readContact(tx, of.contactId))?.people[nth]?.id ?? '');

async function pageOf(of: Case, nth = 0): Promise<string> {
  const personId = await personOf(of, nth);
  const opened = await as(async (tx) => openPerson(tx, personId, { searchId: null, contactId: null }));
  if (!opened.ok) throw new Error(opened.problem);
  const page = await askPage('../../app/people/[look]/page.tsx', worker, { look: opened.value });
  return page.kind === 'shown' ? (await page.html()).replace(/<!-- -->/g, '') : page.kind;
}

test('what shares a number, or name and birth, is named with its link; what was told apart, or may not be opened, is not', async () => {
  const own = await arrives(place, ago(9), about('Sidwella', 'Chenoweth', '2016-04-03', NUMBER));
  const married = await arrives(place, ago(8), about('Sidwella', 'Bolitho', '2016-04-03', NUMBER));
  const unnumbered = await arrives(place, ago(7), about('Sidwella', 'Chenoweth', '2016-04-03', ''));
  const cousin = await arrives(place, ago(6), about('Sidwella', 'Chenoweth', '2016-04-03', ''));
  const barred = await arrives(place, ago(5), about('Sidwella', 'Chenoweth', '2016-04-03', NUMBER));
  for (const { contactId } of [own, married, unnumbered, cousin]) await knowNobody(place, contactId);
  const [mine, other] = [await personOf(own), await personOf(cousin)];
  expect(await as(async (tx) => sayPair(tx, { id: own.contactId }, { childId: mine, otherId: other, outcome: 'not_same', reason: 'A cousin.' }))).toMatchObject({ ok: true });
  await withActor(systemOf(place.id), async (tx) => addBar(tx, { contactId: barred.contactId, accountId: worker.actorId, ground: 'declared', reason: 'A neighbour.' }));
  const html = await pageOf(own);
  expect(html).toContain('Also about this person by what is known here');
  expect(html).toMatch(new RegExp(`${married.reference}.{0,400}by NHS number`));
  expect(html).toMatch(new RegExp(`${unnumbered.reference}.{0,400}by name and date of birth`));
  for (const { reference } of [cousin, barred]) expect(html).not.toContain(reference);
});

test('of an adult, too; and nothing is said where there is nothing', async () => {
  const mother = [{ kind: 'adult' as const, givenName: 'Ebrel', familyName: 'Hosking', dateOfBirth: '1991-02-03', relationship: 'Mother' }];
  const one = await arrives(place, ago(4), about('Cubert', 'Hosking', '2017-07-07', '', mother));
  await knowNobody(place, one.contactId);
  expect(await pageOf(one, 1)).not.toContain('Also about this person');
  const two = await arrives(place, ago(3), about('Gwithian', 'Angove', '2019-09-09', '', mother));
  await knowNobody(place, two.contactId);
  expect(await pageOf(one, 1)).toMatch(new RegExp(`${two.reference}.{0,400}by name and date of birth`));
});
