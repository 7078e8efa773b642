import { refused, ok, type Result } from '../result';

/** What was posted: field names with every value sent under them, exactly as typed. */
export class Form {
  constructor(private readonly pairs: readonly (readonly [string, string])[]) {}

  /** The first value of a field, or an empty string. */
  text(name: string): string {
    return this.pairs.find(([key]) => key === name)?.[1] ?? '';
  }

  /** Every value of a field, in the order sent. */
  list(name: string): string[] {
    return this.pairs.filter(([key]) => key === name).map(([, value]) => value);
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

async function readBytes(request: Request): Promise<Result<Uint8Array, BodyProblem>> {
  const declared = Number(request.headers.get('content-length') ?? '0');
  if (declared > BODY_LIMIT_BYTES) return refused('too_large');
  const chunks: Uint8Array[] = [];
  let size = 0;
  if (request.body) {
    const reader: ReadableStreamDefaultReader<Uint8Array> = request.body.getReader();
    for (;;) {
      const { done, value } = await reader.read();
      if (done) break;
      size += value.byteLength;
      if (size > BODY_LIMIT_BYTES) {
        await reader.cancel();
        return refused('too_large');
      }
      chunks.push(value);
    }
  }
  if (declared > 0 && size < declared) return refused('cut_off');
  return ok(Buffer.concat(chunks));
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
