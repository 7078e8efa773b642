import { Temporal } from 'temporal-polyfill';
import { describe, expect, test } from 'vitest';
import { newId } from '@/lib/platform/ids';
import { asksAnew, knowsOf, mothersSaid, pairsSaid, spokenChildren, spokenMothers, withKnown } from './known';
import { KNOWS_FIELD, memberWho, whoField, whyField } from './known-fields';
import { report } from '../schema';

const [ONE, OTHER] = [newId(), newId()];
const TODAY = Temporal.PlainDate.from('2026-11-22');
const IDA = { children: '1', 'child.1.givenName': 'Ida' };

describe('whom a worker says they know', () => {
  test('is "no" only when they said so; whatever else is typed is nothing', () => {
    expect(['no', 'yes', 'not_sure', '', 'No', 'none'].map((said) => knowsOf({ [KNOWS_FIELD]: said }))).toEqual(['no', 'yes', 'not_sure', null, null, null]);
  });

  test('is not taken back by typing once it keeps them out, and is kept while the panel is not on the page', () => {
    expect(withKnown({ [KNOWS_FIELD]: 'yes' }, { ...IDA, [KNOWS_FIELD]: 'no' })).toMatchObject({ [KNOWS_FIELD]: 'yes' });
    expect(withKnown({ [KNOWS_FIELD]: 'not_sure' }, IDA)).toMatchObject({ [KNOWS_FIELD]: 'not_sure' });
    expect(withKnown({ [KNOWS_FIELD]: 'no' }, IDA)).toMatchObject({ [KNOWS_FIELD]: 'no' });
    expect(withKnown({ [KNOWS_FIELD]: 'no' }, { ...IDA, [KNOWS_FIELD]: 'yes' })).toMatchObject({ [KNOWS_FIELD]: 'yes' });
  });
});

describe('who a child is said to be', () => {
  const said = { ...IDA, [KNOWS_FIELD]: 'no', [whoField('1', ONE)]: 'same', [whoField('1', OTHER)]: 'not_same', [whyField('1', OTHER)]: ' Cousins. ' };

  test('is read with its reason, of children who are still spoken of, and only after nobody is known', () => {
    expect(pairsSaid(said)).toEqual([{ childKey: '1', otherId: ONE, outcome: 'same', why: '' }, { childKey: '1', otherId: OTHER, outcome: 'not_same', why: 'Cousins.' }]);
    for (const knows of ['', 'yes', 'not_sure']) expect(pairsSaid({ ...said, [KNOWS_FIELD]: knows })).toEqual([]);
    expect(pairsSaid({ ...said, children: '2', 'child.2.givenName': 'Bo' })).toEqual([]);
    expect(pairsSaid({ ...IDA, [KNOWS_FIELD]: 'no', [whoField('1', 'x')]: 'same', [whoField('1', ONE)]: 'undone' })).toEqual([]);
  });

  test('stays with the child when it is not posted, gives way to what is, and goes with the child', () => {
    expect(withKnown(said, IDA)).toMatchObject({ [whoField('1', ONE)]: 'same' });
    expect(withKnown(said, { ...IDA, [whoField('1', ONE)]: 'not_sure' })).toMatchObject({ [whoField('1', ONE)]: 'not_sure', [whoField('1', OTHER)]: 'not_same' });
    expect(withKnown(said, { children: '2', 'child.2.givenName': 'Bo' })).not.toHaveProperty([whoField('1', ONE)]);
  });
});

test('a child is looked for once a name and something beside it, or a number, is known; an unborn one is not', () => {
  const spoken = (child: object) => spokenChildren(IDA, report.parse({ children: [child] })).length;
  expect([{ givenName: 'Ida' }, { familyName: 'Carne' }, { dateOfBirth: '2017-02-02' }, { givenName: 'Ida', familyName: 'Carne', unborn: true }].map(spoken)).toEqual([0, 0, 0, 0]);
  expect([{ givenName: 'Ida', familyName: 'Carne' }, { givenName: 'Ida', dateOfBirth: '2017-02-02' }, { familyName: 'Carne', dateOfBirth: '2017-02-02' }, { nhsNumber: '999 000 0018' }].map(spoken)).toEqual([1, 1, 1, 1]);
  // 9990000019 fails its check digit: a slip finds nobody.
  expect(spoken({ nhsNumber: '999 000 0019' })).toBe(0);
});

