import sharp from 'sharp';
import { describe, expect, it, test } from 'vitest';
import { bytesOf as bytes, docx, odt, photograph, promisingPng, zipOf } from '@/tests/integration/files';
import { drawAnew } from './draw-anew';
import { judgeOriginal, kindOfBytes } from './judge';
import { LARGEST_ORIGINAL_BYTES, ORIGINAL_PROBLEMS } from './kinds';

const utf16 = (text: string) => [...Buffer.from(text, 'utf16le')];
const OLE = [0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1];
const MAIL = 'Return-Path: <a@example.org>\r\nFrom: A <a@example.org>\r\nTo: b@example.org\r\nSubject: A worry\r\n\r\nShe came in again.';

test.each([
  ['pdf', bytes('%PDF-1.7\n')],
  ['jpeg', bytes([0xff, 0xd8, 0xff, 0xe0])],
  ['png', promisingPng(1, 1)],
  ['webp', bytes('RIFF', [0, 0, 0, 0], 'WEBPVP8 ')],
  ['tiff', bytes('II*', [0])],
  ['heic', bytes([0, 0, 0, 0x18], 'ftypheic')],
  ['docx', docx()],
  ['odt', odt()],
  ['msg', bytes(OLE, [0, 0], utf16('__substg1.0_0037001F'))],
  ['eml', bytes(MAIL)],
  ['text', bytes('Dear all, she came in again.')],
  // Two boys' initials, which are also how a program and a bitmap begin.
  ['text', bytes('MZ and JK went home, MZ by himself.')],
  ['text', bytes('BM and MM went home, BM by himself.')],
])('%s is told by its bytes', async (kind, content) => {
  expect(await kindOfBytes(content)).toBe(kind);
});

test.each([
  ['a program', bytes('MZ', [0x90, 0, 3, 0])],
  ['an archive', zipOf([['letter.pdf', '%PDF-1.7']])],
  ['a spreadsheet', zipOf([['[Content_Types].xml', '<Types><Override ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/></Types>'], ['xl/workbook.xml', '']])],
  ['an old Word document', bytes(OLE, utf16('WordDocument'))],
  ['text of another encoding', bytes([0x44, 0xe9, 0x6a])],
  ['a picture whose comment is a script', bytes('GIF89a/*', [1, 0, 0, 0], '*/=1;alert(document.cookie);')],
])('%s is none', async (_, content) => {
  expect(await kindOfBytes(content)).toBeNull();
});

test('one whose name is another kind than it is says so in plain words', () => expect(ORIGINAL_PROBLEMS.other_name).toContain('The file’s name does not match what is in it.'));

