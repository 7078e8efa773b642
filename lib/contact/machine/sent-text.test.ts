import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { compact, layOut, listIn } from './sent-text';

const json = fc.json({ maxDepth: 4 });

describe('JSON text as it was sent', () => {
  test('is laid out without a word of it altered', () => {
    expect(layOut('{"upn":12345678901234567891,"a":[],"b":[1.0,{"c":"\\u00e9 \\"x, {\\""}]}')).toBe('{\n  "upn": 12345678901234567891,\n  "a": [],\n  "b": [\n    1.0,\n    {\n      "c": "\\u00e9 \\"x, {\\""\n    }\n  ]\n}');
    fc.assert(fc.property(json, (text) => {
      expect(compact(layOut(text))).toBe(compact(text));
    }));
    fc.assert(fc.property(fc.jsonValue({ maxDepth: 4 }), (value) => {
      expect(layOut(JSON.stringify(value))).toBe(JSON.stringify(value, null, 2));
    }));
  });

  test('that would be laid out many times as long stands as it came', () => {
    const deep = `${'['.repeat(400_000)}${']'.repeat(400_000)}`;
    expect(layOut(deep)).toBe(deep);
  });

  test('is taken apart into the members of a list and what stands around them', () => {
    expect(listIn('{"a":["x"], "no\\u0074es":[ {"n": [1,2]} , 10000000000000000001,"],", [] ],"b":{"notes":[9]}}', 'notes')).toEqual({ each: ['{"n": [1,2]}', '10000000000000000001', '"],"', '[]'], around: '{"a":["x"], "no\\u0074es":[],"b":{"notes":[9]}}' });
    expect([listIn('{"notes":[]}', 'notes'), listIn('{"notes":"x"}', 'notes'), listIn('[]', 'notes')]).toEqual([{ each: [], around: '{"notes":[]}' }, null, null]);
    fc.assert(fc.property(fc.array(fc.jsonValue()), fc.boolean(), (list, spaced) => {
      const text = JSON.stringify({ batch: 'b', notes: list, after: [list] }, null, spaced ? 2 : 0);
      expect(listIn(text, 'notes')?.each.map(compact)).toEqual(list.map((one) => JSON.stringify(one)));
    }));
  });
});
