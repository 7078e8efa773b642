import { describe, expect, test } from 'vitest';
import type { SaidSection } from '@/lib/contact/report/report-words';
import { leftOut, namedIn, piecesOfReport, type Belonging, type Category, type Named, type Piece } from './model';
import { packText } from './text';

const OTHERS: Named[] = [
  { names: ['Tamsin', 'Nankivell'], category: 'other_child' },
  { names: ['Zoë', 'Penrose-Vane'], category: 'adult' },
  { names: ['Mrs B. Castle'], category: 'referrer' },
];
const OWN = ['Wren', 'Nankivell', ''];

describe('whom a text names beside the child', () => {
  test.each<[string, Category | null]>([
    ['Wren said that she was hungry.', null],
    // The family name is the child's own too.
    ['The Nankivell home was cold.', null],
    ['Then TAMSIN cried.', 'other_child'],
    ['Her mother, Zoe, was out.', 'adult'],
    ['As Ms Castle told us', 'referrer'],
    // A part of another word is nobody.
    ['The castles in the sand', null],
    ['He hit Penrose', 'adult'],
    ['Mr Penrose-Vane came', 'adult'],
  ])('%s', (text, category) => {
    expect(namedIn(text, OTHERS, OWN)).toBe(category);
  });
});

const section = (step: SaidSection['step'], title: string, ...rows: [string, string][]): SaidSection => ({ step, title, rows: rows.map(([label, value]) => ({ label, value })) });
const belongs = (rest: Partial<Belonging> = {}): Belonging => ({ child: 1, member: -1, memberKinds: ['adult', 'child'], agencies: 1, sealed: false, ...rest });
const REPORT: SaidSection[] = [
  section('safety', 'Safety', ['Where the child is now', 'At home'], ['Who must not be told', 'The uncle']),
  section('you', 'About you', ['Name', 'Bryony Castle']),
  section('children', 'Tamsin', ['Address', '1 Mill Lane']),
  section('children', 'Wren', ['Address', 'Kept secret, as was asked'], ['Keep this address secret', 'Yes'], ['School or nursery', 'Harrow Lane'], ['GP', '']),
  section('household', 'Zoë Penrose', ['Telephone', '01632 960000']),
  section('household', 'A boy', ['Born', '1 March 2020']),
  section('household', 'The family', ['Court orders', 'None']),
  section('what-happened', 'What happened', ['What was seen, heard or said', 'Wren fell.']),
  section('agencies', 'Leyland House', ['Worker', 'R. Mensah']),
  section('agencies', 'Others who help', ['What has been tried', 'A visit']),
];
const proposed = (rest: Partial<Belonging> = {}) => Object.fromEntries(piecesOfReport('c', REPORT, belongs(rest), () => null).map(({ title, label, proposed: why }) => [`${title}: ${label}`, why]));

describe('the pieces of a report', () => {
  test('what is another’s is proposed to be left out, whatever it says; what is the child’s is not', () => {
    expect(proposed()).toEqual({
      'Safety: Where the child is now': null,
      'Safety: Who must not be told': 'safeguarding',
      'About you: Name': 'referrer',
      'Tamsin: Address': 'other_child',
      'Wren: Keep this address secret': 'safeguarding',
      'Wren: School or nursery': null,
      'Zoë Penrose: Telephone': 'adult',
      'A boy: Born': 'other_child',
      'The family: Court orders': null,
      'What happened: What was seen, heard or said': null,
      'Leyland House: Worker': 'adult',
      'Others who help: What has been tried': null,
    });
  });

  test('of a protected source there is nothing at all; a child named as one of the household has that part', () => {
    expect(Object.keys(proposed({ sealed: true })).filter((key) => key.startsWith('About you'))).toEqual([]);
    expect(proposed({ sealed: true })['Safety: Where the child is now']).toBe('referrer');
    expect(proposed({ child: -1, member: 1 })).toMatchObject({ 'A boy: Born': null, 'Wren: School or nursery': 'other_child' });
  });
});

test('what is given out is what was kept, and of the rest the category and the number alone', () => {
  const piece = (words: string, rest: Partial<Piece>): Piece => ({ id: words, contactId: 'c', title: `Title of ${words}`, label: 'Said', words, proposed: null, verdict: 'keep', category: null, reason: '', reviewedBy: 'x', ...rest });
  const pieces = [piece('kept', {}), piece('out', { verdict: 'redact', category: 'adult', reason: 'About his uncle' }), piece('out too', { verdict: 'redact', category: 'adult', reason: 'The same' }), piece('nobody looked', { verdict: null, reviewedBy: null })];
  expect(leftOut(pieces)).toEqual(['About another person: 2 passages']);
  const text = JSON.stringify(packText({ council: 'C', service: 'S', to: 'T', reference: 'R', date: 'today', gathered: 'yesterday' }, pieces));
  expect(text).toContain('"kept"');
  expect(text).toContain('About another person: 2 passages');
  for (const never of ['out too', 'Title of out', 'uncle', 'nobody looked']) expect(text).not.toContain(never);
});
