import { inflateSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { letterPdf } from './pdf';
import type { LetterText } from './model';
import { pdfText } from '@/tests/canary/pdf-text';

const LETTER: LetterText = {
  title: 'What we decided: WMS-7F3K-29QX',
  from: ['Westmarsh County Council', 'Front door'],
  to: 'Łukasz Żebrowski',
  date: 'Tuesday 7 April 2026',
  reference: 'WMS-7F3K-29QX',
  blocks: [
    { kind: 'paragraph', text: 'Thank you for what you told us.' },
    { kind: 'heading', text: 'What we decided' },
    { kind: 'list', items: ['First', 'Second'] },
    { kind: 'quote', text: 'Who collects him?' },
    { kind: 'signature', lines: ['Gareth Hume'] },
  ],
};

const latin = (bytes: Uint8Array) => Buffer.from(bytes).toString('latin1');

/** The types of the structure elements, in the order written. */
function elements(pdf: string): string[] {
  return [...pdf.matchAll(/\/S \/(\w+)/g)].map((match) => match[1] ?? '');
}

/** What every embedded character map says its glyphs are. */
function characters(bytes: Uint8Array): string {
  const found: string[] = [];
  const raw = latin(bytes);
  for (const stream of raw.matchAll(/\/FlateDecode[\s\S]*?stream\n([\s\S]*?)\nendstream/g)) {
    const text = latin(inflateSync(Buffer.from(stream[1] ?? '', 'latin1')));
    if (!text.includes('beginbfrange')) continue;
    for (const code of text.matchAll(/<([0-9a-f]{4})>/g)) found.push(String.fromCodePoint(Number.parseInt(code[1] ?? '0', 16)));
  }
  return found.join('');
}

test('a letter is a tagged PDF/UA in British English, A4, whose title holds no name', async () => {
  const pdf = latin(await letterPdf(LETTER));
  expect(pdf.startsWith('%PDF-1.7')).toBe(true);
  expect(pdf).toContain('/Marked true');
  expect(pdf).toContain('/Lang (en-GB)');
  expect(pdf).toContain('<pdfuaid:part>1</pdfuaid:part>');
  expect(pdf).toContain('/DisplayDocTitle true');
  expect(pdf).toMatch(/\/MediaBox \[0 0 595\.28 841\.89\]/);
  expect(pdf).not.toMatch(/Title[^\n]*(Łukasz|Gareth)/);
});

test('its structure tree says what is heading, paragraph, list and quotation', async () => {
  const types = elements(latin(await letterPdf(LETTER)));
  const count = (type: string) => types.filter((each) => each === type).length;
  // Two lines of sender, date, reference, recipient, one paragraph, one line of signature.
  expect(count('P')).toBe(7);
  expect([count('Document'), count('H1'), count('H2'), count('L'), count('LI'), count('Lbl'), count('LBody'), count('BlockQuote')]).toEqual([1, 1, 1, 1, 2, 2, 2, 1]);
});

test('names keep their letters', async () => {
  const known = characters(await letterPdf(LETTER));
  for (const letter of 'ŁŻ') expect(known).toContain(letter);
});

test('a long letter runs over pages and every list item keeps its bullet', async () => {
  const long = { ...LETTER, blocks: [{ kind: 'list' as const, items: Array.from({ length: 90 }, (_, index) => `Item ${index}`) }] };
  const pdf = latin(await letterPdf(long));
  expect(pdf.match(/\/Type \/Page\n/g)?.length ?? 0).toBeGreaterThan(1);
  expect(elements(pdf).filter((type) => type === 'LI')).toHaveLength(90);
});

test('its words can be read out of it again, as the canary suite does', async () => {
  const read = pdfText(await letterPdf(LETTER));
  for (const words of ['Łukasz Żebrowski', 'Thank you for what you told us.', 'What we decided', 'Who collects him?', 'Gareth Hume']) expect(read.replace(/\s+/g, ' ')).toContain(words);
});
