import { describe, expect, it, test } from 'vitest';
import { judgeOriginal, kindOfBytes, LARGEST_ORIGINAL_BYTES } from './kinds';

const bytes = (...parts: (string | number[])[]) => new Uint8Array(Buffer.concat(parts.map((part) => (typeof part === 'string' ? Buffer.from(part, 'latin1') : Buffer.from(part)))));
const utf16 = (text: string) => [...Buffer.from(text, 'utf16le')];
const OLE = [0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1];
const MAIL = 'Return-Path: <a@example.org>\r\nFrom: A <a@example.org>\r\nTo: b@example.org\r\nSubject: A worry\r\n\r\nShe came in again.';

test.each([
  ['pdf', bytes('%PDF-1.7\n')],
  ['jpeg', bytes([0xff, 0xd8, 0xff, 0xe0])],
  ['png', bytes([0x89], 'PNG\r\n', [0x1a], '\n')],
  ['gif', bytes('GIF89a')],
  ['tiff', bytes('II*', [0])],
  ['tiff', bytes('MM', [0], '*')],
  ['heic', bytes([0, 0, 0, 0x18], 'ftypheic')],
  ['docx', bytes('PK', [3, 4], 'x[Content_Types].xmly word/document.xml')],
  ['msg', bytes(OLE, [0, 0], utf16('__substg1.0_0037001F'))],
  ['eml', bytes(MAIL)],
  ['text', bytes('Dear all, she came in again.')],
])('%s is told by its bytes', (kind, content) => {
  expect(kindOfBytes(content)).toBe(kind);
});

test.each([
  ['a program', bytes('MZ', [0x90, 0])],
  ['a zip that is no Word document', bytes('PK', [3, 4], 'xl/workbook.xml [Content_Types].xml')],
  ['an old Word document', bytes(OLE, utf16('WordDocument'))],
  ['text of another encoding', bytes([0x44, 0xe9, 0x6a])],
])('%s is none', (_, content) => {
  expect(kindOfBytes(content)).toBeNull();
});

describe('a file that is offered', () => {
  const pdf = bytes('%PDF-1.7\n');
  it.each([
    ['brief.pdf', pdf, { kind: 'pdf' }],
    ['BRIEF.PDF', pdf, { kind: 'pdf' }],
    ['brief.pdf.exe', pdf, { problem: 'other_name' }],
    ['brief', pdf, { problem: 'other_name' }],
    ['brief.docx', pdf, { problem: 'other_name' }],
    ['page.html', bytes('<script>alert(1)</script>'), { problem: 'other_name' }],
    ['mail.eml', bytes(MAIL), { kind: 'eml' }],
    ['mail', bytes(MAIL), { kind: 'eml' }],
    ['tool.exe', bytes('MZ', [0x90, 0]), { problem: 'unknown' }],
    ['empty.pdf', bytes(), { problem: 'empty' }],
  ])('%s', (name, content, judged) => {
    expect(judgeOriginal({ name, bytes: content })).toEqual(judged);
  });
  it('is at most 8 megabytes', () => {
    const large = new Uint8Array(LARGEST_ORIGINAL_BYTES + 1);
    large.set(pdf);
    expect(judgeOriginal({ name: 'a.pdf', bytes: large })).toEqual({ problem: 'too_large' });
    expect(judgeOriginal({ name: 'a.pdf', bytes: large.subarray(0, LARGEST_ORIGINAL_BYTES) })).toEqual({ kind: 'pdf' });
  });
});