describe('a file that is offered', () => {
  const pdf = bytes('%PDF-1.7\n');
  it.each([
    ['brief.pdf', pdf, { kind: 'pdf' }],
    ['BRIEF.PDF', pdf, { kind: 'pdf' }],
    ['../../etc/passwd.pdf', pdf, { kind: 'pdf' }],
    ['brief.pdf.exe', pdf, { problem: 'other_name' }],
    ['brief', pdf, { problem: 'other_name' }],
    ['brief.docx', pdf, { problem: 'other_name' }],
    ['page.html', bytes('<script>alert(1)</script>'), { problem: 'other_name' }],
    ['drawing.svg', bytes('<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'), { problem: 'other_name' }],
    ['drawing.png', bytes('<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'), { problem: 'other_name' }],
    ['mail.eml', bytes(MAIL), { kind: 'eml' }],
    ['mail', bytes(MAIL), { kind: 'eml' }],
    ['tool.exe', bytes('MZ', [0x90, 0, 3, 0]), { problem: 'unknown' }],
    ['tool.pdf', bytes('MZ', [0x90, 0, 3, 0]), { problem: 'unknown' }],
    ['letter.docx', zipOf([['letter.pdf', '%PDF-1.7']]), { problem: 'unknown' }],
    ['letter.docx', docx(), { kind: 'docx' }],
    ['empty.pdf', bytes(), { problem: 'empty' }],
    // A reader of PDFs shows a letter, an unpacker finds a program.
    ['letter.pdf', bytes('%PDF-1.7\n', zipOf([['run.exe', 'MZ']])), { problem: 'two_kinds' }],
    ['letter.pdf', bytes('%PDF-1.7\n', zipOf([['run.exe', 'MZ']]), '\n%%EOF'), { problem: 'two_kinds' }],
    // Words that only look like the end of an archive.
    ['letter.pdf', bytes('%PDF-1.7\nPK\u0005\u0006 is how an archive ends, and this is none.\n%%EOF'), { kind: 'pdf' }],
    ['flood.png', promisingPng(30_000, 30_000), { problem: 'too_many_pixels' }],
    ['large.png', promisingPng(8000, 8000), { kind: 'png' }],
    ['larger.png', promisingPng(8000, 8001), { problem: 'too_many_pixels' }],
    ['broken.jpg', bytes([0xff, 0xd8, 0xff, 0xe0]), { problem: 'unreadable' }],
  ])('%s', async (name, content, judged) => {
    expect(await judgeOriginal({ name, bytes: content })).toEqual(judged);
  });
  it('is at most 8 megabytes', async () => {
    const large = new Uint8Array(LARGEST_ORIGINAL_BYTES + 1);
    large.set(pdf);
    expect(await judgeOriginal({ name: 'a.pdf', bytes: large })).toEqual({ problem: 'too_large' });
    expect(await judgeOriginal({ name: 'a.pdf', bytes: large.subarray(0, LARGEST_ORIGINAL_BYTES) })).toEqual({ kind: 'pdf' });
  });
  it('that is small and would be very large once unpacked or drawn fills no memory', async () => {
    const before = process.memoryUsage().rss;
    // 300 megabytes of nothing where a Word document says what it is, and a picture of 30,000 by 30,000.
    const bomb = zipOf([['[Content_Types].xml', Buffer.alloc(300 * 1024 * 1024)], ['word/document.xml', '']], true);
    const packed = process.memoryUsage().rss;
    expect(bomb.length).toBeLessThan(1024 * 1024);
    expect(await judgeOriginal({ name: 'a.docx', bytes: bomb })).toEqual({ problem: 'unknown' });
    expect(await judgeOriginal({ name: 'flood.png', bytes: promisingPng(30_000, 30_000) })).toEqual({ problem: 'too_many_pixels' });
    expect(process.memoryUsage().rss - Math.max(before, packed)).toBeLessThan(50 * 1024 * 1024);
  });
});

describe('a picture drawn anew', () => {
  it('says nothing of where and with what it was taken, and stands upright', async () => {
    const came = await photograph();
    const before = await sharp(came).metadata();
    expect([before.orientation, before.width, before.height]).toEqual([6, 6, 4]);
    expect(Buffer.from(came).includes('Telephone 9')).toBe(true);
    const copy = await drawAnew('jpeg', came);
    const { exif, xmp, iptc, icc, orientation, width, height, format } = await sharp(copy?.bytes).metadata();
    expect({ exif, xmp, iptc, icc, orientation, width, height, format }).toEqual({ width: 4, height: 6, format: 'jpeg' });
    expect(Buffer.from(copy?.bytes ?? []).includes('Telephone 9')).toBe(false);
    expect(Buffer.from(copy?.bytes ?? []).includes('Exif')).toBe(false);
  });
  it('loses what hid behind it', async () => {
    const hidden = bytes(await photograph(), '<script>alert(1)</script>');
    expect(Buffer.from((await drawAnew('jpeg', hidden))?.bytes ?? []).includes('script')).toBe(false);
  });
  it('keeps all sheets of a scan', async () => {
    const sheet = await sharp({ create: { width: 10, height: 20, channels: 3, background: '#000000' } }).png().toBuffer();
    const scan = await sharp([sheet, sheet, sheet], { join: { across: 1, animated: true } }).tiff().toBuffer();
    const copy = await drawAnew('tiff', new Uint8Array(scan));
    expect(await sharp(copy?.bytes).metadata()).toMatchObject({ width: 10, height: 60 });
  });
  it.each([['heic', bytes([0, 0, 0, 0x18], 'ftypheic')], ['jpeg', bytes([0xff, 0xd8, 0xff, 0xe0])], ['pdf', bytes('%PDF-1.7')]] as const)('is none of %s that cannot be drawn', async (kind, content) => {
    expect(await drawAnew(kind, content)).toBeNull();
  });
});
