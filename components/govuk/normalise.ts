import { parseFragment } from 'parse5';
import type { DefaultTreeAdapterMap } from 'parse5';

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
export function normalise(html: string): string {
  return lines(parseFragment(html).childNodes, undefined, '').join('\n');
}
