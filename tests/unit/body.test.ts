/** What was typed arrives exactly or is answered, never altered (architecture point 2; issue 2 section 3). */
import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { BODY_LIMIT_BYTES, FILE_LIMIT_BYTES, readForm, readTaken, readUpload, type BodyProblem } from '@/lib/platform/http/body';

const FORM = 'application/x-www-form-urlencoded';

function post(body: string | Uint8Array<ArrayBuffer> | ReadableStream<Uint8Array>, headers: Record<string, string> = {}): Request {
  return new Request('http://localhost:3000/x', { method: 'POST', body, headers: { 'content-type': FORM, ...headers }, duplex: 'half' } as RequestInit);
}

async function fields(request: Request): Promise<Record<string, string | string[]>> {
  const read = await readForm(request);
  if (!read.ok) throw new Error(read.problem);
  return read.value.fields();
}

async function problem(request: Request): Promise<BodyProblem | null> {
  const read = await readForm(request);
  return read.ok ? null : read.problem;
}

describe('what was typed is kept', () => {
  test.each([
    ['plain words', 'words=plain+words', 'plain words'],
    ['a plus sign and an ampersand', 'words=1%2B1+%26+2', '1+1 & 2'],
    ['an equals sign, unescaped', 'words=a=b', 'a=b'],
    ['nothing', 'words=', ''],
    ['a name without a value', 'words', ''],
    ['emoji of several parts', `words=${encodeURIComponent('👩‍👧‍👦 safe')}`, '👩‍👧‍👦 safe'],
    ['right-to-left text with its marks', `words=${encodeURIComponent('שלום \u202Eabc\u202C')}`, 'שלום \u202Eabc\u202C'],
    ['a byte order mark inside', `words=${encodeURIComponent('\uFEFFabc')}`, '\uFEFFabc'],
    ['combining marks, not composed', `words=${encodeURIComponent('e\u0301')}`, 'e\u0301'],
    ['a percent sign that escapes nothing', 'words=100%25+and+100%', '100% and 100%'],
    ['lines, as line feeds', 'words=one%0D%0Atwo%0Athree', 'one\ntwo\nthree'],
  ])('%s', async (_, body, kept) => {
    expect(await fields(post(body))).toEqual({ words: kept });
  });

  test('whatever a browser can send', async () => {
    await fc.assert(
      fc.asyncProperty(fc.string({ unit: 'grapheme', maxLength: 200 }), async (typed) => {
        fc.pre(!typed.includes('\0') && !typed.includes('\r'));
        expect(await fields(post(new URLSearchParams({ words: typed }).toString()))).toEqual({ words: typed });
      }),
    );
  });

  test('20,000 characters, counted as sent', async () => {
    const narrative = 'é'.repeat(20_000);
    expect((await fields(post(new URLSearchParams({ words: narrative }).toString())))['words']).toBe(narrative);
  });

  test('several boxes of one name, in order; the first alone when one is asked for', async () => {
    const read = await readForm(post('seen=I018&seen=I002&name=x'));
    if (!read.ok) throw new Error(read.problem);
    expect(read.value.list('seen')).toEqual(['I018', 'I002']);
    expect(read.value.text('seen')).toBe('I018');
    expect(read.value.list('absent')).toEqual([]);
    expect(read.value.text('absent')).toBe('');
    expect(read.value.fields()).toEqual({ seen: ['I018', 'I002'], name: 'x' });
  });

  test('a name that every object has is only a name', async () => {
    const read = await readForm(post('__proto__=x&constructor=y'));
    if (!read.ok) throw new Error(read.problem);
    expect(read.value.text('constructor')).toBe('y');
    expect(({} as Record<string, unknown>)['x']).toBeUndefined();
  });
});

