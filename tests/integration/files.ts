/** Files as somebody might send them, made here byte by byte: no picture of anybody, and no real virus. */
import { crc32, deflateSync } from 'node:zlib';
import sharp from 'sharp';

export const bytesOf = (...parts: (string | readonly number[] | Uint8Array)[]): Uint8Array<ArrayBuffer> => new Uint8Array(Buffer.concat(parts.map((part) => (typeof part === 'string' ? Buffer.from(part, 'latin1') : Buffer.from(part)))));

/** The words by which every scanner tells that it works: no virus (eicar.org). Put together here, so that no scanner finds this file. */
export const EICAR = bytesOf('X5O!P%@AP[4\\PZX54(P^)7CC)7}$', 'EICAR-STANDARD-ANTIVIRUS-TEST-FILE!', '$H+H*');

const le = (value: number, size: 2 | 4) => {
  const out = Buffer.alloc(size);
  out[size === 2 ? 'writeUInt16LE' : 'writeUInt32LE'](value);
  return out;
};

/** An archive with members as they are, nothing packed (PKWARE APPNOTE 4.3). */
export function zipOf(members: readonly (readonly [name: string, content: string | Uint8Array])[], packed = false): Uint8Array<ArrayBuffer> {
  const locals: Buffer[] = [];
  const directory: Buffer[] = [];
  let at = 0;
  for (const [name, content] of members) {
    const plain = Buffer.from(content);
    const body = packed ? deflateSync(plain).subarray(2, -4) : plain;
    const head = Buffer.concat([le(20, 2), le(0, 2), le(packed ? 8 : 0, 2), le(0, 4), le(crc32(plain), 4), le(body.length, 4), le(plain.length, 4), le(name.length, 2), le(0, 2)]);
    const local = Buffer.concat([Buffer.from('PK\u0003\u0004'), head, Buffer.from(name), body]);
    directory.push(Buffer.concat([Buffer.from('PK\u0001\u0002'), le(20, 2), head, le(0, 2), le(0, 2), le(0, 2), le(0, 4), le(at, 4), Buffer.from(name)]));
    locals.push(local);
    at += local.length;
  }
  const all = Buffer.concat(directory);
  return new Uint8Array(Buffer.concat([...locals, all, Buffer.from('PK\u0005\u0006'), le(0, 2), le(0, 2), le(members.length, 2), le(members.length, 2), le(all.length, 4), le(at, 4), le(0, 2)]));
}

const TYPES = '<?xml version="1.0"?><Types><Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>';
export const docx = () => zipOf([['[Content_Types].xml', TYPES], ['word/document.xml', '<w:document/>']]);
export const odt = () => zipOf([['mimetype', 'application/vnd.oasis.opendocument.text'], ['content.xml', '<office:document-content/>']]);

const chunk = (type: string, data: Uint8Array) => {
  const named = Buffer.concat([Buffer.from(type), data]);
  const size = Buffer.alloc(4);
  size.writeUInt32BE(data.length);
  const sum = Buffer.alloc(4);
  sum.writeUInt32BE(crc32(named));
  return Buffer.concat([size, named, sum]);
};

/** A picture of a few bytes whose header promises this many pixels: what is in it is a handful of rows. */
export function promisingPng(width: number, height: number): Uint8Array<ArrayBuffer> {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width);
  header.writeUInt32BE(height, 4);
  header.set([8, 0, 0, 0, 0], 8);
  return bytesOf([0x89], 'PNG\r\n', [0x1a], '\n', chunk('IHDR', header), chunk('IDAT', deflateSync(Buffer.alloc((width + 1) * 4))), chunk('IEND', Buffer.alloc(0)));
}

/** A photograph held sideways, with where and with what it was taken: 6 wide and 4 high as it is stored, upright once it is turned. */
export async function photograph(): Promise<Uint8Array<ArrayBuffer>> {
  const made = await sharp({ create: { width: 6, height: 4, channels: 3, background: '#336699' } })
    .withExif({ IFD0: { Orientation: '6', Make: 'Invented', Model: 'Telephone 9' }, IFD3: { GPSLatitudeRef: 'N', GPSLatitude: '52/1 37/1 48/1', GPSLongitudeRef: 'E', GPSLongitude: '1/1 17/1 35/1' } })
    .withMetadata({ orientation: 6 })
    .jpeg()
    .toBuffer();
  return new Uint8Array(made);
}
