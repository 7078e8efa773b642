/**
 * What the guide makes of two contacts that are joined is what it would have made of one report of both (safe practice 8; domain 2.2 behaviours
 * 4 and 6): hidden harm and a baby of the home weigh for the whole family. Expectations are by hand from these.
 */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { ReportInput } from '@/lib/contact/schema';
import { findContact, readProposal } from '@/lib/contact/store';
import { declareBeforeOpening } from '@/lib/contact/verbs/declare-before-opening';
import { joinContact } from '@/lib/contact/verbs/join-contact';
import { readBasis } from '@/lib/decision/basis-store';
import { judge, placedBy, type ChildDecision } from '@/lib/decision/model';
import { closeDatabase, withActor } from '@/lib/platform/db';
import { askPage } from './asking-pages';
import { arrives, at, claims, type Case } from './deciding';
import { makePlace, type Place } from './people';
import { asSystem, queueRow } from './waiting';

let place: Place;
beforeAll(async () => {
  place = await makePlace();
});
afterAll(closeDatabase);

const MONDAY = '2026-03-02T09:00:00Z';
const NOON = '2026-03-02T12:00:00Z';
const LATER = '2026-03-02T15:00:00Z';

type Child = NonNullable<ReportInput['children']>[number];
let families = 0;
/** The children of a family not met before: a boy of 5, his brother of 8 and their sister, a baby. */
function family() {
  families += 1;
  const familyName = `Pascoe ${families}`;
  const told = (givenName: string, dateOfBirth: string) => (...signs: string[]): Child => ({ givenName, familyName, dateOfBirth, indicators: Object.fromEntries(signs.map((id) => [id, 'present' as const])) });
  return { jory: told('Jory', '2020-10-02'), denzil: told('Denzil', '2017-06-11'), wenna: told('Wenna', '2025-10-28') };
}
const about = (children: Child[], more: Partial<ReportInput> = {}): ReportInput => ({ children, reporter: { continuingRole: 'yes', aboutColleague: 'no' }, ...more });

async function joins(from: Case, into: Case, otherChildren = false) {
  const { worker } = place.people;
  return withActor(worker, async (tx) => {
    const head = await findContact(tx, from.reference);
    if (head === null) throw new Error('it is there');
    return joinContact(tx, worker, head, { into: into.reference, prefix: place.prefix, reason: 'One family.', otherChildren });
  }, at(LATER));
}

const proposalOf = async (of: Case) => {
  const proposal = await asSystem(place, LATER, (tx) => readProposal(tx, of.contactId));
  if (proposal === null) throw new Error('it was proposed');
  return proposal;
};

/** The level of each contact apart, and of both joined; the first that arrived takes the other in. */
async function levels(first: ReportInput, second: ReportInput, otherChildren = false): Promise<number[]> {
  const [into, from] = [await arrives(place, MONDAY, first), await arrives(place, NOON, second)];
  const apart = [(await proposalOf(into)).level, (await proposalOf(from)).level];
  expect((await joins(from, into, otherChildren)).ok).toBe(true);
  return [...apart, (await proposalOf(into)).level];
}

