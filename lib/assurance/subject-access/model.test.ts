import { describe, expect, test } from 'vitest';
import type { SaidSection } from '@/lib/contact/report/report-words';
import { leftOut, mayBeOfConcern, meantIn, namedIn, piecesOfReport, pointsAt, type Belonging, type Category, type Named, type Piece } from './model';
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

describe('whom a text means without a name that is theirs alone', () => {
  test.each<[string, Category | null]>([
    // A father and a sister of the same family name (Data Protection Act 2018 Sch. 2 para. 16).
    ['Mr Ashby was arrested in the kitchen.', 'adult'],
    ['mr. ashby came', 'adult'],
    ['Mr & Mrs J. Ashby came', 'adult'],
    ['Miss T. Ashby is at college.', 'adult'],
    ['Dr Khan saw the bruise.', 'adult'],
    ['Her father takes heroin.', 'adult'],
    ['Mum’s boyfriend', 'adult'],
    ['She stays with her Nan.', 'adult'],
    ['his step-dad', 'adult'],
    ['His stepfather and his fiancé', 'adult'],
    ['With the GRANDPARENTS', 'adult'],
    ['Her sister was bruised.', 'other_child'],
    ['Her father hit her half-brother.', 'other_child'],
    ['The twins cried', 'other_child'],
    ['Wren Ashby was hungry.', null],
    ['The Ashby home was cold.', null],
    ['I miss Ruan, and we miss school.', null],
    ['He smothered the toast; a grandstand, a mumble, a transistor.', null],
  ])('%s', (text, category) => {
    expect(meantIn(text, ['Wren', 'Ashby', ''])).toBe(category);
  });

  test('stands behind whatever else is known of a piece', () => {
    const flags = { named: () => null, meant: (text: string) => meantIn(text, []) };
    expect(pointsAt('Her father', { sealed: false }, flags)).toBe('adult');
    expect(pointsAt('Her father', { otherwise: 'referrer', sealed: false }, flags)).toBe('referrer');
    expect(pointsAt('Her father', { harm: true, sealed: false }, flags)).toBe('safeguarding');
  });
});

const section = (step: SaidSection['step'], title: string, ...rows: [string, string][]): SaidSection => ({ step, title, rows: rows.map(([label, value]) => ({ label, value })) });
const belongs = (rest: Partial<Belonging> = {}): Belonging => ({ child: 1, member: -1, memberKinds: ['adult', 'child'], agencies: 1, sealed: false, asker: 'child', ...rest });
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
const proposed = (rest: Partial<Belonging> = {}) => Object.fromEntries(piecesOfReport('c', REPORT, belongs(rest), { named: () => null, meant: () => null }).map(({ title, label, proposed: why }) => [`${title}: ${label}`, why]));

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
    expect(proposed({ child: -1, member: 1 })).toMatchObject({ 'A boy: Born': null, 'Wren: School or nursery': 'other_child' });
  });
});

