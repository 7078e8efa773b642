import type { Temporal } from 'temporal-polyfill';
import { page } from '@/app/_edge/page';
import { Telephone } from '@/app/report/_parts/telephone';
import { DateTime, StackTable } from '@/components/doorstep';
import { Tag } from '@/components/govuk';
import { Done, EmptyState, FormErrors, PageHeading, type FormError } from '@/components/shell';
import { readNames } from '@/lib/access/store';
import { acceptedOf } from '@/lib/attention/alarm-store';
import { occasionOf } from '@/lib/attention/unsent-alarms';
import { isRingProblem, RING_PROBLEMS } from '@/lib/attention/verbs/ring-unsent';
import { elapsedWords } from '@/lib/clock/model';
import { ENDING_WORDS, OUTCOME_TABLE } from '@/lib/contact/unsent/unsent';
import { endedUnsent, openUnsent, unsentCalls, type UnsentCall, type UnsentReport } from '@/lib/contact/unsent/unsent-store';
import type { Fields } from '@/lib/platform/draft/model';
import { typedBefore } from '@/lib/platform/draft/typed';
import { CallForm, callFields } from './_parts/call-form';
import { callForm } from './typed';

export const metadata = { title: 'Unsent reports' };

const ENDED_SHOWN = 50;
type Names = ReadonlyMap<string, string>;

function Author({ report: { author, agency, protected: isProtected, ended } }: { report: UnsentReport }) {
  if (author !== null)
    return (
      <>
        <bdi>{author.name}</bdi>
        <p className="ds-row-detail">
          <bdi>{agency?.name}</bdi>
        </p>
        {ended === null && (author.phone === '' ? <span className="ds-unknown">No telephone number</span> : <Telephone number={author.phone} />)}
      </>
    );
  if (!isProtected) return <span className="ds-unknown">Not kept: it was sent</span>;
  return (
    <>
      Somebody who asks to be protected
      <p className="ds-row-detail">You do not learn who. The service reminds them, and asks them for you.</p>
    </>
  );
}

function Calls({ calls, accepted, names, now }: { calls: readonly UnsentCall[]; accepted: { by: string; at: Temporal.Instant } | undefined; names: Names; now: Temporal.Instant }) {
  return (
    <>
      {accepted !== undefined && (
        <p className="ds-row-detail">
          <bdi>{names.get(accepted.by) ?? 'A colleague'}</bdi> has it, since <DateTime at={accepted.at} now={now} within />
        </p>
      )}
      {calls.length > 0 && (
        <ul className="govuk-list">
          {calls.map(({ at, by, outcome, words }) => (
            <li key={at.toString()}>
              <DateTime at={at} now={now} /> <bdi>{names.get(by) ?? 'A colleague'}</bdi>: {OUTCOME_TABLE[outcome].words}. <span dir="auto">{words}</span>
            </li>
          ))}
        </ul>
      )}
      {accepted === undefined && calls.length === 0 && <span className="ds-unknown">Nobody has rung yet</span>}
    </>
  );
}

function Ended({ ended, names, now }: { ended: NonNullable<UnsentReport['ended']>; names: Names; now: Temporal.Instant }) {
  return (
    <>
      {ENDING_WORDS[ended.how]}, <DateTime at={ended.at} now={now} within />
      {ended.how !== 'sent' && ended.how !== 'no_longer' && (
        <p className="ds-row-detail">
          {ended.by === null ? 'Its author' : <bdi>{names.get(ended.by) ?? 'A colleague'}</bdi>}: <span dir="auto">{ended.why}</span>
        </p>
      )}
    </>
  );
}