describe('a child of both, with one whom only the other names', () => {
  test('a baby sister gives what is wrong at home the weight of a baby, and one who is expected does', async () => {
    const { jory, wenna } = family();
    expect(await levels(about([jory('I048')]), about([jory(), wenna()]))).toEqual([2, 2, 3]);
    const other = family();
    expect(await levels(about([other.jory('I048')]), about([other.jory(), { unborn: true, familyName: 'Pascoe' }]))).toEqual([2, 2, 3]);
    // A brother of 8 is no baby; and of a family that shares no child nothing is so at home here.
    const third = family();
    expect(await levels(about([third.jory('I048')]), about([third.jory(), third.denzil()]))).toEqual([2, 2, 2]);
    expect(await levels(about([family().jory('I048')]), about([family().wenna()]), true)).toEqual([2, 2, 2]);
  });

  test('the three hidden harms meet, ticked for one child or another; two of them do not', async () => {
    const { jory, denzil } = family();
    expect(await levels(about([jory('I045', 'I042')]), about([jory(), denzil('I043')]))).toEqual([2, 2, 3]);
    const other = family();
    expect(await levels(about([other.jory('I045')]), about([other.jory(), other.denzil('I043')]))).toEqual([2, 2, 2]);
  });

  test('what was so at home stays so for whatever is added later', async () => {
    const { jory, denzil, wenna } = family();
    const [into, from] = [await arrives(place, MONDAY, about([jory()])), await arrives(place, NOON, about([jory(), denzil('I078', 'I123'), wenna()]))];
    await joins(from, into);
    expect((await proposalOf(into)).input.facts).toMatchObject({ illHealthAround: true, abuseAround: true, babyAtHome: true });
    expect((await proposalOf(into)).input.facts).not.toHaveProperty('substancesAround');
  });
});

describe('a child of the household here, whom the other reports', () => {
  const ofHousehold = { kind: 'child' as const, givenName: 'Denzil', dateOfBirth: '2017-06-11', livesWithChild: 'yes' as const };

  test('is proposed on here with what was said of him, and of the home everything counts', async () => {
    const { jory, denzil } = family();
    const { familyName } = denzil();
    const first = about([jory('I048')], { household: [{ ...ofHousehold, familyName }] });
    const second = about([denzil('I099')], { household: [{ kind: 'adult', givenName: 'Loveday', familyName, livesWithChild: 'yes', hiddenHarm: { drugs: 'yes' } }], openness: { agreement: 'refused' } });
    const [into, from] = [await arrives(place, MONDAY, first), await arrives(place, NOON, second)];
    expect((await joins(from, into)).ok).toBe(true);
    const { document, input } = await proposalOf(into);
    expect(document.children.map(({ id, level }) => [id, level])).toEqual([['1', 2], ['2', 4]]);
    expect(input.facts).toMatchObject({ substancesAround: true, consent: 'refused' });
    expect(await queueRow(place, into.contactId)).toMatchObject({ level: 4 });

    // Whoever decides has level 4 before them, and gives him less only with a second person, also where his brother is at level 4.
    const { worker } = place.people;
    const basis = await withActor(worker, async (tx) => readBasis(tx, into.contactId), at(LATER));
    const [jorysPlace, denzils] = basis?.situation.children ?? [];
    expect(denzils).toMatchObject({ name: `Denzil ${familyName}`, reported: false, proposed: { level: 4, strategy: true }, before: { level: 4 } });
    if (basis === null || jorysPlace === undefined || denzils === undefined) throw new Error('both are decided on');
    const said = (personId: string, standing: ChildDecision['standing'], route: 'STRATEGY' | 'UNIV_ADVICE') => ({ personId, standing, standingReason: '', ...placedBy(route), childSeen: 'yes' }) as ChildDecision;
    const judged = judge(basis.situation, { children: [said(jorysPlace.personId, 'own', 'STRATEGY'), said(denzils.personId, 'separate_household', 'UNIV_ADVICE')] });
    expect(judged.countersignReasons).toEqual([{ code: 'LOWERS', personId: denzils.personId }]);

    await claims(into, worker, LATER);
    await withActor(worker, async (tx) => declareBeforeOpening(tx, { id: into.contactId }, { knows: 'no', reason: '' }), at(LATER));
    const page = await askPage('../../app/contacts/[reference]/decision/page.tsx', worker, { reference: into.reference });
    const html = page.kind === 'shown' ? (await page.html()).replace(/<!-- -->/g, '') : page.kind;
    expect(html).toContain('Level 4 stands for this child');
    for (const asked of [`proposalReason.${denzils.personId}`, `noStrategyReason.${denzils.personId}`]) expect(html).toContain(asked);
  });
});