describe('the mother of a child not born yet', () => {
  const fields = { children: '1', 'child.1.unborn': 'yes', members: ['2', '5'], 'member.2.givenName': 'Jory', 'member.5.givenName': 'Kayleigh' };
  const unborn = { unborn: true, address: '12 Mill Lane', postcode: 'NR1 1AA' };
  const mother = { givenName: 'Kayleigh', familyName: 'Moss', relationship: 'Mother', otherNames: 'née Byrne' };
  const spoken = (children: object[], household: object[] = [{ givenName: 'Jory', relationship: 'Mother’s partner' }, mother]) => spokenMothers(fields, report.parse({ children, household }));

  test('is looked for by her names, and by the child’s address where she has none of her own', () => {
    expect(spoken([unborn])).toEqual([{ id: memberWho('5'), written: true, givenName: 'Kayleigh', familyName: 'Moss', dateOfBirth: null, nhsNumber: null, upn: null, details: { sex: 'F', bornAbout: '', otherNames: 'née Byrne', address: '12 Mill Lane', postcode: 'NR1 1AA', keepAddressSecret: false } }]);
    const [elsewhere] = spoken([unborn], [{}, { ...mother, address: '3 High Street, Norwich', keepAddressSecret: true }]);
    expect(elsewhere?.details).toMatchObject({ address: '3 High Street, Norwich', postcode: '', keepAddressSecret: true });
    // Who is born is found as themselves.
    expect(spoken([{ givenName: 'Ida', familyName: 'Carne' }])).toEqual([]);
  });

  test('is taken from a name such as “unborn baby of …” where nobody is called the mother, once', () => {
    const named = { ...unborn, givenName: 'Unborn baby of Kayleigh', familyName: 'Moss' };
    expect(spoken([named], [{}, {}])).toMatchObject([{ id: 'mother-1', written: false, givenName: 'Kayleigh', familyName: 'Moss' }]);
    expect(spoken([named])).toMatchObject([{ id: memberWho('5'), written: true }]);
  });

  test('is said to be somebody by her own key, which goes with her', () => {
    const said = { ...fields, [KNOWS_FIELD]: 'no', [whoField(memberWho('5'), ONE)]: 'same' };
    expect(mothersSaid(said)).toEqual([{ childKey: 'member-5', otherId: ONE, outcome: 'same', why: '' }]);
    expect(pairsSaid(said)).toEqual([]);
    expect(withKnown(said, fields)).toMatchObject({ [whoField(memberWho('5'), ONE)]: 'same' });
    expect(withKnown(said, { ...fields, members: '2' })).not.toHaveProperty([whoField(memberWho('5'), ONE)]);
    expect(asksAnew(said, { ...said, 'member.5.birth.year': '1999' }, TODAY)).toBe(true);
    // While every child is born, an adult finds nobody.
    expect(asksAnew({ ...said, 'child.1.unborn': '' }, { ...said, 'child.1.unborn': '', 'member.5.birth.year': '1999' }, TODAY)).toBe(false);
  });
});

test('what is shown is shown anew when who is spoken of changes, not when more is said', () => {
  expect(asksAnew(IDA, { ...IDA, 'happened.what': 'More' }, TODAY)).toBe(false);
  for (const more of [{ 'child.1.familyName': 'Carne' }, { 'child.1.birth.day': '2' }, { 'child.1.otherNames': 'Kate' }, { [KNOWS_FIELD]: 'no' }, { children: ['1', '2'], 'child.2.givenName': 'Bo' }]) expect(asksAnew(IDA, { ...IDA, ...more }, TODAY)).toBe(true);
});
