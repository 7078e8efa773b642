/** What is kept secret leaves the record, wherever it stands (domain 7.6). Expected values by hand. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { KEPT_SECRET } from '@/lib/people/kept-secret';
import { hide, protectReport, withSecrets, type ProtectedKind } from './protecting';
import { report as reportSchema, type ReportInput } from '../schema';

const reportOf = (given: ReportInput) => reportSchema.parse(given);

describe('hiding', () => {
  test.each<[ProtectedKind, string, string, string]>([
    ['address', '14 Rose Lane\nKettlesham', 'They live at 14 Rose Lane, Kettlesham.', 'They live at [kept secret].'],
    ['address', '14 Rose Lane\nKettlesham', 'At 14, rose-lane since May.', 'At [kept secret] since May.'],
    ['address', 'Haven House, 2 Mill Road', 'Ask for Haven House.', 'Ask for [kept secret].'],
    ['address', '14 Rose Lane\nKettlesham', 'The shop in Kettlesham.', 'The shop in Kettlesham.'],
    ['address', '14 Rose Lane Kettlesham', 'They live at 14 Rose Lane.', 'They live at [kept secret].'],
    ['address', '14a St Anne’s Road Kettlesham NR1 1AA', 'At 14A St Anne’s Rd since May.', 'At [kept secret] since May.'],
    ['address', 'Flat 2, 14 Rose Ln', 'At 14 Rose Lane.', 'At [kept secret].'],
    ['address', '14 Rose Lane', 'At 14 Rose Ln, and 14 Rose Hill.', 'At [kept secret], and 14 Rose Hill.'],
    ['address', '12 Norwich Road Kettlesham', 'They came from Norwich by the road.', 'They came from Norwich by the road.'],
    ['address', '14 Rose Lane', '114 Rose Lane is another house.', '114 Rose Lane is another house.'],
    ['address', '14 Rose Lane\nZE3 9QT', 'Post to ze39qt.', 'Post to [kept secret].'],
    ['postcode', 'ZE3 9QT', 'ZE39QT, ze3  9qt', '[kept secret], [kept secret]'],
    ['phone', '01632 960555', 'Ring 01632960555 or +44 (0)1632 960 555.', 'Ring [kept secret] or [kept secret].'],
    ['phone', '+441632960555', '01632-960-555', '[kept secret]'],
    ['phone', '01632 960555', '016329605551 is longer.', '016329605551 is longer.'],
    ['phone', '999', 'Rang 999.', 'Rang 999.'],
    ['school', 'St Anne’s Primary', 'at ST ANNE’S primary today', 'at [kept secret] today'],
    ['words', 'anything said', 'anything said', 'anything said'],
  ])('%s %j in %j', (kind, words, text, hidden) => {
    expect(hide(text, [{ kind, words }])).toBe(hidden);
  });

  test('takes the whole address out of any text around it, once and for all', () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), (before, after) => {
        const secret = [{ kind: 'address' as const, words: '14 Rose Lane, Kettlesham' }];
        const hidden = hide(`${before} 14 Rose Lane, Kettlesham ${after}`, secret);
        return !hidden.includes('Rose Lane') && hide(hidden, secret) === hidden;
      }),
    );
  });

  test('any words at all can be a secret: nothing breaks', () => {
    fc.assert(fc.property(fc.string(), fc.string(), fc.constantFrom<ProtectedKind>('address', 'postcode', 'phone', 'school', 'words'), (text, words, kind) => typeof hide(text, [{ kind, words }]) === 'string'));
  });
});

describe('a report', () => {
  const told = reportOf({
    reporter: { agencyName: 'Thistledown Primary' },
    children: [
      { givenName: 'Wren', address: '14 Rose Lane', postcode: 'ZE3 9QT', keepAddressSecret: true, school: 'Thistledown Primary', keepSchoolSecret: true },
      { givenName: 'Perrin', address: '9 Elm Way', voice: { said: 'We hide at 14 Rose Lane' } },
    ],
    household: [{ givenName: 'Ida', phone: '01632 960555', keepPhoneSecret: true, notes: 'Ring 01632960555 after six' }],
    incident: { what: 'At Thistledown Primary.', where: 'School' },
  });

  test('keeps what was asked apart, word for word, and the rest as it was', () => {
    const { report, kept } = protectReport(told);
    expect(report.children[0]).toMatchObject({ address: '', postcode: '', school: '', keepAddressSecret: true });
    expect(report.children[1]).toMatchObject({ address: '9 Elm Way', voice: { said: `We hide at ${KEPT_SECRET}` } });
    expect(report.household[0]).toMatchObject({ phone: '', notes: `Ring ${KEPT_SECRET} after six` });
    expect(report.incident).toMatchObject({ what: `At ${KEPT_SECRET}.`, where: 'School' });
    // Where somebody works is not where a child goes to school.
    expect(report.reporter.agencyName).toBe('Thistledown Primary');
    expect(kept).toEqual([
      { place: 'children.0.address', kind: 'address', words: '14 Rose Lane' },
      { place: 'children.0.postcode', kind: 'postcode', words: 'ZE3 9QT' },
      { place: 'children.0.school', kind: 'school', words: 'Thistledown Primary' },
      { place: 'household.0.phone', kind: 'phone', words: '01632 960555' },
      { place: 'children.1.voice.said', kind: 'words', words: 'We hide at 14 Rose Lane' },
      { place: 'household.0.notes', kind: 'words', words: 'Ring 01632960555 after six' },
      { place: 'incident.what', kind: 'words', words: 'At Thistledown Primary.' },
    ]);
    expect(reportSchema.parse(report)).toEqual(report);
    expect(protectReport(report)).toEqual({ report, kept: [] });
  });

  test('nobody asked: it is the same report', () => {
    const plain = reportOf({ children: [{ address: '14 Rose Lane' }] });
    expect(protectReport(plain)).toEqual({ report: plain, kept: [] });
  });

  test('a worker may ask for more', () => {
    const plain = reportOf({ children: [{ address: '14 Rose Lane', postcode: 'ZE3 9QT', school: 'Thistledown Primary' }], household: [{ address: '3 Mill Road', phone: '01632 960111' }] });
    const { report, kept } = protectReport(withSecrets(plain, [{ place: 'children.0', detail: 'address' }, { place: 'household.0', detail: 'phone' }]));
    expect(kept.map(({ place }) => place)).toEqual(['children.0.address', 'children.0.postcode', 'household.0.phone']);
    expect(report.children[0]?.school).toBe('Thistledown Primary');
    expect(report.household[0]?.address).toBe('3 Mill Road');
  });
});
