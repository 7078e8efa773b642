import { createHash } from 'node:crypto';
import { refused, ok, type Result } from '../result';

/** A file as it was sent. Its name and the kind its sender gave it are words of theirs, and prove nothing. */
export interface SentFile {
  name: string;
  bytes: Uint8Array<ArrayBuffer>;
}

/** What was posted: field names with every value sent under them, exactly as typed. */
export class Form {
  constructor(
    private readonly pairs: readonly (readonly [string, string])[],
    private readonly files: readonly (readonly [string, SentFile])[] = [],
  ) {}

  /** The file that was chosen under this name; null where none was. */
  file(name: string): SentFile | null {
    return this.files.find(([key]) => key === name)?.[1] ?? null;
  }

  /** The first value of a field, or an empty string. */
  text(name: string): string {
    return this.pairs.find(([key]) => key === name)?.[1] ?? '';
  }

  /** Every value of a field, in the order sent. */
  list(name: string): string[] {
    return this.pairs.filter(([key]) => key === name).map(([, value]) => value);
  }

  /** The same form without the fields whose names begin so. */
  without(start: string): Form {
    return new Form(this.pairs.filter(([key]) => !key.startsWith(start)), this.files);
  }

  /** Every field: one value as a string, several as a list. */
  fields(): Record<string, string | string[]> {
    const grouped = new Map<string, string[]>();
    for (const [key, value] of this.pairs) grouped.set(key, [...(grouped.get(key) ?? []), value]);
    return Object.fromEntries([...grouped].map(([key, values]) => [key, values.length === 1 ? (values[0] ?? '') : values]));
  }
}

export type BodyProblem = 'wrong_type' | 'too_large' | 'not_utf8' | 'null_character' | 'cut_off';

/** The largest body read: many times the longest report, far below what would hurt (architecture point 2). */
export const BODY_LIMIT_BYTES = 2 * 1024 * 1024;
/** The largest body with a file in it: a letter of many scanned pages, and the form around it. Next itself cuts at 10 MB and says nothing. */
export const FILE_LIMIT_BYTES = 8 * 1024 * 1024 + 64 * 1024;

/** The largest body of a machine that is read to its end where a concern may be in it: Next itself cuts at 10 MB and says nothing. */
export const TAKEN_LIMIT_BYTES = 8 * 1024 * 1024;

/** A body that may hold a concern, as far as it is kept. */
export interface Taken {
  /** All of it, or its first `BODY_LIMIT_BYTES`: what follows was let go as it came, so that memory stays flat. */
  bytes: Uint8Array<ArrayBuffer>;
  /** Of the whole. */
  size: number;
  /** SHA-256 of the whole, in hexadecimal digits. */
  sha256: string;
}

/**
 * Reads a body.
 * @param limit a larger one is refused.
 * @param keep what is beyond is counted, hashed and let go.
 */
async function readUpTo(request: Request, limit: number, keep: number): Promise<Result<Taken, BodyProblem>> {
  const declared = Number(request.headers.get('content-length') ?? '0');
  if (declared > limit) return refused('too_large');
  const chunks: Uint8Array[] = [];
  const hash = createHash('sha256');
  let size = 0;
  if (request.body) {
    const reader: ReadableStreamDefaultReader<Uint8Array> = request.body.getReader();
    for (;;) {
      const { done, value } = await reader.read();
      if (done) break;
      if (size < keep) chunks.push(value.subarray(0, keep - size));
      size += value.byteLength;
      if (size > limit) {
        await reader.cancel();
        return refused('too_large');
      }
      hash.update(value);
    }
  }
  if (declared > 0 && size < declared) return refused('cut_off');
  return ok({ bytes: new Uint8Array(Buffer.concat(chunks)), size, sha256: hash.digest('hex') });
}

async function readBytes(request: Request, limit = BODY_LIMIT_BYTES): Promise<Result<Uint8Array<ArrayBuffer>, BodyProblem>> {
  const read = await readUpTo(request, limit, limit);
  return read.ok ? ok(read.value.bytes) : read;
}

/** Reads a body in which a concern may be: of one that is too large the beginning is kept (safe practice 17). */
export async function readTaken(request: Request): Promise<Result<Taken, BodyProblem>> {
  return readUpTo(request, TAKEN_LIMIT_BYTES, BODY_LIMIT_BYTES);
}

function strictText(bytes: Uint8Array): Result<string, BodyProblem> {
  try {
    const text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
    return text.includes('\0') ? refused('null_character') : ok(text);
  } catch {
    return refused('not_utf8');
  }
}