describe('what cannot be kept is answered', () => {
  test.each<[string, Request, BodyProblem]>([
    ['a NUL', post('words=a%00b'), 'null_character'],
    ['a NUL in a name', post('wo%00rds=a'), 'null_character'],
    ['half a surrogate pair', post('words=%ED%A0%80'), 'not_utf8'],
    ['a byte that begins nothing', post('words=%FF'), 'not_utf8'],
    ['raw bytes of another encoding', post(Uint8Array.from([...Buffer.from('words=caf'), 0xe9])), 'not_utf8'],
    ['an overlong slash', post('words=%C0%AF'), 'not_utf8'],
    ['JSON', post('{}', { 'content-type': 'application/json' }), 'wrong_type'],
    ['several parts', post('x', { 'content-type': 'multipart/form-data; boundary=x' }), 'wrong_type'],
    ['no type at all', post(new ReadableStream({ start: (to) => to.close() }), { 'content-type': '' }), 'wrong_type'],
    ['less than was announced', post('words=a', { 'content-length': '100' }), 'cut_off'],
    ['more than the limit, announced', post('words=a', { 'content-length': String(BODY_LIMIT_BYTES + 1) }), 'too_large'],
  ])('%s', async (_, request, expected) => {
    expect(await problem(request)).toBe(expected);
  });

  test('one byte more than 2 MB, not announced, is read no further', async () => {
    let sent = 0;
    const endless = new ReadableStream<Uint8Array>({
      pull: (to) => {
        sent += 65_536;
        to.enqueue(new Uint8Array(65_536).fill(0x61));
      },
    });
    expect(await problem(post(endless))).toBe('too_large');
    expect(sent).toBeLessThanOrEqual(2 * 1024 * 1024 + 4 * 65_536);
  });

  test('of a body in which a concern may be the first 2 MB are kept and memory stays flat; beyond 8 MB nothing is read', async () => {
    const MB = 1024 * 1024;
    const stream = (megabytes: number) => {
      let sent = 0;
      const body = new ReadableStream<Uint8Array>({
        pull: (to) => {
          if (sent >= megabytes * 16) return to.close();
          sent += 1;
          to.enqueue(new Uint8Array(65_536).fill(0x61));
        },
      });
      return { body, sent: () => sent * 65_536 };
    };
    const five = await readTaken(post(stream(5).body));
    expect(five.ok && [five.value.bytes.length, five.value.size]).toEqual([2 * MB, 5 * MB]);
    expect(five.ok && five.value.sha256).toBe(createHash('sha256').update(Buffer.alloc(5 * MB, 'a')).digest('hex'));
    const eight = await readTaken(post(stream(8).body));
    expect(eight.ok && [eight.value.bytes.length, eight.value.size]).toEqual([2 * MB, 8 * MB]);
    const many = stream(100);
    expect(await readTaken(post(many.body))).toEqual({ ok: false, problem: 'too_large' });
    expect(many.sent()).toBeLessThanOrEqual(8 * MB + 4 * 65_536);
    expect(await readTaken(post('{}', { 'content-length': String(8 * MB + 1) }))).toEqual({ ok: false, problem: 'too_large' });
  });

  test('exactly 2 MB is taken', async () => {
    expect(await problem(post(`w=${'a'.repeat(2 * 1024 * 1024 - 2)}`))).toBeNull();
    expect(await problem(post(`w=${'a'.repeat(2 * 1024 * 1024 - 1)}`))).toBe('too_large');
  });

  test('a form type with its character set is the form type', async () => {
    expect(await problem(post('words=a', { 'content-type': `${FORM}; charset=UTF-8` }))).toBeNull();
  });
});

describe('a form with files', () => {
  const upload = (form: FormData, headers: Record<string, string> = {}) => {
    const made = new Request('http://localhost:3000/x', { method: 'POST', body: form });
    return new Request(made, { headers: { ...Object.fromEntries(made.headers), ...headers } });
  };
  test('brings the bytes of a file as they are, and its words as typed', async () => {
    const bytes = Uint8Array.from({ length: 300 }, (_, index) => index % 256);
    const form = new FormData();
    form.set('words', 'one\r\ntwo é');
    form.set('file', new File([bytes], 'Brief “1”.pdf'));
    form.set('none', new File([], ''));
    const read = await readUpload(upload(form));
    if (!read.ok) throw new Error(read.problem);
    expect(read.value.text('words')).toBe('one\ntwo é');
    expect(read.value.file('file')?.name).toBe('Brief “1”.pdf');
    expect(Buffer.compare(read.value.file('file')?.bytes ?? new Uint8Array(), bytes)).toBe(0);
    expect(read.value.file('none')).toBeNull();
  });
  test.each([
    ['is no UTF-8', 'not_utf8', Buffer.from('--b\r\nContent-Disposition: form-data; name="w"\r\n\r\n\xe9\r\n--b--\r\n', 'latin1')],
    ['holds a NUL', 'null_character', Buffer.from('--b\r\nContent-Disposition: form-data; name="w"\r\n\r\na\0b\r\n--b--\r\n')],
    ['is cut off', 'cut_off', Buffer.from('--b\r\nContent-Disposition: form-data; name="w"; filename="x"\r\n\r\nabc')],
    ['is too large', 'too_large', Buffer.alloc(FILE_LIMIT_BYTES + 1)],
  ])('that %s is answered', async (_, problem, body) => {
    const read = await readUpload(new Request('http://localhost:3000/x', { method: 'POST', body: new Uint8Array(body), headers: { 'content-type': 'multipart/form-data; boundary=b' } }));
    expect(read).toEqual({ ok: false, problem });
  });
  test('may be a form without any', async () => {
    const read = await readUpload(post('words=one'));
    expect(read.ok && read.value.text('words')).toBe('one');
  });
});
