import { renderToStaticMarkup } from 'react-dom/server';
import { describe, expect, it } from 'vitest';
import { DangerBanner, errorFor, fieldId, FormErrors, SavedLine, Shell } from './index';

const words = (html: string) => html.replace(/<[^>]*>/g, '');

describe('the danger banner', () => {
  it('says 999 first, then both lines and when each is answered', () => {
    const html = renderToStaticMarkup(<DangerBanner lines={{ day: '01632 960123', dayHours: 'Monday to Friday, 9am to 5pm', night: '01632 960456' }} />);
    expect(words(html)).toBe('Is a child in danger right now? Ring 999, then 01632 960123 (Monday to Friday, 9am to 5pm) or, at any other time, 01632 960456.');
    expect(html.match(/href="tel:[^"]*"/g)).toEqual(['href="tel:999"', 'href="tel:01632960123"', 'href="tel:01632960456"']);
  });

  it('says one number once, and does not promise the night where only hours are given', () => {
    expect(words(renderToStaticMarkup(<DangerBanner lines={{ day: '03069 990123', night: '03069 990123' }} />))).toContain('then 03069 990123. We answer day and night.');
    expect(words(renderToStaticMarkup(<DangerBanner lines={{ day: '03069 990123', dayHours: '9am to 5pm' }} />))).toContain('We answer 9am to 5pm.');
  });
});

describe('errors of a form', () => {
  const errors = [{ field: 'children.0.dateOfBirth', message: 'Give a date' }, { field: 'where', message: 'Say where' }, { field: 'where', message: 'second' }];

  it('are summed up with links to the fields, in order', () => {
    const html = renderToStaticMarkup(<FormErrors errors={errors} />);
    expect(html.match(/href="[^"]*"/g)).toEqual(['href="#children-0-dateOfBirth"', 'href="#where"', 'href="#where"']);
    expect(renderToStaticMarkup(<FormErrors errors={[]} />)).toBe('');
  });

  it('are found by field, the first one first', () => {
    expect(errorFor(errors, 'where')).toEqual({ text: 'Say where' });
    expect(errorFor(errors, 'when')).toBeUndefined();
    expect(fieldId('children[0].name')).toBe('children-0-name');
  });
});

describe('the frame', () => {
  const html = renderToStaticMarkup(
    <Shell area="Norfolk" service="Duty" navigation={[{ href: '/queue', text: 'Queue', active: true }, { href: '/guide', text: 'Guide' }]} person={{ name: 'Asha', role: 'worker' }} backHref="/before" footer={{ links: [{ href: '/help', text: 'Help' }] }}>
      <p>page</p>
    </Shell>,
  );

  it('has one of each landmark, and a skip link to the main one', () => {
    for (const landmark of ['<header', '<main id="main"', '<footer']) expect(html.split(landmark)).toHaveLength(2);
    expect(html).toContain('href="#main" class="govuk-skip-link"');
  });

  it('signs out by a form, so that no link or prefetch can', () => {
    expect(html).toContain('<form action="/session/end" method="post"><button type="submit"');
  });

  it('marks where the reader is', () => {
    expect(html.match(/aria-current="true"/g)).toHaveLength(1);
    expect(html).toContain('href="/queue" aria-current="true"');
  });

  it('offers sign-out to nobody who is not signed in', () => {
    const anonymous = renderToStaticMarkup(<Shell footer={{ links: [] }} signInHref="/sign-in">x</Shell>);
    expect(anonymous).not.toContain('/session/end');
    expect(anonymous).toContain('href="/sign-in"');
  });
});

it('tells an author that an unsent draft is unsent', () => {
  expect(words(renderToStaticMarkup(<SavedLine savedAt="Today 15:21" />))).toBe('Saved Today 15:21. Nothing has been sent yet.');
  expect(words(renderToStaticMarkup(<SavedLine savedAt="Today 15:21" sent />))).toBe('Saved Today 15:21.');
});
