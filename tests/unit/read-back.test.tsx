/** What was said, read back: a name keeps its letters within a sentence, and what nobody said leaves no gap. */
import { renderToStaticMarkup } from 'react-dom/server';
import { Temporal } from 'temporal-polyfill';
import { expect, test } from 'vitest';
import { Said as SaidOfContact } from '@/app/contacts/[reference]/_parts/said';
import { Said } from '@/app/report/_parts/said';
import { report } from '@/lib/contact/schema';
import { sayReport } from '@/lib/contact/report/report-words';
import { ofWhoeverTold } from '@/lib/contact/report/third-person';
import { guides } from '@/lib/threshold/guides';

const [guide] = guides;
if (guide === undefined) throw new Error('there is a guide');

test('a child of whom nothing but the name was said is named with a capital, and a page is not', () => {
  const said = report.parse({ schemaVersion: 1, children: [{ givenName: 'Vickery' }, { givenName: 'Odalys' }] });
  const html = renderToStaticMarkup(<Said sections={ofWhoeverTold(sayReport(said, guide))} gathered />);
  const line = /Nothing said on: ([^<]*)/.exec(html)?.[1] ?? '';
  expect(line.split('; ')).toEqual(expect.arrayContaining(['where is the child now?', 'Vickery', 'Odalys', 'what happened']));
});

test.each([
  ['nobody by name', { referrerName: '', referrerRole: '', agencyName: 'Anonymous caller' }, 'By Anonymous caller. Unchanged since'],
  ['somebody by name alone', { referrerName: 'Rosalie Mensah', referrerRole: '', agencyName: 'Fen School' }, 'By Rosalie Mensah, Fen School. Unchanged since'],
  ['somebody with a role', { referrerName: 'Rosalie Mensah', referrerRole: 'Head teacher', agencyName: 'Fen School' }, 'By Rosalie Mensah, Head teacher, Fen School. Unchanged since'],
])('a report of %s names who there is, and no comma for who there is not', (_, who, words) => {
  const at = Temporal.Instant.from('2026-11-18T10:00:00Z');
  const contact = { report: report.parse({ schemaVersion: 1 }), sealed: false, referrerPhone: '', receivedAt: at, channel: 'phone' as const, ...who };
  const html = renderToStaticMarkup(<SaidOfContact contact={contact} guide={guide} now={at} />);
  expect(html.replace(/<[^>]*>/g, '')).toContain(words);
});
