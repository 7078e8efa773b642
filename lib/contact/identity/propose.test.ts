import { describe, expect, test } from 'vitest';
import { nameDobKey } from '@/lib/people/model';
import { pairKey } from '@/lib/people/identity';
import { propose, worthProposing } from './propose';

const BORN = '2019-05-14';
const child = (id: string, givenName: string, rest: { familyName?: string; dateOfBirth?: string | null; nhsNumber?: string | null } = {}) => {
  const { familyName = 'Ashby', dateOfBirth = BORN, nhsNumber = null } = rest;
  return { id, kind: 'child', givenName, familyName, dateOfBirth, nhsNumber, upn: null, nameDobKey: nameDobKey(givenName, familyName, dateOfBirth), details: { address: '12 Mill Lane', postcode: 'NR1 1AA' } };
};
const nothing = new Set<string>();
const idsOf = (found: ReturnType<typeof propose>, id: string) => found.get(id)?.map(({ other }) => other.id);

test('twins are each proposed their own earlier selves, and never one another’s', () => {
  const found = propose([child('ella', 'Ella'), child('ava', 'Ava')], [child('ava before', 'Ava'), child('ella before', 'Ella')], nothing, []);
  expect(idsOf(found, 'ella')).toEqual(['ella before']);
  expect(idsOf(found, 'ava')).toEqual(['ava before']);
});

test('twins whose names are alike are proposed apart as well', () => {
  const found = propose([child('jayden', 'Jayden'), child('hayden', 'Hayden')], [child('hayden before', 'Hayden'), child('jayden before', 'Jayden')], nothing, []);
  expect(idsOf(found, 'jayden')).toEqual(['jayden before']);
  expect(idsOf(found, 'hayden')).toEqual(['hayden before']);
});

test('who was told apart from the likeliest of two is proposed as the other: it is somebody’s history still', () => {
  const twins = [child('wren', 'Wren'), child('wrenna', 'Wrenna')];
  const before = [child('before', 'Wren')];
  expect(idsOf(propose(twins, before, nothing, []), 'wrenna')).toEqual([]);
  const found = propose(twins, before, nothing, [{ one: 'wren', other: 'before', outcome: 'not_same', atMs: 1 }]);
  expect(idsOf(found, 'wrenna')).toEqual(['before']);
  // Said and taken back, it is the first one's again.
  expect(idsOf(propose(twins, before, nothing, [{ one: 'wren', other: 'before', outcome: 'not_same', atMs: 1 }, { one: 'wren', other: 'before', outcome: 'not_sure', atMs: 2 }]), 'wrenna')).toEqual([]);
});

test('the same number is proposed whatever else differs, and what was said of a pair stays in sight', () => {
  const mine = child('mine', 'Wren', { nhsNumber: '9990000018' });
  const numbered = child('numbered', 'Somebody', { familyName: 'Else', dateOfBirth: null, nhsNumber: '9990000018' });
  const apart = child('apart', 'Robin', { dateOfBirth: '2012-01-01' });
  const linked = child('linked', 'Nobody', { familyName: 'Alike', dateOfBirth: '2010-01-01' });
  const found = propose([mine], [numbered, apart, linked, child('stranger', 'Robin', { familyName: 'Cole', dateOfBirth: '2011-03-03' })], new Set([pairKey('mine', 'linked')]), [{ one: 'apart', other: 'mine', outcome: 'not_same', atMs: 1 }]);
  expect(idsOf(found, 'mine')?.[0]).toBe('linked');
  expect(idsOf(found, 'mine')?.sort()).toEqual(['apart', 'linked', 'numbered']);
  expect(found.get('mine')?.find(({ other }) => other.id === 'apart')?.said).toBe('not_same');
});

