/** What is told again of a child (safe practice 8): the guide hears who it is as before, and nothing that was only seen then. Levels by hand from domain 2.2. */
import { Temporal } from 'temporal-polyfill';
import { describe, expect, test } from 'vitest';
import { assessInput } from '../assess';
import { guideOn } from '../guide-on';
import { report, type ReportInput } from '../schema';
import { propose } from '@/lib/threshold/propose';
import { toldAgain, withAnswers } from './again';

const ON = Temporal.PlainDate.from('2026-03-04');
const teller = { person: { name: 'Rosalie', jobTitle: 'Nurse', agencyName: 'Nursery', email: 'r@nursery.example', phone: '' }, same: true };
const again = (child: NonNullable<ReportInput['children']>[number], sign: string) => toldAgain(report.parse({ children: [child] }), { key: crypto.randomUUID(), text: 'Another bump.', indicators: { 1: [sign] }, immediate: false }, teller);
const level = (told: ReturnType<typeof toldAgain>) => propose(guideOn('norfolk', ON), assessInput(told, { receivedOn: ON, contactsIn12Months: 1, immediate: false })).level;

describe('told again', () => {
  test.each<[string, NonNullable<ReportInput['children']>[number], string]>([
    ['a baby of three months, date of birth not known, is a baby: an injury is level 4', { age: { months: 3 }, ageWords: '3 months' }, 'I017'],
    ['a child of nine who cannot move about alone, and is hurt', { age: { years: 9 }, nonMobile: 'yes', disability: 'yes' }, 'I017'],
    ['a child with a child protection plan', { age: { years: 9 }, openPlan: 'CP', openPlanWhere: 'this' }, 'I018'],
  ])('%s', (_, child, sign) => {
    expect(level(again({ givenName: 'Wren', ...child }, sign))).toBe(4);
  });

  test('what was seen, heard or found then is not said again', () => {
    const told = again({ givenName: 'Wren', indicators: { I099: 'present' }, voice: { said: 'He hits me.' }, fgmKnown: 'yes', foundAt: '2026-03-01T10:00:00Z', foundWords: 'On Sunday' }, 'I018').children[0];
    expect(told).toMatchObject({ givenName: 'Wren', indicators: { I018: 'present' }, fgmKnown: null, foundAt: null, foundWords: '' });
    expect(told?.voice.said).toBe('');
  });
});

test('answers take the place of what was known before; silence takes nothing back', () => {
  const known = { givenName: 'Wren', age: { months: 3 }, disability: null, unborn: false, keepAddressSecret: true, voice: { said: '', view: { scale: 4 } } };
  expect(withAnswers(known, { givenName: '', age: null, disability: 'yes', unborn: false, keepAddressSecret: false, voice: { said: 'No.', view: { scale: null } } })).toEqual({ ...known, disability: 'yes', voice: { said: 'No.', view: { scale: 4 } } });
  expect(withAnswers(known, { age: { years: 1 } })).toMatchObject({ age: { years: 1 } });
  expect(withAnswers({ age: { months: 3 } }, { age: { years: 1 } })).toEqual({ age: { years: 1 } });
});
