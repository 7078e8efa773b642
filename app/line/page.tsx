import { Temporal } from 'temporal-polyfill';
import { page } from '@/app/_edge/page';
import { CHANNEL_LABELS } from '@/app/queue/_parts/words';
import { Card, DateTime, fullDate, shortDate, StackTable, StatTiles } from '@/components/doorstep';
import { Button, FileUpload, InsetText, Table } from '@/components/govuk';
import { Done, EmptyState, errorFor, FormErrors, PageHeading, type FormError } from '@/components/shell';
import { can } from '@/lib/access/policy';
import { readNames } from '@/lib/access/store';
import { KIND_TABLE } from '@/lib/contact/call/kinds';
import { putAwaySince, type PutAwayCall } from '@/lib/contact/call/put-away-store';
import { CHANNELS } from '@/lib/contact/queue/queue-filter';
import { CALLS_PROBLEMS, figuresBy, figuresOf } from '@/lib/line/events/call-event';
import { callsIn, contactsByChannel } from '@/lib/line/events/event-store';
import { asReport, type ReadTx } from '@/lib/platform/db/report';
import { typedBefore } from '@/lib/platform/draft/typed';
import { LONDON, londonDate } from '@/lib/platform/time';
import { mondayOf } from '@/lib/rota/model';
import { Figures, shareWords, waitWords } from './_parts/figures';
import { IMPORT_REPORT, reportShown } from './typed';

export const metadata = { title: 'Telephone line' };

const PERIODS = [7, 28] as const;
const WEEKS = 12;
const HOURS = Array.from({ length: 24 }, (_, hour) => String(hour).padStart(2, '0'));

const midnight = (day: Temporal.PlainDate) => day.toZonedDateTime(LONDON).toInstant();

function Channels({ counts, weeks }: { counts: readonly { week: string; channel: string; count: number }[]; weeks: readonly Temporal.PlainDate[] }) {
  const of = (week: string, channel: string) => counts.find((each) => each.week === week && each.channel === channel)?.count ?? 0;
  const shown = CHANNELS.filter((channel) => counts.some((each) => each.channel === channel));
  const rows = weeks.map((monday) => {
    const week = monday.toString();
    const total = shown.reduce((sum, channel) => sum + of(week, channel), 0);
    const cell = (channel: (typeof shown)[number]) => `${of(week, channel)}${total === 0 ? '' : ` (${Math.round((of(week, channel) / total) * 100)} %)`}`;
    return [{ text: fullDate(monday) }, ...shown.map((channel) => ({ text: cell(channel), format: 'numeric' as const })), { text: String(total), format: 'numeric' as const }];
  });
  return (
    <Card heading="How contacts reached us, week by week" id="channels">
      <figure className="m-0 overflow-x-auto" tabIndex={0} aria-label="Contacts by channel">
        <Table caption="Contacts by channel, with the share of each week" captionClasses="govuk-visually-hidden" firstCellIsHeader head={[{ text: 'Week from' }, ...shown.map((channel) => ({ text: CHANNEL_LABELS[channel], format: 'numeric' as const })), { text: 'All', format: 'numeric' as const }]} rows={rows} />
      </figure>
      <p className="govuk-hint">Contacts that you may open, by when they reached the authority. The last week is not over.</p>
    </Card>
  );
}

function Report({ fields }: { fields: Parameters<typeof reportShown>[0] }) {
  const report = reportShown(fields);
  if (report === null) return null;
  return (
    <InsetText>
      <p>
        Taken: {report.taken}. Sent before: {report.repeated}. Left out: {report.left}. Professionals who gave up and are now owed a call: {report.ringBacks}.
      </p>
      {report.lines.length > 0 && (
        <ul className="govuk-list govuk-list--bullet">
          {report.lines.map((line) => (
            <li key={line}>{line}</li>
          ))}
        </ul>
      )}
      {report.left > report.lines.length && <p>And {report.left - report.lines.length} more.</p>}
    </InsetText>
  );
}

/** Calls that became no contact, with the reason: every consultation and every call about a child counts (safe practice 2). */
function PutAway({ calls, names, now }: { calls: readonly PutAwayCall[]; names: ReadonlyMap<string, string>; now: Temporal.Instant }) {
  const [consulted, aboutChild] = [calls.filter((call) => call.consulted).length, calls.filter((call) => call.aboutChild).length];
  return (
    <Card heading="Calls that became no contact" id="put-away">
      <p className="govuk-body">
        {calls.length} in this time: {consulted} that had been called a consultation, {aboutChild} about a child. Each was at level 1 or 2 by what was said.
      </p>
      {calls.length > 0 && (
        <StackTable
          caption="Calls that were put away, the newest first"
          columns={[{ heading: 'Call' }, { heading: 'Put away' }, { heading: 'Why' }]}
          rows={calls.map(({ at, by, began, kind, consulted: was, aboutChild: child, level, how, why }) => ({
            id: `put-away-${began.epochMilliseconds}-${at.epochMilliseconds}`,
            cells: [
              <>
                <DateTime at={began} now={now} />, {KIND_TABLE[kind].called.toLowerCase()}, level {level}
                {was && <strong className="ds-mark">called a consultation before</strong>}
                {child && <strong className="ds-mark">about a child</strong>}
              </>,
              <>
                <bdi>{names.get(by) ?? 'A colleague'}</bdi>: {how === 'not_needed' ? 'not needed' : 'recorded another way'}
              </>,
              <span dir="auto" key="why">{why}</span>,
            ],
          }))}
        />
      )}
    </Card>
  );
}

