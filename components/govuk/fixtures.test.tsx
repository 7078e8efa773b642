import { readFileSync } from 'node:fs';
import parse from 'html-react-parser';
import { createElement, type FunctionComponent } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';
import { describe, expect, it } from 'vitest';
import * as govuk from './index';
import { normalise } from './normalise';

interface Fixture {
  name: string;
  options: Record<string, unknown>;
  html: string;
}

const PACKAGE = new URL('../../node_modules/govuk-frontend/', import.meta.url);

/** Every official fixture of a component, with the options it was made from. */
function fixturesOf(component: string): Fixture[] {
  const file = new URL(`dist/govuk/components/${component}/fixtures.json`, PACKAGE);
  return (JSON.parse(readFileSync(file, 'utf8')) as { fixtures: Fixture[] }).fixtures;
}

const isHtmlOption = (key: string) => key === 'html' || key.endsWith('Html');

/** React content for a string of HTML. A parser ignores the line break that opens a textarea; html-react-parser keeps it. */
const reactContent = (html: string) => parse(html.trim().replace(/(<textarea[^>]*>)\n/g, '$1'));

/** A fixture's options as our props: its strings of HTML become React nodes. */
function propsOf(value: unknown, key = '', parent = ''): unknown {
  if (typeof value === 'string' && (isHtmlOption(key) || parent === 'slots')) return value === '' ? undefined : reactContent(value);
  if (Array.isArray(value)) return value.map((item) => propsOf(item, key, parent));
  if (value !== null && typeof value === 'object') {
    return Object.fromEntries(Object.entries(value).map(([name, item]) => [name, propsOf(item, name, key)]));
  }
  return value;
}

const COMPONENTS: Readonly<Record<string, unknown>> = {
  button: govuk.Button,
  checkboxes: govuk.Checkboxes,
  'date-input': govuk.DateInput,
  details: govuk.Details,
  'error-message': govuk.ErrorMessage,
  'error-summary': govuk.ErrorSummary,
  fieldset: govuk.Fieldset,
  hint: govuk.Hint,
  input: govuk.Input,
  label: govuk.Label,
  radios: govuk.Radios,
  'summary-list': govuk.SummaryList,
  table: govuk.Table,
  tag: govuk.Tag,
  textarea: govuk.Textarea,
};

/** Fixtures we do not match, each with the reason. */
const EXCEPTIONS: Readonly<Record<string, Readonly<Record<string, string>>>> = {};

describe.each(Object.entries(COMPONENTS))('%s', (name, component) => {
  const fixtures = fixturesOf(name);
  const exceptions = EXCEPTIONS[name] ?? {};

  it.each(fixtures.filter((fixture) => !(fixture.name in exceptions)).map((fixture) => [fixture.name, fixture] as const))(
    'is the official markup: %s',
    (_, fixture) => {
      const props = propsOf(fixture.options) as Record<string, unknown>;
      const ours = renderToStaticMarkup(createElement(component as FunctionComponent<Record<string, unknown>>, props));
      expect(normalise(ours)).toBe(normalise(fixture.html));
    },
  );

  it('names its exceptions, and they are at most one in twenty', () => {
    const names = fixtures.map((fixture) => fixture.name);
    expect(names).toEqual(expect.arrayContaining(Object.keys(exceptions)));
    expect(Object.keys(exceptions).length).toBeLessThanOrEqual(fixtures.length * 0.05);
  });
});
