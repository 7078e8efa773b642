import { parseFragment, type DefaultTreeAdapterMap } from 'parse5';
import type { ReactNode } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';
import { Temporal } from 'temporal-polyfill';
import { describe, expect, it } from 'vitest';
import { ClockCell, DateTime, FilterPanel, HouseholdTable, LevelBadge, Narrative, readClocks, Reason, StatTiles, Timeline, TwoTexts, Windscreen } from './index';

type Node = DefaultTreeAdapterMap['node'];

const html = (node: ReactNode) => renderToStaticMarkup(node);

/** The words a reader gets, as a browser's parser keeps them. */
function text(node: ReactNode): string {
  const words = (part: Node): string => ('value' in part ? part.value : 'childNodes' in part ? part.childNodes.map(words).join('') : '');
  return words(parseFragment(html(node)));
}

const now = Temporal.Instant.from('2026-11-22T10:42:00Z');
const clock = (name: string, startedAt: string, due: string) => ({ name, startedAt: Temporal.Instant.from(startedAt), due: Temporal.Instant.from(due) });

describe('somebody’s words', () => {
  it.each([
    'Two  spaces\n\n  and an indent\n',
    '\nfirst line empty',
    '<b>not bold</b> & <script>alert(1)</script>',
    'שלום abc \u202Eolleh\u202C 👶🏽 zero\u200Bwidth',
    'x'.repeat(20_000),
  ])('are kept exactly: %j', (words) => {
    expect(text(<Narrative text={words} />)).toBe(words);
  });

  it('stand in their own direction', () => {
    expect(html(<Narrative text="شكرا" />)).toContain('dir="auto"');
  });

  it('stay apart when two texts meet, each whole', () => {
    const shown = html(<TwoTexts label="Two texts" first={{ title: 'Yours, not saved', text: 'one\n text' }} second={{ title: 'Saved', text: 'other' }} />);
    expect(shown.match(/<article/g)).toHaveLength(2);
    expect(shown).toContain('one\n text');
    expect(shown).toContain('other');
  });
});

describe('levels', () => {
  it('are said as well as coloured', () => {
    expect(text(<LevelBadge level={3} label="Child in need" />)).toBe('Level 3 Child in need');
    expect(text(<Reason level={4} title="An injury" source="Rule N-4.2" />)).toContain('Level 4 · Rule N-4.2');
  });

  it('mark this contact and whose view puts it there', () => {
    const levels = [{ level: 1, label: 'Universal' }, { level: 2, label: 'Early help' }, { level: 3, label: 'In need' }, { level: 4, label: 'Harm' }] as const;
    const shown = html(<Windscreen label="Levels" levels={levels} current={4} marks={[{ level: 3, text: 'The referrer said' }]} />);
    const items = shown.split('<li').slice(1);
    expect(items.map((item) => item.includes('aria-current="true"'))).toEqual([false, false, false, true]);
    expect(items.map((item) => item.includes('The referrer said'))).toEqual([false, false, true, false]);
  });
});

describe('the clocks of a row', () => {
  const running = clock('working day', '2026-11-21T11:20:00Z', '2026-11-23T17:00:00Z');
  const soon = clock('24 hours', '2026-11-21T11:20:00Z', '2026-11-22T11:20:00Z');

  it('all show, in words too, and the bar is of the one that has most gone by', () => {
    const shown = html(<ClockCell shown={readClocks([running, soon], now)} />);
    expect(shown).toContain('38 minutes left');
    expect(shown).toContain('30 hours 18 minutes left');
    expect(shown).toContain('ds-clocks__bar--due_soon');
    expect(shown).toContain('width="97"');
    expect(text(<ClockCell shown={readClocks([running, soon], now)} />)).toContain('by today 11:20');
  });

  it('say so when one is past', () => {
    const over = clock('24 hours', '2026-11-20T15:22:00Z', '2026-11-21T15:22:00Z');
    const shown = html(<ClockCell shown={readClocks([running, over], now)} />);
    expect(shown).toContain('overdue by 19 hours 20 minutes');
    expect(shown).toContain('ds-clocks__bar--breached');
    expect(text(<ClockCell shown={readClocks([running, over], now)} />)).toContain('was due yesterday 15:22');
  });
});

it('shows what is not known as not known', () => {
  const rows = html(<HouseholdTable people={[{ id: 'father', relation: 'Father' }]} />).split('<tbody')[1];
  expect(rows?.match(/Not known/g)).toHaveLength(3);
});

it('draws the gaps of a chronology', () => {
  const shown = html(<Timeline label="History" items={[{ kind: 'event', when: 'Mar 2026', title: 'advice' }, { kind: 'gap', text: '16 months with nothing recorded' }]} />);
  expect(shown).toMatch(/ds-timeline__gap">16 months with nothing recorded/);
});

it('gives a time its full date on hover', () => {
  expect(html(<DateTime at="2026-11-22T10:31:00Z" now={now} />)).toContain('<time dateTime="2026-11-22T10:31:00Z" title="Sunday 22 November 2026, 10:31"');
});

it('filters by a plain form that keeps what the list must keep', () => {
  const shown = html(<FilterPanel action="/queue" hidden={{ order: 'risk' }} groups={[{ legend: 'Held by', name: 'held', options: [{ value: 'me', label: 'Me', count: 2, checked: true }, { value: 'nobody', label: 'Nobody', count: 0 }] }]} />);
  expect(shown).toContain('<form action="/queue" method="get">');
  expect(shown).toContain('<input type="hidden" name="order" value="risk"/>');
  expect(shown.match(/ checked=""/g)).toHaveLength(1);
  expect(shown).toMatch(/ds-filter__count">0</);
  expect(shown.match(/>Apply</g)).toHaveLength(2);
});

it('makes a phrase of a figure and its words', () => {
  expect(text(<StatTiles label="Queue" tiles={[{ figure: 2, label: 'due within 3 hours' }]} />)).toBe('2 due within 3 hours');
});
