/** Hidden harm beside the household: who was said to have what, the seven regions where an area looks for them, and each number by whom. */
import { renderToStaticMarkup } from 'react-dom/server';
import { describe, expect, it } from 'vitest';
import { HiddenHarm } from '@/app/contacts/[reference]/_parts/hidden-harm';
import { sayReport } from '@/lib/contact/report/report-words';
import { report, type ReportInput } from '@/lib/contact/schema';
import { guides } from '@/lib/threshold/guides';

const yes = { domesticAbuse: 'yes', mentalIllHealth: 'yes', alcohol: 'yes' } as const;
function shown(said: ReportInput, area: string): string {
  const guide = guides.find((each) => each.area === area);
  if (guide === undefined) throw new Error(`no guide of ${area}`);
  return renderToStaticMarkup(<HiddenHarm report={report.parse(said)} guide={guide} />);
}

describe('hidden harm as it was said', () => {
  const family: ReportInput = { household: [{ givenName: 'Ada', relationship: 'mother', hiddenHarm: { domesticAbuse: 'yes', mentalIllHealth: 'yes' } }, { givenName: 'Rob', hiddenHarm: { domesticAbuse: 'yes', drugs: 'yes' } }, { givenName: 'Len' }] };

  it('is a table in every area, and in Somerset the picture of the three with the same as a table', () => {
    const [norfolk, somerset] = [shown(family, 'norfolk'), shown(family, 'somerset')];
    for (const html of [norfolk, somerset]) expect(html).toMatch(/Ada, mother.*Rob.*Len/);
    expect(norfolk).not.toContain('<svg');
    // Ada stands where abuse and ill-health meet, Rob where abuse and substances do, nobody where all three do.
    expect([...somerset.matchAll(/<text[^>]*>(\d)<\/text>/g)].map(([, count]) => count).sort()).toEqual(['0', '0', '0', '0', '0', '1', '1']);
    expect(somerset).toMatch(/Domestic abuse and mental ill-health<.*?Ada, mother.*?Domestic abuse and drugs or alcohol<.*?Rob/s);
    expect(somerset).toContain('All three meet at home, in different people');
    const apart = shown({ household: [{ hiddenHarm: { domesticAbuse: 'yes', mentalIllHealth: 'yes' } }, { livesWithChild: 'no', hiddenHarm: { drugs: 'yes' } }] }, 'norfolk');
    expect(apart).toContain('All three meet around the child, though not all of them at home, in different people: the guide counts it as a sign of its own.');
  });

  it('says what was not asked as not asked, and that it is nobody’s finding', () => {
    const html = shown(family, 'norfolk');
    expect(html).toContain('Not asked');
    expect(html).toContain('It is the word of whoever told us.');
    expect(shown({ household: [{ hiddenHarm: yes }] }, 'norfolk')).toContain('All three meet at home: the guide');
  });

  it('is shown of another child, too, of whom it was said, and counts as no adult’s (safe practice 13)', () => {
    const brother: ReportInput = { household: [{ givenName: 'Kit', kind: 'child', relationship: 'half-brother', hiddenHarm: { domesticAbuse: 'yes', words: 'He strangles her' } }, { givenName: 'Nell', kind: 'child' }] };
    const html = shown(brother, 'somerset');
    expect(html).toMatch(/Kit, half-brother, a child.*He strangles her/s);
    expect(html).not.toContain('Nell');
    expect([...html.matchAll(/<text[^>]*>(\d)<\/text>/g)].map(([, count]) => count)).not.toContain('1');
    expect(shown({ household: [{ givenName: 'Ada', hiddenHarm: { words: 'She drinks alone' } }] }, 'norfolk')).toContain('She drinks alone');
  });

  it('is said on the check page, in the copy and in the contact, whoever it was said of', () => {
    const [guide] = guides;
    if (guide === undefined) throw new Error('no guide');
    const rows = (kind: 'adult' | 'child', hiddenHarm: object) => sayReport(report.parse({ household: [{ givenName: 'Kit', kind, hiddenHarm }] }), guide).flatMap((section) => (section.title === 'Kit' ? section.rows : []));
    const said = rows('child', { domesticAbuse: 'yes', words: 'He strangles her' }).map(({ label, value }) => `${label}: ${value}`);
    expect(said).toEqual(expect.arrayContaining(['Domestic abuse: Yes', 'Of these, in words: He strangles her']));
    // A child is not asked: what was not answered is no gap.
    const labels = (kind: 'adult' | 'child') => rows(kind, {}).map(({ label }) => label);
    expect([labels('child').includes('Domestic abuse'), labels('adult').includes('Domestic abuse')]).toEqual([false, true]);
  });

  it('is nothing where nobody was asked, and one number alone is no comparison', () => {
    expect(shown({ household: [{ givenName: 'Ada' }], view: { scale: 4 } }, 'somerset')).toBe('');
    expect(shown({ household: [{ givenName: 'Ada', view: { scale: 7 } }], view: { scale: 4 } }, 'norfolk')).toMatch(/Whoever told us.*4.*Ada.*7/s);
  });
});
