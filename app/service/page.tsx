import { Temporal } from 'temporal-polyfill';
import { page } from '@/app/_edge/page';
import { NobodyLooks } from '@/app/alarms/nobody-looks';
import { InsetText, SummaryList, WarningText } from '@/components/govuk';
import { CalendarDate, DateTime, StackTable } from '@/components/doorstep';
import { PageHeading } from '@/components/shell';
import { lastLook } from '@/lib/assurance/service/look-store';
import { calendarEndsSoon, england } from '@/lib/clock/calendar';
import { readCheckpoint } from '@/lib/ledger/checkpoint';
import { checkpointLines } from '@/lib/ledger/checkpoint-file';
import { config, type Config } from '@/lib/platform/config';
import { countJobs } from '@/lib/platform/job-store';
import { channelsNow } from '@/lib/platform/post';
import { publicHalf } from '@/lib/platform/signing-keys';
import { londonDate } from '@/lib/platform/time';
import { VERSION } from '@/lib/platform/version';
import { guideInForce } from '@/lib/threshold/guides';
import { AREA_IDS } from '@/lib/threshold/model';

export const metadata = { title: 'Service' };

const MAIL_WORDS: Record<Config['mail']['kind'], string> = {
  notify: 'GOV.UK Notify',
  smtp: 'SMTP',
  tray: 'Post tray of the demo: nothing leaves this machine',
};

const WORKER_WORDS: Record<Config['worker'], string> = {
  web: 'In this process',
  off: 'In a process of its own (npm run worker)',
};

const STATE_WORDS: Record<string, string> = { created: 'waiting', retry: 'to be tried again', active: 'under way', completed: 'done', cancelled: 'cancelled', failed: 'given up: look in the log' };

export default page('GET /service', async ({ tx }) => {
  const jobs = await countJobs(tx);
  const last = await lastLook(tx);
  const { mail, worker, publicOrigin, checkpoints } = config();
  const marked = checkpoints === null ? null : readCheckpoint(checkpointLines(checkpoints.folder, tx.actor.authorityId).at(-1) ?? '');
  const today = londonDate(tx.at);
  const guides = AREA_IDS.map((area) => ({ area, guide: guideInForce(area, today) }));
  return (
    <>
      <PageHeading heading="Service" lead="How the service itself is doing. No concern about any child can be read from here." />
      <NobodyLooks last={last} now={tx.at} />
      {calendarEndsSoon(tx.at) && <WarningText text="The list of bank holidays ends within half a year. Beyond it deadlines in working days cannot be worked out: bring new data (docs/running.md)." iconFallbackText="Warning" />}
      {checkpoints === null && <WarningText text="No checkpoints of the ledger are written: whoever owns the database server could cut it off or write it anew unseen. Set CHECKPOINT_KEY and CHECKPOINT_DIR (docs/running.md)." iconFallbackText="Warning" />}
      {jobs.some((job) => job.state === 'failed') && <WarningText text="Some jobs were given up after every retry: messages may not have gone out." iconFallbackText="Warning" />}
      <SummaryList
        rows={[
          { key: { text: 'Release' }, value: { text: VERSION } },
          { key: { text: 'Address' }, value: { text: publicOrigin } },
          { key: { text: 'Mail goes by' }, value: { text: MAIL_WORDS[mail.kind] } },
          { key: { text: 'Texts go by' }, value: { text: channelsNow().includes('text') ? MAIL_WORDS[mail.kind] : 'Nothing: alarms go by e-mail alone. Set NOTIFY_SMS_TEMPLATE_ID (docs/running.md)' } },
          { key: { text: 'Jobs are done' }, value: { text: WORKER_WORDS[worker] } },
          { key: { text: 'Looked at what is due' }, value: { html: <DateTime at={last} now={tx.at} /> } },
          ...(checkpoints === null
            ? []
            : [
                { key: { text: 'Last checkpoint of the ledger' }, value: { html: marked === null ? 'None of this area in this process’s folder' : <DateTime at={Temporal.Instant.from(marked.at)} now={tx.at} /> } },
                { key: { text: 'Key that checks checkpoints' }, value: { html: <code className="ds-hash">{publicHalf(checkpoints.key)}</code> } },
              ]),
          { key: { text: 'Bank holidays known until' }, value: { html: <CalendarDate date={england.lastDate} now={tx.at} /> } },
        ]}
      />
      <h2 className="govuk-heading-m">Jobs</h2>
      {jobs.length === 0 ? (
        <InsetText text="No job has been queued yet. Each e-mail is a job." />
      ) : (
        <StackTable caption="Jobs, by what became of them" columns={[{ heading: 'Job' }, { heading: 'State' }, { heading: 'How many' }]} rows={jobs.map(({ name, state, count }) => ({ id: `job-${name}-${state}`, cells: [name, STATE_WORDS[state] ?? state, count] }))} />
      )}
      <h2 className="govuk-heading-m">Guides in force today</h2>
      <StackTable
        caption="The guide of each area today"
        columns={[{ heading: 'Area' }, { heading: 'Guide' }, { heading: 'Edition' }, { heading: 'Standing' }]}
        rows={guides.map(({ area, guide }) => ({ id: `guide-${area}`, cells: [area, guide?.title ?? 'None', guide?.version ?? '', guide === undefined ? '' : guide.illustrative ? 'Illustrative' : 'The partnership’s own'] }))}
      />
    </>
  );
});
