/**
 * A contact with facts that only a later release knows, while one older stands beside it or is gone back to: it opens, danger is added to
 * it, and nothing that is known is taken back (safe practice 1 and 8). Expectations are by hand.
 */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { askPage } from './asking-pages';
import { addProposal, readProposal } from '@/lib/contact/store';
import { addToContact } from '@/lib/contact/verbs/add-to-contact';
import { closeDatabase, systemOf, withActor, type Tx } from '@/lib/platform/db';
import { newId } from '@/lib/platform/ids';
import { now } from '@/lib/platform/time';
import { recordFrom } from './letter-scene';
import { knowNobody, makePlace, type Place } from './people';

let place: Place;
beforeAll(async () => {
  place = await makePlace();
});
afterAll(closeDatabase);

const system = <T>(work: (tx: Tx) => Promise<T>) => withActor(systemOf(place.id), work);

test('it is read, opens for whoever decides, is added to and proposed on anew, and what is not known here stays with it', async () => {
  const { teacher, worker } = place.people;
  const of = await recordFrom(place, teacher, now().subtract({ minutes: 20 }).toString(), { reporter: { continuingRole: 'yes', aboutColleague: 'no' }, children: [{ givenName: 'Odalys', familyName: 'Marrack', dateOfBirth: '2016-03-04', indicators: { I018: 'present' } }], incident: { what: 'She comes without a coat.' } });
  const before = await system((tx) => readProposal(tx, of.contactId));
  if (before === null) throw new Error('a contact with a proposal');
  const { children, facts } = before.input;
  const later = { children: children.map((child) => ({ ...child, facts: { ...child.facts, knownLater: true } })), facts: { ...facts, alsoKnownLater: 'yes' } };
  await system((tx) => addProposal(tx, of.contactId, 2, later, before.document));
  await knowNobody(place, of.contactId);
  const page = await askPage('../../app/contacts/[reference]/page.tsx', worker, { reference: of.reference });
  expect(page.kind === 'shown' ? await page.html() : page.kind).toContain('She comes without a coat.');
  const added = await withActor(teacher, (tx) => addToContact(tx, of.contactId, { key: newId(), text: 'He has her with him.', indicators: {}, immediate: true }));
  expect(added).toMatchObject({ ok: true, value: { added: true, urgent: true } });
  const after = await system((tx) => readProposal(tx, of.contactId));
  expect(after).toMatchObject({ version: 3, level: 4, input: { children: [{ facts: { knownLater: true } }], facts: { alsoKnownLater: 'yes', immediateDanger: true } } });
});