/** Offered, answered, abandoned, and how long they waited (issue 4, section 1), and by which way contacts come (N43). */
export default page('GET /line', async ({ tx, person, query }) => {
  const days = PERIODS.find((each) => String(each) === query('days')) ?? PERIODS[0];
  const today = londonDate(tx.at);
  const dates = Array.from({ length: days }, (_, index) => today.subtract({ days: days - 1 - index }));
  const [first] = dates;
  if (first === undefined) throw new Error('a period of no days');
  const readsContacts = can(person, 'GET /queue').allowed;
  const weeks = Array.from({ length: WEEKS }, (_, index) => mondayOf(today).subtract({ days: 7 * (WEEKS - 1 - index) }));
  const figures = async (from: ReadTx) => {
    const events = await callsIn(from, midnight(first), midnight(today.add({ days: 1 })));
    const counts = readsContacts && weeks[0] !== undefined ? await contactsByChannel(from, midnight(weeks[0])) : [];
    const away = readsContacts ? await putAwaySince(from, midnight(first)) : [];
    return { events, counts, away, names: await readNames(from, away.map(({ by }) => by)) };
  };
  // Who has only just sent calls sees them: a replica may not have them yet.
  const { events, counts, away, names } = query('done') === 'imported' ? await figures(tx) : await asReport(tx, figures);
  const all = figuresOf(events);
  const byDay = figuresBy(events, dates.map(String), (at) => londonDate(at).toString()).map(({ key, figures }) => ({ key, label: shortDate(Temporal.PlainDate.from(key), today), figures }));
  const byHour = figuresBy(events, HOURS, (at) => String(at.toZonedDateTimeISO(LONDON).hour).padStart(2, '0')).map(({ key, figures }) => ({ key, label: `${key}:00`, figures }));
  const mayImport = can(person, 'POST /line/import').allowed;
  const report = mayImport ? await typedBefore(tx, IMPORT_REPORT) : {};
  tx.ledger({ action: 'calls.shown', objectKind: 'list', objectId: 'call-events', detail: { days } });
  const problem = query('problem');
  const message = problem === 'no_file' ? 'Choose the file first' : Object.hasOwn(CALLS_PROBLEMS, problem) ? CALLS_PROBLEMS[problem as keyof typeof CALLS_PROBLEMS] : null;
  const errors: FormError[] = message === null ? [] : [{ field: 'calls', message }];
  return {
    layout: 'desk',
    body: (
      <>
        <FormErrors errors={errors} />
        {query('done') === 'imported' && <Done text="The calls are in. What was left out is named below." />}
        <PageHeading heading="Telephone line" lead={`Calls of the last ${days} days, from what the telephone system sends. No number is kept, but that of a professional who gave up, until they are rung.`} aside={<>{PERIODS.map((each) => (each === days ? <strong key={each}>{each} days </strong> : <a key={each} className="govuk-link" href={`/line?days=${each}`}>{each} days </a>))}</>} />
        {events.length === 0 ? (
          <EmptyState heading="No calls in this time">
            <p className="govuk-body">How many calls were offered, answered and given up, and how long they waited, shows here once the telephone system sends its calls or somebody uploads them below.</p>
          </EmptyState>
        ) : (
          <>
            <StatTiles
              label="Calls"
              tiles={[
                { figure: all.offered, label: 'offered' },
                { figure: all.answered, label: 'answered' },
                { figure: all.abandoned, label: `abandoned (${shareWords(all)})`, tone: all.abandoned > 0 ? 'soon' : 'plain' },
                { figure: waitWords(all.medianSeconds), label: 'median wait of those answered' },
                { figure: waitWords(all.p90Seconds), label: 'nine in ten answered within' },
              ]}
            />
            <div className="grid gap-4">
              <Figures id="by-day" heading="By day" first="Day" rows={byDay} />
              <Figures id="by-hour" heading="By hour of the day" first="From" rows={byHour.filter(({ figures, key }) => figures.offered > 0 || (key >= '08' && key < '18'))} />
            </div>
          </>
        )}
        {readsContacts && (
          <div className="mt-4">
            <Channels counts={counts} weeks={weeks} />
          </div>
        )}
        {readsContacts && (
          <div className="mt-4">
            <PutAway calls={away} names={names} now={tx.at} />
          </div>
        )}
        {mayImport && (
          <div className="mt-6">
            <h2 className="govuk-heading-m" id="import">
              Upload calls
            </h2>
            <Report fields={report} />
            <form method="post" action="/line/import" encType="multipart/form-data" className="ds-narrow">
              <FileUpload
                id="calls"
                name="calls"
                label={{ text: 'A file of the telephone system' }}
                hint={{ text: 'CSV with the columns call_id, offered_at, outcome and waited_seconds, or JSON of the same. Sent twice, a call counts once.' }}
                errorMessage={errorFor(errors, 'calls')}
              />
              <Button text="Upload" preventDoubleClick />
            </form>
          </div>
        )}
      </>
    ),
  };
});
