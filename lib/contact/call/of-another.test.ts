import { Temporal } from 'temporal-polyfill';
import { describe, expect, test } from 'vitest';
import { report as reportSchema, type ReportInput } from '../schema';
import type { Contact } from '../store';
import { tellsOfAnother } from './of-another';

const ON = Temporal.PlainDate.from('2026-03-04');
const person = (ordinal: number, of: object) => ({ id: String(ordinal), ordinal, kind: 'child', givenName: 'Maya', familyName: 'Quill', dateOfBirth: null, unborn: false, dueDate: null, nhsNumber: null, upn: null, nameDobKey: null, details: {}, ...of }) as unknown as Contact['people'][number];
const says = (child: NonNullable<ReportInput['children']>[number], ...people: object[]) =>
  tellsOfAnother(reportSchema.parse({ children: [child] }), { people: people.map((of, index) => person(index + 1, of)), receivedAt: Temporal.Instant.from('2026-01-04T09:00:00Z') }, ON);

const EIGHT = { dateOfBirth: '2018-03-01' };
const EXPECTED = { unborn: true, dueDate: '2026-05-01' };

/** Domain 7.12, 2.2 behaviour 6, decision 33: what would lose something becomes a contact of its own. */
describe('a child told of without a name is one of the contact’s, or another', () => {
  test.each<[string, NonNullable<ReportInput['children']>[number], object[], boolean]>([
    ['not born yet, and nobody is expected', { unborn: true, dueDate: '2026-06-01' }, [EIGHT], true],
    ['not born yet, and one is expected', { unborn: true }, [EIGHT, EXPECTED], false],
    ['a new baby beside a child of 8', { age: { months: 0 } }, [EIGHT], true],
    ['a new baby where one was expected: it is not the one not born', { age: { months: 0 } }, [EXPECTED], true],
    ['a new baby who is there', { age: { months: 0 } }, [EIGHT, { dateOfBirth: '2026-02-10' }], false],
    ['a new baby by date of birth', { dateOfBirth: '2026-02-10' }, [EIGHT], true],
    ['about 8', { age: { years: 8 } }, [EIGHT], false],
    ['about 9', { age: { years: 9 } }, [EIGHT], false],
    ['15', { age: { years: 15 } }, [EIGHT], true],
    ['another date of birth', { dateOfBirth: '2018-05-01' }, [EIGHT], true],
    ['of any age, where that of the child there is not known', { age: { months: 0 } }, [{}], false],
    // Three months old on 4 January: five by 4 March.
    ['five months, three as it was told two months before', { age: { months: 5 } }, [{ details: { age: { months: 3 } } }], false],
    ['of no age', { indicators: { I099: 'present' } }, [EIGHT], false],
    ['a name is another question', { givenName: 'Jowan', age: { months: 0 } }, [EIGHT], false],
    ['known by the NHS number', { nhsNumber: '9990000018', age: { months: 0 } }, [{ ...EIGHT, nhsNumber: '9990000018' }], false],
  ])('%s', (_, child, people, another) => expect(says(child, ...people)).toBe(another));
});
