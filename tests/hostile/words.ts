/** What somebody hostile, or a broken program, puts where words are asked; and whole bodies that are no form at all. */
import fc from 'fast-check';
import type { Pairs, SeenForm, Sent } from './crawl';
import { benign, urlencoded } from './crawl';

/** Planted once and looked for everywhere. */
export const EVIL: readonly string[] = [
  '',
  ' ',
  '\u202Eright to left\u202C שלום',
  '\uFFFF\uFFFE\uFEFF',
  'e\u0301\u0308\u0327'.repeat(50),
  // Cut anywhere by length, each leaves half a character.
  '😀'.repeat(400),
  `${'x'.repeat(299)}😀`,
  `${'x'.repeat(59)}😀${'y'.repeat(200)}`,
  'é'.repeat(20_001),
  'A'.repeat(70_000),
  '__proto__',
  'constructor',
  'toString',
  'hasOwnProperty',
  'null',
  'true',
  '-1',
  '0',
  '1e309',
  'NaN',
  '2147483648',
  '99999999999999999999',
  '0x10',
  '2026-02-30',
  '9999-99-99',
  '-271821-04-20',
  '24:61',
  '00000000-0000-0000-0000-000000000000',
  '0d5b4b0e-8f3f-4a8e-9b1e-0f4f7a0c3a11',
  '{"not":""}',
  '{"$ne":null}',
  '[]',
  '[object Object]',
  "' or 1=1 --",
  "'; drop table contact; --",
  '$1::int',
  '%00',
  '%',
  '../../../../etc/passwd',
  '..\\..\\boot.ini',
  '<script>alert(1)</script>',
  '{{7*7}}${7*7}<%= 7*7 %>',
  'a@b.example\r\nBcc: c@d.example',
  '=HYPERLINK("http://evil.example")',
  '\u001b[31m\r\n{"level":50}',
  '//evil.example/',
  'javascript:alert(1)',
];

const FORM = 'application/x-www-form-urlencoded';
const bytes = (...parts: (string | number[])[]) => new Uint8Array(Buffer.concat(parts.map((part) => (typeof part === 'string' ? Buffer.from(part, 'utf8') : Buffer.from(part)))));

/** Bodies that no browser sends for a form of ours. */
export const NO_FORMS: readonly (Sent & { name: string })[] = [
  { name: 'a NUL', body: 'words=a%00b&reference=%00', type: FORM },
  { name: 'half a surrogate pair', body: 'words=%ED%A0%80', type: FORM },
  { name: 'bytes that are no text', body: bytes('words=', [0xff, 0xfe, 0xc0, 0xaf]), type: FORM },
  { name: 'broken percent signs', body: 'words=%&%zz=%E0%A4&=%u0041&%', type: FORM },
  { name: 'a thousand fields', body: Array.from({ length: 1000 }, (_, index) => `f${index}=x`).join('&'), type: FORM },
  { name: 'one name ten thousand times', body: 'seen.1=I018&'.repeat(10_000), type: FORM },
  { name: 'only separators', body: '&&&===&&', type: FORM },
  { name: 'JSON', body: '{"words":{"not":""},"__proto__":{"polluted":true}}', type: 'application/json' },
  { name: 'JSON called a form', body: '{"words":["a"]}', type: FORM },
  { name: 'text, as a form of another page may send', body: 'words=x', type: 'text/plain' },
  { name: 'several parts', body: '--b\r\nContent-Disposition: form-data; name="words"\r\n\r\nx\r\n--b--\r\n', type: 'multipart/form-data; boundary=b' },
  { name: 'several parts without a boundary', body: '--b\r\n\r\nx\r\n--b--\r\n', type: 'multipart/form-data' },
  { name: 'parts within parts', body: '--b\r\nContent-Type: multipart/mixed; boundary=c\r\nContent-Disposition: form-data; name="file"\r\n\r\n--c\r\n\r\nx\r\n--c--\r\n--b--\r\n', type: 'multipart/form-data; boundary=b' },
  { name: 'a file whose name climbs', body: '--b\r\nContent-Disposition: form-data; name="file"; filename="../../x\u0007\\..\\y.pdf.exe"\r\nContent-Type: application/pdf\r\n\r\n%PDF-1.7 <script>\r\n--b--\r\n', type: 'multipart/form-data; boundary=b' },
  { name: 'a file without an end', body: '--b\r\nContent-Disposition: form-data; name="file"; filename="x"\r\n\r\nabc', type: 'multipart/form-data; boundary=b' },
  { name: 'a boundary of its own kind', body: '--\r\n\r\n--', type: 'multipart/form-data; boundary=""' },
  { name: 'nothing', body: '', type: FORM },
  { name: 'no known type', body: 'x', type: 'application/x-unknown; charset=utf-7' },
];

/** Ten megabytes of words: answered, and read no further than the limit. */
export const TOO_LARGE: Sent = { body: `words=${'a'.repeat(10 * 1024 * 1024)}`, type: FORM };

const evil = fc.oneof({ weight: 4, arbitrary: fc.constantFrom(...EVIL) }, { weight: 1, arbitrary: fc.string({ unit: 'grapheme', maxLength: 400 }) }, { weight: 1, arbitrary: fc.string({ unit: 'binary', maxLength: 400 }) });

/** A body for a form: each field kept, spoilt, left out, said twice, or asked for by an operator. */
export function bodies(form: SeenForm): fc.Arbitrary<Sent> {
  const good = benign(form);
  const each = good.map(([name, value]) =>
    fc.oneof(
      { weight: 5, arbitrary: fc.constant<Pairs>([[name, value]]) },
      { weight: 4, arbitrary: evil.map((spoilt): Pairs => [[name, spoilt]]) },
      { weight: 1, arbitrary: fc.constant<Pairs>([]) },
      { weight: 1, arbitrary: evil.map((spoilt): Pairs => [[name, value], [name, spoilt]]) },
      { weight: 1, arbitrary: fc.constantFrom('[]', '[not]', '[$ne]', '[0][x]', '.not', '.constructor').map((end): Pairs => [[`${name}${end}`, value]]) },
    ),
  );
  const strange = fc.array(fc.tuple(fc.constantFrom('__proto__', '__proto__[polluted]', 'constructor.prototype.polluted', 'x', '', '\u202E'), evil), { maxLength: 2 });
  return fc.tuple(fc.tuple(...each), strange).map(([pairs, more]) => urlencoded([...pairs.flat(), ...more]));
}
