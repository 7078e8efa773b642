import { readFileSync } from 'node:fs';
import parse from 'html-react-parser';
import { parseFragment, type DefaultTreeAdapterMap } from 'parse5';
import { createElement, type FunctionComponent } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';
import { describe, expect, it } from 'vitest';
import * as govuk from './index';

type Node = DefaultTreeAdapterMap['childNode'];
type Element = DefaultTreeAdapterMap['element'];

/** Elements that run on in a line of words. Controls and pictures are laid out as boxes by govuk-frontend. */
const IN_LINE: ReadonlySet<string> = new Set(['#text', 'a', 'abbr', 'b', 'bdi', 'em', 'i', 'span', 'strong', 'time']);

const isInLine = (node: Node | undefined) => node !== undefined && IN_LINE.has(node.nodeName);

const isHidden = (element: Element | undefined) =>
  element?.attrs.some((attribute) => attribute.name === 'class' && attribute.value.split(/\s+/).includes('govuk-visually-hidden')) ?? false;

/** White space at a block's edge is nothing; inside a line, or in words only heard, it parts two words. */
function words(value: string, previous: Node | undefined, next: Node | undefined, parent: Element | undefined): string {
  let text = value.replace(/\s+/g, ' ');
  if (previous ? !isInLine(previous) : !isHidden(parent)) text = text.trimStart();
  if (next ? !isInLine(next) : !isHidden(parent)) text = text.trimEnd();
  return text;
}

function attributeValue(name: string, value: string): string {
  if (name === 'class') return value.trim().split(/\s+/).join(' ');
  if (name === 'style') return value.replace(/\s*([:;])\s*/g, '$1').replace(/;$/, '');
  return value;
}

function attributes(element: Element): string {
  return element.attrs
    .map(({ name, value }) => ` ${name}=${JSON.stringify(attributeValue(name, value))}`)
    .sort()
    .join('');
}

function lines(nodes: readonly Node[], parent: Element | undefined, indent: string): string[] {
  const kept = nodes.filter((node) => node.nodeName !== '#comment');
  return kept.flatMap((node, index) => {
    if ('value' in node) {
      const preformatted = parent?.nodeName === 'textarea' || parent?.nodeName === 'pre';
      const text = preformatted ? node.value : words(node.value, kept[index - 1], kept[index + 1], parent);
      return text === '' ? [] : [`${indent}${JSON.stringify(text)}`];
    }
    if (!('tagName' in node)) return [];
    return [`${indent}<${node.tagName}${attributes(node)}>`, ...lines(node.childNodes, node, `${indent}  `)];
  });
}

/** A fragment of HTML as one line per node, with attributes in order and meaningless white space gone. */
function normalise(html: string): string {
  return lines(parseFragment(html).childNodes, undefined, '').join('\n');
}

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
  accordion: govuk.Accordion,
  'back-link': govuk.BackLink,
  breadcrumbs: govuk.Breadcrumbs,
  button: govuk.Button,
  'character-count': govuk.CharacterCount,
  checkboxes: govuk.Checkboxes,
  'date-input': govuk.DateInput,
  details: govuk.Details,
  'error-message': govuk.ErrorMessage,
  'error-summary': govuk.ErrorSummary,
  fieldset: govuk.Fieldset,
  'file-upload': govuk.FileUpload,
  hint: govuk.Hint,
  input: govuk.Input,
  'inset-text': govuk.InsetText,
  label: govuk.Label,
  'notification-banner': govuk.NotificationBanner,
  pagination: govuk.Pagination,
  panel: govuk.Panel,
  'password-input': govuk.PasswordInput,
  'phase-banner': govuk.PhaseBanner,
  radios: govuk.Radios,
  select: govuk.Select,
  'service-navigation': govuk.ServiceNavigation,
  'skip-link': govuk.SkipLink,
  'summary-list': govuk.SummaryList,
  table: govuk.Table,
  tabs: govuk.Tabs,
  tag: govuk.Tag,
  'task-list': govuk.TaskList,
  textarea: govuk.Textarea,
  'warning-text': govuk.WarningText,
};

describe.each(Object.entries(COMPONENTS))('%s', (name, component) => {
  it.each(fixturesOf(name).map((fixture) => [fixture.name, fixture] as const))('is the official markup: %s', (_, fixture) => {
    const props = propsOf(fixture.options) as Record<string, unknown>;
    const ours = renderToStaticMarkup(createElement(component as FunctionComponent<Record<string, unknown>>, props));
    expect(normalise(ours)).toBe(normalise(fixture.html));
  });
});

it('leaves no component of ours without its fixtures', () => {
  expect(Object.values(COMPONENTS)).toEqual(expect.arrayContaining(Object.values(govuk)));
});

describe('normalise', () => {
  it('tells apart what a reader or a screen reader would', () => {
    expect(normalise('<p>one <a>two</a></p>')).not.toBe(normalise('<p>one<a>two</a></p>'));
    expect(normalise('<a>Change<span class="govuk-visually-hidden"> name</span></a>')).not.toBe(normalise('<a>Change<span class="govuk-visually-hidden">name</span></a>'));
    expect(normalise('<input disabled>')).not.toBe(normalise('<input>'));
    expect(normalise('<p class="a">x</p>')).not.toBe(normalise('<p class="a b">x</p>'));
  });

  it('ignores layout of the source, order of attributes and the way a boolean is written', () => {
    expect(normalise('<p  class="a"  id="b">\n  x\n</p>')).toBe(normalise('<p id="b" class="a">x</p>'));
    expect(normalise('<input disabled="">')).toBe(normalise('<input disabled>'));
  });
});
