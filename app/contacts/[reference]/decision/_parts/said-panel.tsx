import { type Temporal } from 'temporal-polyfill';
import { DateTime, Narrative, Timeline, type TimelineItem } from '@/components/doorstep';
import type { EarlierContact } from '@/lib/decision/earlier-store';
import { sayReport, type SaidSection } from '@/lib/contact/report-words';
import type { Contact } from '@/lib/contact/store';
import { londonDate } from '@/lib/platform/time';
import type { Guide } from '@/lib/threshold/model';
import { routeLabel } from './words';

/** Pages of the report that a decision is read beside; the whole stands one link away. */
const BESIDE: readonly SaidSection['step'][] = ['safety', 'what-happened', 'voice', 'strengths', 'consent', 'level'];

/** What was said, in the referrer's own words, unchanged. */
export function SaidPanel({ contact, guide, now }: { contact: Contact; guide: Guide; now: Temporal.Instant }) {
  const sections = sayReport(contact.report, guide)
    .filter(({ step }) => BESIDE.includes(step))
    .map((section) => ({ ...section, rows: section.rows.filter(({ value }) => value.trim() !== '') }))
    .filter(({ rows }) => rows.length > 0);
  return (
    <>
      {sections.length === 0 && <p className="govuk-body">{contact.summary}</p>}
      {sections.map(({ title, rows }, index) => (
        <section key={index}>
          <h3 className="govuk-heading-s">{title}</h3>
          {rows.map(({ label, value }) => (
            <div key={label} className="mb-3">
              <p className="ds-secondary m-0">{label}</p>
              <Narrative text={value} />
            </div>
          ))}
        </section>
      ))}
      <p className="ds-secondary">
        Unchanged since <DateTime at={contact.receivedAt} now={now} />.{' '}
        <a className="govuk-link" href={`/contacts/${contact.reference}`}>
          Whole report and timeline
        </a>
      </p>
    </>
  );
}

/** A gap of this many months or more is a finding of its own. */
const GAP_MONTHS = 3;

/** Earlier contacts about the same children, with the stretches in which nothing was recorded. */
export function HistoryPanel({ earlier, guide, receivedAt, now }: { earlier: readonly EarlierContact[]; guide: Guide; receivedAt: Temporal.Instant; now: Temporal.Instant }) {
  const items: TimelineItem[] = [{ kind: 'event', when: <DateTime at={receivedAt} now={now} />, title: 'This contact', current: true }];
  let later = receivedAt;
  for (const { reference, receivedAt: at, agencyName, placed, open } of earlier) {
    const { months } = londonDate(at).until(londonDate(later), { largestUnit: 'months' });
    if (months >= GAP_MONTHS) items.push({ kind: 'gap', text: `${months} months with nothing recorded` });
    items.push({
      kind: 'event',
      when: <DateTime at={at} now={now} />,
      title: (
        <a className="govuk-link" href={`/contacts/${reference}`}>
          {reference}
        </a>
      ),
      by: agencyName,
      detail: placed === null ? undefined : `${routeLabel(guide, placed.route)}${open ? ', still open' : ''}`,
    });
    later = at;
  }
  return (
    <>
      <Timeline items={items} label="Contacts about the same children, newest first" />
      {earlier.length === 0 && <p className="ds-secondary">No earlier contact about these children is known here. They are matched by NHS number, UPN, or name and date of birth.</p>}
    </>
  );
}
