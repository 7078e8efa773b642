// Compiles app/styles/sheet to app/styles/generated/sheet.css, which the build then takes as plain CSS: Tailwind's
// own syntax and Sass do not go through one compiler. Run before `next build` and `next dev`.
import { mkdirSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import postcss from 'postcss';
import { compile } from 'sass';

const root = new URL('../', import.meta.url);
const path = (relative) => fileURLToPath(new URL(relative, root));

/** Hacks for Internet Explorer in govuk-frontend that a strict parser of CSS refuses; Sass turns their \0 into U+FFFD. */
const isForInternetExplorer = (atRule) => atRule.name === 'media' && /\uFFFD|\\0/.test(atRule.params);

/** Documents in a timeline ask for an icon of the Ministry's that we neither use nor serve. */
const isTimelineDocument = (rule) => rule.selector.includes('.moj-timeline__document');

/** The style sheet as CSS text. */
export function compileStyles() {
  const { css } = compile(path('app/styles/sheet/index.scss'), {
    loadPaths: [path('.'), path('node_modules')],
    // A byte order mark in the middle of the joined sheet would spoil the selector after it.
    charset: false,
    quietDeps: true,
    style: 'compressed',
  });
  const sheet = postcss.parse(css);
  sheet.walkAtRules((atRule) => {
    if (isForInternetExplorer(atRule)) atRule.remove();
  });
  sheet.walkRules((rule) => {
    if (isTimelineDocument(rule)) rule.remove();
  });
  return sheet.toString();
}

if (import.meta.main) {
  mkdirSync(path('app/styles/generated'), { recursive: true });
  writeFileSync(path('app/styles/generated/sheet.css'), compileStyles());
}