describe('a newborn without a name', () => {
  const born = (id: string, givenName: string, more: { familyName?: string; dateOfBirth?: string } = {}) => child(id, givenName, { familyName: 'Smith', dateOfBirth: '2026-11-02', ...more });
  const proposedOf = (mine: ReturnType<typeof child>[], others: ReturnType<typeof child>[]) => propose(mine, worthProposing(mine, others), nothing, []);

  test.each([['Baby', 'Baby'], ['Baby girl', 'Infant'], ['Twin 1', 'Twin 2'], ['Isla', 'Baby'], ['Baby', 'Isla'], ['', 'Baby']])('“%s” and “%s” of one family name and birth are asked about, and linked by nobody', (mine, before) => {
    const [found] = proposedOf([born('mine', mine)], [born('before', before)]).get('mine') ?? [];
    expect(found).toMatchObject({ other: { id: 'before' }, said: null, linked: false });
    expect(found?.reasons.map(({ words }) => words)).toContain('a given name is not known, so a twin cannot be told apart');
  });

  test('one of another birth or family name is not, and who is somebody else there is not asked about as the newborn', () => {
    expect(proposedOf([born('mine', 'Baby')], [born('other day', 'Baby', { dateOfBirth: '2026-05-20' }), born('other family', 'Baby', { familyName: 'Okafor' })]).get('mine')).toEqual([]);
    const found = proposedOf([born('isla', 'Isla'), born('twin', 'Baby')], [born('isla before', 'Isla')]);
    expect([idsOf(found, 'isla'), idsOf(found, 'twin')]).toEqual([['isla before'], []]);
  });
});

/**
 * Of a child told of twice at one home much may be unknown or a guess. That parent and child of one name look alike is no reason to be
 * silent of two children (decision 34: a person decides).
 */
describe('two of one name in one home', () => {
  const told = (id: string, givenName: string, dateOfBirth: string | null, more: { kind?: string; sex?: string; address?: string; postcode?: string } = {}) => {
    const { kind = 'child', ...details } = { address: '12 High Street', ...more };
    return { ...child(id, givenName, { familyName: 'Moss', dateOfBirth }), kind, details };
  };
  type Told = ReturnType<typeof told>;
  const proposedTo = (mine: Told[], before: Told[]) => propose(mine, worthProposing(mine, before), nothing, []);

  test.each<[string, Told, Told]>([
    ['no date of birth and no sex', told('mine', 'Isla', '2019-05-14', { sex: 'F', postcode: 'NR1 1AA' }), told('before', 'Isla', null)],
    ['a postcode in place of an address', told('mine', 'Isla', '2019-05-14', { postcode: 'NR1 1AA' }), told('before', 'Isla', null, { address: '', postcode: 'NR1 1AA' })],
    ['a short form and no date of birth', told('mine', 'Isabella', '2019-05-14', { sex: 'F' }), told('before', 'Bella', null, { sex: 'F' })],
    ['a guessed date of birth', told('mine', 'Isla', '2019-05-14', { sex: 'F' }), told('before', 'Isla', '2019-01-01', { sex: 'F' })],
    ['a year of birth that is wrong by one', told('mine', 'Isla', '2019-05-14', { sex: 'F' }), told('before', 'Isla', '2018-05-14', { sex: 'F' })],
    ['two adults, of one no date of birth', told('mine', 'Kayleigh', '1992-03-20', { kind: 'adult' }), told('before', 'Kayleigh', null, { kind: 'adult' })],
  ])('are proposed: %s', (_, mine, before) => {
    expect(idsOf(proposedTo([mine], [before]), 'mine')).toEqual(['before']);
  });

  test.each<[string, Told, Told]>([
    ['a parent and a child', told('mine', 'Isla', '2019-05-14'), told('before', 'Isla', null, { kind: 'adult' })],
    ['a sister', told('mine', 'Isla', '2019-05-14'), told('before', 'Freya', null)],
  ])('but not %s', (_, mine, before) => {
    expect(idsOf(proposedTo([mine], [before]), 'mine')).toEqual([]);
  });
});