function percentBytes(part: string): Uint8Array {
  const source = Buffer.from(part.replaceAll('+', ' '), 'utf8');
  const out: number[] = [];
  for (let i = 0; i < source.length; i += 1) {
    const hex = source[i] === 0x25 ? source.subarray(i + 1, i + 3).toString('latin1') : '';
    if (/^[0-9a-f]{2}$/i.test(hex)) {
      out.push(Number.parseInt(hex, 16));
      i += 2;
    } else out.push(source[i] ?? 0);
  }
  return Uint8Array.from(out);
}

/**
 * Reads a form post. Unlike `request.formData()` it never turns bytes it cannot read into "�": what is not
 * strict UTF-8, holds a NUL or is larger than the limit is answered, not altered. Line ends come as the
 * browser sends them (CRLF) and are kept as line feeds.
 */
export async function readForm(request: Request): Promise<Result<Form, BodyProblem>> {
  const type = request.headers.get('content-type')?.split(';')[0]?.trim().toLowerCase();
  if (type !== 'application/x-www-form-urlencoded') return refused('wrong_type');
  const bytes = await readBytes(request);
  if (!bytes.ok) return bytes;
  const raw = strictText(bytes.value);
  if (!raw.ok) return raw;
  const pairs: [string, string][] = [];
  for (const part of raw.value.split('&')) {
    if (part === '') continue;
    const cut = part.indexOf('=');
    const key = strictText(percentBytes(cut === -1 ? part : part.slice(0, cut)));
    if (!key.ok) return key;
    const value = strictText(percentBytes(cut === -1 ? '' : part.slice(cut + 1)));
    if (!value.ok) return value;
    pairs.push([key.value, value.value.replaceAll('\r\n', '\n')]);
  }
  return ok(new Form(pairs));
}

/** What a text field of a form with files turns into where it was no UTF-8: it is answered like any other. */
const REPLACED = '\uFFFD';

/**
 * Reads a form that may hold files. The parts are taken apart by Node itself; the bytes of files come as they were sent.
 * @param arrived waited for once all of a form with files is here, before it is taken apart: whoever sends slowly keeps nobody waiting.
 * A form without files may still come as any other form does.
 */
export async function readUpload(request: Request, arrived: () => Promise<void> = () => Promise.resolve()): Promise<Result<Form, BodyProblem>> {
  const type = request.headers.get('content-type') ?? '';
  if (!/^multipart\/form-data\s*;/i.test(type)) return readForm(request);
  // A browser says how large a form is, and what is too large is refused before any of it is read. What does not say so gets no more
  // room than words do, so that many at once fill no memory (ASVS v5.0.0-5.2.1).
  const bytes = await readBytes(request, request.headers.has('content-length') ? FILE_LIMIT_BYTES : BODY_LIMIT_BYTES);
  if (!bytes.ok) return bytes;
  await arrived();
  let parts: FormData;
  try {
    parts = await new Response(bytes.value, { headers: { 'content-type': type } }).formData();
  } catch {
    // Node takes no words with a NUL in them; files may hold one.
    const whole = /--\r?\n?$/.test(Buffer.from(bytes.value.subarray(-4)).toString('latin1'));
    return refused(!whole ? 'cut_off' : bytes.value.includes(0) ? 'null_character' : 'wrong_type');
  }
  const pairs: [string, string][] = [];
  const files: [string, SentFile][] = [];
  for (const [name, value] of parts) {
    if (typeof value === 'string') pairs.push([name, value.replaceAll('\r\n', '\n')]);
    // A browser sends an empty part for a field in which no file was chosen.
    else if (value.name !== '' || value.size > 0) files.push([name, { name: value.name, bytes: new Uint8Array(await value.arrayBuffer()) }]);
  }
  const words = [...pairs.flat(), ...files.map(([, { name }]) => name)];
  if (words.some((text) => text.includes('\0'))) return refused('null_character');
  if (words.some((text) => text.includes(REPLACED))) return refused('not_utf8');
  return ok(new Form(pairs, files));
}

/** The text of a file or a body, read strictly: what is not UTF-8 is answered, not altered. */
export function readText(bytes: Uint8Array): Result<string, BodyProblem> {
  return strictText(bytes);
}

/** Reads a body as the bytes that came, all of it or none. */
export async function readAll(request: Request): Promise<Result<Taken, BodyProblem>> {
  return readUpTo(request, BODY_LIMIT_BYTES, BODY_LIMIT_BYTES);
}