describe('what may tell of who is protected, or of what a child said', () => {
  const VOICE: SaidSection[] = [
    ...REPORT,
    section('voice', 'The child’s own voice: Tamsin', ['What the child says, shows or does', 'She sings.']),
    section('voice', 'The child’s own voice: Wren', ['What the child wants', 'To live with Gran'], ['Wishes for', 'To be safe']),
    section('what-happened', 'What happened', ['The child’s exact words', 'Mum hits me, do not tell her'], ['Where', 'In the kitchen']),
    section('indicators', 'What you have seen: Tamsin', ['Seen', 'Thin']),
    section('indicators', 'What you have seen: Wren', ['Seen', 'Afraid of going home']),
    section('level', 'How serious you think it is', ['Why', 'I am her midwife']),
  ];
  const of = (rest: Partial<Belonging>) => Object.fromEntries(piecesOfReport('c', VOICE, belongs(rest), { named: (text) => (text.includes('Gran') ? 'adult' : null), meant: () => null }).map(({ label, words, proposed: why }) => [`${label}: ${words}`, why]));

  test('of a protected source everything is asked: only another child’s, and what may do harm, is said to be that', () => {
    const all = of({ sealed: true });
    expect(Object.entries(all).filter(([, why]) => why === null)).toEqual([]);
    expect(all).toMatchObject({ 'Why: I am her midwife': 'referrer', 'What was seen, heard or said: Wren fell.': 'referrer', 'What has been tried: A visit': 'referrer', 'What the child wants: To live with Gran': 'referrer', 'Telephone: 01632 960000': 'referrer', 'Where the child is now: At home': 'referrer' });
    expect(all).toMatchObject({ 'Seen: Thin': 'other_child', 'Address: 1 Mill Lane': 'other_child', 'Who must not be told: The uncle': 'safeguarding' });
  });

  test('what a child said, wants and showed is asked of anybody but that child, whomever it names (DPA 2018 Sch. 3 para. 10, 11, 21)', () => {
    for (const asker of ['parent', 'representative'] as const) {
      expect(of({ asker }), asker).toMatchObject({ 'What the child wants: To live with Gran': 'safeguarding', 'Wishes for: To be safe': 'safeguarding', 'The child’s exact words: Mum hits me, do not tell her': 'safeguarding', 'Seen: Afraid of going home': 'safeguarding', 'What was seen, heard or said: Wren fell.': 'safeguarding', 'Seen: Thin': 'other_child', 'What the child says, shows or does: She sings.': 'other_child', 'Where: In the kitchen': null, 'Why: I am her midwife': null });
    }
    expect(of({ asker: 'child' })).toMatchObject({ 'What the child wants: To live with Gran': 'adult', 'The child’s exact words: Mum hits me, do not tell her': null, 'Seen: Afraid of going home': null });
  });
});

test.each([
  ['Morwenna Penrose', true],
  ['Mrs. M. Penrose', true],
  ['morwenna ashby', true],
  ['Morwenna Jane Penrose', true],
  ['John Penrose', false],
  ['Tristan Vane', false],
])('%s asks, and the worry is about Morwenna Penrose: %s', (askedBy, may) => {
  const of = (label: string) => [{ title: 'Tristan Vane', label: 'Born', words: '' }, { title: 'Morwenna Penrose', label, words: '' }];
  expect(mayBeOfConcern(askedBy, of('The worry is about what they do'))).toBe(may);
  expect(mayBeOfConcern(askedBy, of('Lives with the child'))).toBe(false);
});

test.each([
  ['Shahid Akram', 'Shahid', true],
  ['Mr S. Akram', 'Shahid Akram, at work or at home', true],
  // Said by what they are to the child: a parent who asks may be the one.
  ['Nadia Akram', 'Her father', true],
  ['Nadia Akram', 'Shahid', false],
])('%s asks, and who must not be told is “%s”: %s', (askedBy, words, may) => {
  expect(mayBeOfConcern(askedBy, [{ title: 'First questions', label: 'Who must not be told', words }])).toBe(may);
});

test('where the child can be found is asked of a parent, who may be the one they are kept from; not of the child, nor of whom they authorised', () => {
  const report = [
    section('safety', 'Safety', ['Where the child is now', 'With an aunt']),
    section('children', 'Tamsin', ['Address', '1 Mill Lane, Ely']),
    section('children', 'Wren', ['Address', '57 Marestail Avenue, Ely'], ['Postcode', 'CB7 1ZZ'], ['School or nursery', 'Harrow Lane'], ['Uses services', 'No']),
    section('what-happened', 'What happened', ['Where', 'At home, 57 marestail avenue'], ['When', 'On Tuesday']),
  ];
  const asked = (asker: Belonging['asker']) => piecesOfReport('c', report, belongs({ asker }), { named: () => null, meant: () => null }).filter(({ title }) => title !== 'Tamsin').map(({ label, proposed: why }) => [label, why]);
  expect(asked('parent')).toEqual([['Where the child is now', 'safeguarding'], ['Address', 'safeguarding'], ['Postcode', 'safeguarding'], ['School or nursery', 'safeguarding'], ['Uses services', null], ['Where', 'safeguarding'], ['When', null]]);
  for (const asker of ['child', 'representative'] as const) expect(asked(asker).map(([, why]) => why)).toEqual([null, null, null, null, null, null, null]);
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
