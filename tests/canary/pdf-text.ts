import { inflateSync } from 'node:zlib';

const latin = (bytes: Uint8Array) => Buffer.from(bytes).toString('latin1');

/** What the codes of a font stand for, from its character map. */
function charactersOf(map: string): Map<string, string> {
  const found = new Map<string, string>();
  for (const range of map.matchAll(/<([0-9a-f]{4})> <[0-9a-f]{4}> \[([^\]]*)\]/gi)) {
    const first = Number.parseInt(range[1] ?? '0', 16);
    for (const [index, unit] of [...(range[2] ?? '').matchAll(/<([0-9a-f]+)>/gi)].entries()) {
      const text = Buffer.from(unit[1] ?? '', 'hex').swap16().toString('utf16le');
      found.set((first + index).toString(16).padStart(4, '0'), text);
    }
  }
  return found;
}

/**
 * The words of a PDF as this product makes them (embedded fonts with a character map), as a reader's eye puts them
 * together: what stands in one piece of text joined, pieces and lines apart.
 */
export function pdfText(bytes: Uint8Array): string {
  const objects = new Map([...latin(bytes).matchAll(/(?:^|\n)(\d+) 0 obj\n([\s\S]*?)\nendobj/g)].map(([, id = '', body = '']) => [id, body]));
  const streamOf = (body: string): string => {
    const raw = /stream\n([\s\S]*?)\nendstream/.exec(body)?.[1];
    if (raw === undefined) return '';
    return body.includes('/FlateDecode') ? latin(inflateSync(Buffer.from(raw, 'latin1'))) : raw;
  };
  const fonts = new Map<string, Map<string, string>>();
  for (const body of objects.values())
    for (const [, name = '', id = ''] of body.matchAll(/\/(F\d+) (\d+) 0 R/g)) {
      const map = /\/ToUnicode (\d+) 0 R/.exec(objects.get(id) ?? '')?.[1];
      if (map !== undefined) fonts.set(name, charactersOf(streamOf(objects.get(map) ?? '')));
    }
  const words: string[] = [];
  for (const body of objects.values()) {
    const text = streamOf(body);
    if (!text.includes(' Tf')) continue;
    let font = new Map<string, string>();
    for (const [, name, piece] of text.matchAll(/\/(F\d+) [\d.]+ Tf|\[([^\]]*)\] TJ/g)) {
      if (name !== undefined) font = fonts.get(name) ?? font;
      else words.push([...(piece ?? '').matchAll(/<([0-9a-f]*)>/gi)].flatMap(([, codes = '']) => [...codes.matchAll(/[0-9a-f]{4}/gi)].map(([code]) => font.get(code.toLowerCase()) ?? '')).join(''));
    }
  }
  return words.join(' ');
}
