import { fileTypeFromBuffer } from 'file-type';
import sharp from 'sharp';
import { LARGEST_ORIGINAL_BYTES, MOST_PIXELS, ORIGINAL_TABLE, type OriginalKind, type OriginalProblem } from './kinds';

/** What the library calls the kinds that are kept. */
const BY_MIME: Readonly<Record<string, OriginalKind>> = {
  'application/pdf': 'pdf',
  'application/vnd.openxmlformats-officedocument.wordprocessingml.document': 'docx',
  'application/vnd.oasis.opendocument.text': 'odt',
  'image/jpeg': 'jpeg',
  'image/png': 'png',
  'image/webp': 'webp',
  'image/tiff': 'tiff',
  'image/heic': 'heic',
  'image/heif': 'heic',
};
const COMPOUND = 'application/x-cfb';

const bufferOf = (bytes: Uint8Array) => Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);

/** An Outlook message is a compound file with streams of message properties, whose names are in UTF-16. */
const isOutlook = (bytes: Uint8Array) => bufferOf(bytes).includes(Buffer.from('__substg1.0_', 'utf16le'));

const HEAD_BYTES = 4096;
const MAIL_HEADERS = /^(?:from|to|date|subject|received|return-path|message-id|mime-version|delivered-to)\s*:/gim;

/** A mail as it travels: lines of headers first, of which several are those of every mail. */
function isMail(bytes: Uint8Array): boolean {
  const head = bufferOf(bytes).subarray(0, HEAD_BYTES).toString('latin1').split(/\r?\n\r?\n/)[0] ?? '';
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
export async function kindOfBytes(bytes: Uint8Array): Promise<OriginalKind | null> {
  const mime = (await fileTypeFromBuffer(bytes))?.mime ?? '';
  const known = BY_MIME[mime];
  if (known !== undefined) return known;
  if (mime === COMPOUND) return isOutlook(bytes) ? 'msg' : null;
  // Words may begin with the letters by which a program is known, such as initials; a program holds more than words.
  if (!isText(bytes)) return isMail(bytes) ? 'eml' : null;
  return isMail(bytes) ? 'eml' : 'text';
}

const ZIP_END = Buffer.from([0x50, 0x4b, 0x05, 0x06]);
const ZIP_DIRECTORY = 0x02014b50;
/** The end of an archive stands in the last bytes of a file: its record, and a comment of at most 65,535. */
const ZIP_TAIL = 22 + 65_535;

/** Does an archive end in this file, with its directory where it says? Then an unpacker takes it for one, whatever stands before. */
function endsAsArchive(bytes: Uint8Array): boolean {
  const whole = bufferOf(bytes);
  const end = whole.lastIndexOf(ZIP_END);
  if (end === -1 || end < whole.length - ZIP_TAIL || end + 22 > whole.length) return false;
  const directory = end - whole.readUInt32LE(end + 12);
  return whole.readUInt16LE(end + 10) > 0 && directory >= 0 && directory + 4 <= end && whole.readUInt32LE(directory) === ZIP_DIRECTORY;
}

const ARCHIVES: readonly OriginalKind[] = ['docx', 'odt'];
/** What sharp reads in the build that npm gives. */
export const DRAWN: readonly OriginalKind[] = ['jpeg', 'png', 'webp', 'tiff'];

/** Width and height by a picture's header: nothing is drawn, however much its header promises. */
async function pictureProblem(bytes: Uint8Array): Promise<OriginalProblem | null> {
  try {
    const { width, height, pages = 1 } = await sharp(bytes, { limitInputPixels: false }).metadata();
    return width * height * pages > MOST_PIXELS ? 'too_many_pixels' : null;
  } catch {
    return 'unreadable';
  }
}

/** May this file be kept, and as what? Extension and bytes must agree. */
export async function judgeOriginal({ name, bytes }: { name: string; bytes: Uint8Array }): Promise<{ kind: OriginalKind } | { problem: OriginalProblem }> {
  if (bytes.length === 0) return { problem: 'empty' };
  if (bytes.length > LARGEST_ORIGINAL_BYTES) return { problem: 'too_large' };
  const kind = await kindOfBytes(bytes);
  if (kind === null) return { problem: 'unknown' };
  const ending = /\.([^.]{1,10})$/.exec(name.trim())?.[1]?.toLowerCase();
  // A mail or a note may have any name that is not another kind's.
  const fits = ending === undefined ? kind === 'text' || kind === 'eml' : ORIGINAL_TABLE[kind].endings.includes(ending);
  if (!fits) return { problem: 'other_name' };
  if (!ARCHIVES.includes(kind) && endsAsArchive(bytes)) return { problem: 'two_kinds' };
  const problem = DRAWN.includes(kind) ? await pictureProblem(bytes) : null;
  return problem === null ? { kind } : { problem };
}
