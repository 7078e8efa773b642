/** Kinds of file that are taken as an original, told by their bytes and never by what their sender calls them (N17). */
export const ORIGINAL_KINDS = ['pdf', 'eml', 'msg', 'docx', 'jpeg', 'png', 'gif', 'tiff', 'heic', 'text', 'sent'] as const;
export type OriginalKind = (typeof ORIGINAL_KINDS)[number];

interface KindRow {
  words: string;
  /** Endings of a name that go with it; the first is given to a download. */
  endings: readonly [string, ...string[]];
}

export const ORIGINAL_TABLE: Record<OriginalKind, KindRow> = {
  pdf: { words: 'PDF', endings: ['pdf'] },
  eml: { words: 'E-mail', endings: ['eml'] },
  msg: { words: 'E-mail of Outlook', endings: ['msg'] },
  docx: { words: 'Word document', endings: ['docx'] },
  jpeg: { words: 'Photograph or scan (JPEG)', endings: ['jpg', 'jpeg'] },
  png: { words: 'Picture (PNG)', endings: ['png'] },
  gif: { words: 'Picture (GIF)', endings: ['gif'] },
  tiff: { words: 'Scan (TIFF)', endings: ['tif', 'tiff'] },
  heic: { words: 'Photograph (HEIC)', endings: ['heic', 'heif'] },
  text: { words: 'Text', endings: ['txt'] },
  // Whatever it holds: nothing judges it by its bytes, since nothing that a machine sends is refused for its shape.
  sent: { words: 'As another system sent it', endings: ['json'] },
};

/** The largest original, in bytes: what a form can carry, less what the form itself needs. */
export const LARGEST_ORIGINAL_BYTES = 8 * 1024 * 1024;
/** Attached to one intake at most. */
export const MOST_ORIGINALS = 10;

const startsWith = (bytes: Uint8Array, marks: readonly number[], at = 0) => marks.every((mark, index) => bytes[at + index] === mark);
const latin = (bytes: Uint8Array, from: number, to: number) => Buffer.from(bytes.subarray(from, to)).toString('latin1');

/** A zip is a Word document where it holds one's parts, by the names that stand in it. */
function isWord(bytes: Uint8Array): boolean {
  const whole = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  return startsWith(bytes, [0x50, 0x4b, 0x03, 0x04]) && whole.includes('[Content_Types].xml') && whole.includes('word/document.xml');
}

/** An Outlook message is a compound file with streams of message properties, whose names are in UTF-16. */
function isOutlook(bytes: Uint8Array): boolean {
  return startsWith(bytes, [0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]) && Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).includes(Buffer.from('__substg1.0_', 'utf16le'));
}

const HEAD_BYTES = 4096;
const MAIL_HEADERS = /^(?:from|to|date|subject|received|return-path|message-id|mime-version|delivered-to)\s*:/gim;

/** A mail as it travels: lines of headers first, of which several are those of every mail. */
function isMail(bytes: Uint8Array): boolean {
  const head = latin(bytes, 0, HEAD_BYTES).split(/\r?\n\r?\n/)[0] ?? '';
  return /^[!-9;-~]+\s*:/.test(head) && (head.match(MAIL_HEADERS)?.length ?? 0) >= 2;
}

function isText(bytes: Uint8Array): boolean {
  // Tab, line feed, form feed and carriage return are text; every other control is not.
  if (bytes.some((byte) => byte < 0x20 && ![0x09, 0x0a, 0x0c, 0x0d].includes(byte))) return false;
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    return true;
  } catch {
    return false;
  }
}

/** What a file is, by its bytes; null where it is none of those that are taken. */
export function kindOfBytes(bytes: Uint8Array): OriginalKind | null {
  if (startsWith(bytes, [0x25, 0x50, 0x44, 0x46, 0x2d])) return 'pdf';
  if (startsWith(bytes, [0xff, 0xd8, 0xff])) return 'jpeg';
  if (startsWith(bytes, [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])) return 'png';
  if (/^GIF8[79]a/.test(latin(bytes, 0, 6))) return 'gif';
  if (startsWith(bytes, [0x49, 0x49, 0x2a, 0x00]) || startsWith(bytes, [0x4d, 0x4d, 0x00, 0x2a])) return 'tiff';
  if (/^ftyp(?:heic|heix|hevc|mif1|msf1)/.test(latin(bytes, 4, 12))) return 'heic';
  if (isWord(bytes)) return 'docx';
  if (isOutlook(bytes)) return 'msg';
  if (isMail(bytes)) return 'eml';
  return isText(bytes) ? 'text' : null;
}

/** empty, too_large, unknown: none of the kinds. other_name: its name says that it is something else. too_many: there are as many as may be. */
export type OriginalProblem = 'none' | 'empty' | 'too_large' | 'unknown' | 'other_name' | 'too_many';

export const ORIGINAL_PROBLEMS: Record<OriginalProblem, string> = {
  none: 'Choose the file first.',
  empty: 'The file is empty.',
  too_large: 'The file is larger than 8 megabytes. Send it in parts, or keep it where it is and say where in our notes.',
  unknown: 'This is none of the kinds that are kept: PDF, e-mail (.eml, .msg), Word (.docx), picture or text. Type in what it says; keep the original where it is.',
  other_name: 'The name of the file says that it is something else than it is. Save it under its own kind first.',
  too_many: `There are ${MOST_ORIGINALS} already. Take one away first.`,
};

export function isOriginalProblem(text: string): text is OriginalProblem {
  return Object.hasOwn(ORIGINAL_PROBLEMS, text);
}

/** May this file be kept, and as what? */
export function judgeOriginal({ name, bytes }: { name: string; bytes: Uint8Array }): { kind: OriginalKind } | { problem: OriginalProblem } {
  if (bytes.length === 0) return { problem: 'empty' };
  if (bytes.length > LARGEST_ORIGINAL_BYTES) return { problem: 'too_large' };
  const kind = kindOfBytes(bytes);
  if (kind === null) return { problem: 'unknown' };
  const ending = /\.([^.]{1,10})$/.exec(name.trim())?.[1]?.toLowerCase();
  // A mail or a note may have any name that is not another kind's.
  const fits = ending === undefined ? kind === 'text' || kind === 'eml' : ORIGINAL_TABLE[kind].endings.includes(ending);
  return fits ? { kind } : { problem: 'other_name' };
}
