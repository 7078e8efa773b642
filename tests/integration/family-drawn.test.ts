/** The picture of a family (issue 4, section 2; decision 39): of several children each parent is drawn to those whose parent they are by the record. */
import { afterAll, expect, test } from 'vitest';
import { findContact, readContact } from '@/lib/contact/store';
import { declareBeforeOpening } from '@/lib/contact/verbs/declare-before-opening';
import { readLook } from '@/lib/lookup/look-store';
import { openPerson } from '@/lib/lookup/verbs/open-person';
import { recordRelation } from '@/lib/lookup/verbs/record-relation';
import { closeDatabase, withActor } from '@/lib/platform/db';
import { askPage } from './asking-pages';
import { arrives } from './deciding';
import { makePlace } from './people';

afterAll(closeDatabase);

test('it says of whom it is not known of which child they are a parent, until it is written down', async () => {
  const place = await makePlace();
  const { worker } = place.people;
  const { contactId, reference } = await arrives(place, '2026-03-02T09:00:00Z', {
    children: [{ givenName: 'Wren', familyName: 'Ashby', dateOfBirth: '2019-05-14' }, { givenName: 'Jory', familyName: 'Ashby', dateOfBirth: '2021-05-14' }],
    household: [{ givenName: 'Maud', familyName: 'Ashby', relationship: 'Mother', livesWithChild: 'yes' }, { givenName: 'Cador', familyName: 'Lorne', relationship: 'Father', livesWithChild: 'no' }],
  });
  const people = await withActor(worker, async (tx) => {
    const head = await findContact(tx, reference);
    if (head === null) throw new Error('no contact');
    await declareBeforeOpening(tx, head, { knows: 'no', reason: 'Another family.' });
    return (await readContact(tx, contactId))?.people ?? [];
  });
  const idOf = (name: string) => people.find(({ givenName }) => givenName === name)?.id ?? '';
  const lookOf = (personId: string) => withActor(worker, async (tx) => openPerson(tx, personId, { searchId: null, contactId }));
  const write = async (child: string, parent: string, relation: string) => {
    const opened = await lookOf(idOf(child));
    expect(await withActor(worker, async (tx) => {
      const look = await readLook(tx, opened.ok ? opened.value : '');
      return look === null ? null : recordRelation(tx, look, { other: idOf(parent), relation, parentalResponsibility: 'yes', source: 'Birth certificate seen' });
    })).toEqual({ ok: true, value: null });
  };
  const pages = async () => {
    const opened = await lookOf(idOf('Wren'));
    const contact = await askPage('../../app/contacts/[reference]/page.tsx', worker, { reference });
    const person = await askPage('../../app/people/[look]/page.tsx', worker, { look: opened.ok ? opened.value : '' });
    const html = await Promise.all([contact, person].map(async (page) => (page.kind === 'shown' ? page.html() : page.kind)));
    return html.map((text) => text.replaceAll('<!-- -->', ''));
  };
  for (const html of await pages()) expect(html).toMatch(/It was told that <bdi>Maud Ashby and Cador Lorne<\/bdi> are parents, and not of which child/);
  await write('Jory', 'Cador', 'Father');
  for (const html of await pages()) expect(html).toMatch(/It was told that <bdi>Maud Ashby<\/bdi> is a parent, and not of which child/);
  await write('Wren', 'Maud', 'Mother');
  await write('Jory', 'Maud', 'Mother');
  for (const html of await pages()) {
    expect(html).toContain('as a picture of the table');
    expect(html).not.toContain('and not of which child');
  }
});
