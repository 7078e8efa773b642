import { fileURLToPath } from 'node:url';
import postcss, { type Rule } from 'postcss';
import { compile } from 'sass';
import { describe, expect, it } from 'vitest';

const TOKENS = fileURLToPath(new URL('../app/styles/sheet/_tokens.scss', import.meta.url));
const AREAS = ['', 'cambridgeshire', 'norfolk', 'somerset', 'blackburn-with-darwen', 'plymouth'];

const rules: { media: string; selector: string; declarations: Map<string, string> }[] = [];
postcss.parse(compile(TOKENS).css).walkRules((rule: Rule) => {
  const media = rule.parent?.type === 'atrule' && 'params' in rule.parent ? String(rule.parent.params) : '';
  const declarations = new Map<string, string>();
  rule.walkDecls((declaration) => void declarations.set(declaration.prop, declaration.value));
  rules.push({ media, selector: rule.selector.replaceAll('"', "'").replace(/=([\w-]+)\]/, "='$1']"), declarations });
});

/** The custom properties on <html> with a theme and an area set, as the cascade leaves them on a screen. */
function tokens(theme: 'light' | 'dark', area: string, contrast: 'normal' | 'more'): Map<string, string> {
  const selectors = [':root', ':root:root', `:root[data-theme='${theme}']`, `[data-area='${area}']`];
  const media = ['', 'screen', ...(contrast === 'more' ? ['(prefers-contrast: more)'] : [])];
  // An attribute selector and :root weigh the same; two of them weigh more, and so come last.
  const matching = rules.filter((rule) => media.includes(rule.media) && selectors.includes(rule.selector));
  const heavy = (selector: string) => /^:root./.test(selector);
  return new Map([...matching.filter((rule) => !heavy(rule.selector)), ...matching.filter((rule) => heavy(rule.selector))].flatMap((rule) => [...rule.declarations]));
}

function colour(name: string, from: Map<string, string>): string {
  const value = from.get(name) ?? '';
  const reference = /^var\((--[\w-]+)\)$/.exec(value)?.[1];
  return reference ? colour(reference, from) : value;
}

/** Relative luminance and contrast ratio as WCAG 2.2 defines them. */
function luminance(hex: string): number {
  const full = /^#[0-9a-f]{3}$/i.test(hex) ? hex.replace(/[0-9a-f]/gi, '$&$&') : hex;
  expect(full).toMatch(/^#[0-9a-f]{6}$/i);
  const [red = 0, green = 0, blue = 0] = [1, 3, 5]
    .map((start) => parseInt(full.slice(start, start + 2), 16) / 255)
    .map((channel) => (channel <= 0.04045 ? channel / 12.92 : ((channel + 0.055) / 1.055) ** 2.4));
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

function ratio(one: string, other: string): number {
  const [light = 0, dark = 0] = [luminance(one), luminance(other)].sort((a, b) => b - a);
  return (light + 0.05) / (dark + 0.05);
}

const PAGES = ['--govuk-body-background-colour', '--ds-desk', '--ds-surface', '--ds-sunken', '--ds-selected'];
const FILLS = ['--ds-level-1', '--ds-level-2', '--ds-level-3', '--ds-level-4'];

/** Words and what they stand on: 4.5 to 1 (WCAG 1.4.3). */
const WORDS: readonly (readonly [string, readonly string[]])[] = [
  ['--govuk-text-colour', [...PAGES, '--ds-note', '--ds-danger', '--ds-warn', '--ds-good', '--ds-quiet', '--ds-quiet-over']],
  ['--govuk-secondary-text-colour', [...PAGES, '--ds-note', '--ds-warn']],
  ['--govuk-link-colour', [...PAGES, '--ds-note', '--ds-danger', '--ds-warn']],
  ['--govuk-link-visited-colour', PAGES],
  ['--govuk-link-hover-colour', PAGES],
  ['--govuk-error-colour', PAGES],
  ['--ds-level-1-text', [...PAGES, '--ds-good']],
  ['--ds-level-2-text', [...PAGES, '--ds-note']],
  ['--ds-level-3-text', [...PAGES, '--ds-warn']],
  ['--ds-level-4-text', [...PAGES, '--ds-danger']],
  ['--govuk-inverse-text-colour', ['--ds-brand', ...FILLS]],
  ['--ds-action-text', ['--ds-action', '--ds-action-over']],
];

/** What must be seen though it is not words: 3 to 1 (WCAG 1.4.11). */
const SHAPES: readonly (readonly [string, readonly string[]])[] = [
  ['--govuk-input-border-colour', PAGES],
  ['--ds-accent', ['--ds-surface', '--ds-desk']],
  ...FILLS.map((fill) => [fill, ['--ds-surface']] as const),
];

describe.each(['light', 'dark'] as const)('%s', (theme) => {
  describe.each(['normal', 'more'] as const)('with %s contrast', (contrast) => {
    it.each(AREAS)('is readable in the colours of "%s"', (area) => {
      const values = tokens(theme, area, contrast);
      const failures = [WORDS, SHAPES].flatMap((pairs, index) =>
        pairs.flatMap(([front, grounds]) =>
          grounds
            .map((ground) => ({ pair: `${front} on ${ground}`, ratio: ratio(colour(front, values), colour(ground, values)) }))
            .filter((found) => found.ratio < (index === 0 ? 4.5 : 3)),
        ),
      );
      expect(failures).toEqual([]);
    });
  });
});

it('gives every area a colour of its own', () => {
  const brands = AREAS.map((area) => colour('--ds-brand', tokens('light', area, 'normal')));
  expect(new Set(brands).size).toBe(AREAS.length);
});

it('is the same dark by the system setting as by choice', () => {
  const bySystem = rules.find((rule) => rule.media.includes('prefers-color-scheme: dark'));
  const byChoice = rules.find((rule) => rule.selector === ":root[data-theme='dark']");
  expect(bySystem?.declarations.size).toBeGreaterThan(20);
  expect(bySystem?.declarations).toEqual(byChoice?.declarations);
});