export default page('GET /unsent', async ({ tx, query }) => {
  const [open, ended] = await Promise.all([openUnsent(tx), endedUnsent(tx, ENDED_SHOWN)]);
  const calls = await unsentCalls(tx, [...open, ...ended].map(({ id }) => id));
  const accepted = await acceptedOf(tx, open.map(occasionOf));
  const names = await readNames(tx, [...calls.map(({ by }) => by), ...[...accepted.values()].map(({ by }) => by), ...ended.flatMap((report) => report.ended?.by ?? [])]);
  const typed = new Map<string, Fields>();
  for (const { id } of open) typed.set(id, await typedBefore(tx, callForm(id)));
  tx.ledger({ action: 'unsent.listed', objectKind: 'list', objectId: 'unsent', detail: { ids: [...open, ...ended].map(({ id }) => id) } });
  const problem = query('problem');
  const about = open.find(({ id }) => id === query('of'))?.id;
  const errors: FormError[] = isRingProblem(problem) ? [{ field: about === undefined ? 'ended' : callFields(about)[problem === 'no_words' ? 'words' : 'outcome'], message: RING_PROBLEMS[problem] }] : [];
  const callsOf = (id: string) => calls.filter(({ unsentId }) => unsentId === id);
  return {
    layout: 'desk',
    body: (
      <>
        <FormErrors errors={errors} />
        {query('done') === 'rang' && <Done text="It is recorded in your name, and nobody else is called." />}
        <PageHeading heading="Unsent reports: ring them" lead="Begun, serious by what is typed so far, and not sent. Nobody reads what is in them: ring and ask." aside={<a className="govuk-link" href="/alarms">Alarms</a>} />
        {open.length === 0 ? (
          <EmptyState heading="No serious report waits unsent">
            <p className="govuk-body">A report shows here when what its author typed is at level 4 or in immediate danger and it was not sent for two hours. One at level 3 shows here after the next working morning, where nobody in the author’s agency may be told.</p>
          </EmptyState>
        ) : (
          <StackTable
            caption="Unsent reports, the highest level and the longest unsent first"
            columns={[{ heading: 'Level', classes: 'ds-col-narrow' }, { heading: 'Whom to ring', classes: 'w-1/4' }, { heading: 'Not sent for', classes: 'w-1/5' }, { heading: 'What was done' }]}
            rows={open.map((report) => ({
              id: `unsent-${report.id}`,
              urgent: report.urgent,
              cells: [
                <Tag key="level" text={report.urgent ? 'Level 4' : 'Below 4'} classes={report.urgent ? 'govuk-tag--red' : 'govuk-tag--yellow'} />,
                <Author key="author" report={report} />,
                <div key="since">
                  {elapsedWords(report.since, tx.at)}
                  <p className="ds-row-detail">
                    Begun <DateTime at={report.begunAt} now={tx.at} within />, last saved <DateTime at={report.touchedAt} now={tx.at} within />
                  </p>
                </div>,
                <div key="done">
                  <Calls calls={callsOf(report.id)} accepted={accepted.get(occasionOf(report))} names={names} now={tx.at} />
                  <CallForm report={report} typed={typed.get(report.id) ?? {}} errors={about === report.id ? errors : []} />
                </div>,
              ],
            }))}
          />
        )}
        <h2 className="govuk-heading-m" id="ended">
          Over
        </h2>
        {ended.length === 0 ? (
          <EmptyState heading="None has ended yet">
            <p className="govuk-body">What was sent after all, told another way or not needed stays here with its reason and whose word it is.</p>
          </EmptyState>
        ) : (
          <StackTable
            caption="Unsent reports that are over, the latest first"
            columns={[{ heading: 'Who', classes: 'w-1/4' }, { heading: 'Begun', classes: 'w-1/5' }, { heading: 'What was done' }, { heading: 'How it ended', classes: 'w-1/4' }]}
            rows={ended.map((report) => ({
              id: `unsent-${report.id}`,
              cells: [
                <Author key="author" report={report} />,
                <DateTime key="begun" at={report.begunAt} now={tx.at} />,
                <Calls key="calls" calls={callsOf(report.id)} accepted={undefined} names={names} now={tx.at} />,
                report.ended === null ? null : <Ended key="ended" ended={report.ended} names={names} now={tx.at} />,
              ],
            }))}
          />
        )}
      </>
    ),
  };
});
