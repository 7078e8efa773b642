import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { compileStyles } from '../../scripts/styles.mjs';

const css = compileStyles();

describe('the style sheet', () => {
  it('is small: with room for the utilities pages use, at most 25 kB compressed', () => {
    expect(gzipSync(css, { level: 9 }).length).toBeLessThan(23_500);
  });

  it('carries neither the typeface nor the marks of GOV.UK, and fetches nothing', () => {
    expect(css).not.toMatch(/GDS Transport|@font-face|url\(|govuk-header|crown/);
  });

  it('has nothing that a strict parser refuses', () => {
    expect(css).not.toMatch(/\uFFFD|\\0/);
  });
});

it('no component sets raw HTML or a style attribute, so that the content security policy can forbid both', () => {
  const root = fileURLToPath(new URL('../../components', import.meta.url));
  const sources = readdirSync(root, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.tsx') && !name.endsWith('.test.tsx'));
  expect(sources.length).toBeGreaterThan(50);
  const offending = sources.filter((name) => /dangerouslySetInnerHTML|\sstyle=/.test(readFileSync(`${root}/${name}`, 'utf8')));
  expect(offending).toEqual([]);
});
