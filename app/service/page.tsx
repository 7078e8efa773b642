import { page } from '@/app/_edge/page';
import { InsetText, SummaryList, Table, WarningText } from '@/components/govuk';
import { CalendarDate } from '@/components/doorstep';
import { PageHeading } from '@/components/shell';
import { calendarEndsSoon, england } from '@/lib/clock/calendar';
import { config, type Config } from '@/lib/platform/config';
import { countJobs } from '@/lib/platform/job-store';
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
  const { mail, worker, publicOrigin } = config();
  const today = londonDate(tx.at);
  const guides = AREA_IDS.map((area) => ({ area, guide: guideInForce(area, today) }));
  return (
    <>
      <PageHeading heading="Service" lead="How the service itself is doing. No concern about any child can be read from here." />
      {calendarEndsSoon(tx.at) && <WarningText text="The list of bank holidays ends within half a year. Beyond it deadlines in working days cannot be worked out: bring new data (docs/running.md)." iconFallbackText="Warning" />}
      {jobs.some((job) => job.state === 'failed') && <WarningText text="Some jobs were given up after every retry: messages may not have gone out." iconFallbackText="Warning" />}
      <SummaryList
        rows={[
          { key: { text: 'Release' }, value: { text: VERSION } },
          { key: { text: 'Address' }, value: { text: publicOrigin } },
          { key: { text: 'Mail goes by' }, value: { text: MAIL_WORDS[mail.kind] } },
          { key: { text: 'Jobs are done' }, value: { text: WORKER_WORDS[worker] } },
          { key: { text: 'Bank holidays known until' }, value: { html: <CalendarDate date={england.lastDate} now={tx.at} /> } },
        ]}
      />
      <h2 className="govuk-heading-m">Jobs</h2>
      {jobs.length === 0 ? (
        <InsetText text="No job has been queued yet. Each e-mail is a job." />
      ) : (
        <Table head={[{ text: 'Job' }, { text: 'State' }, { text: 'How many', format: 'numeric' }]} rows={jobs.map((job) => [{ text: job.name }, { text: STATE_WORDS[job.state] ?? job.state }, { text: job.count, format: 'numeric' }])} />
      )}
      <h2 className="govuk-heading-m">Guides in force today</h2>
      <Table
        head={[{ text: 'Area' }, { text: 'Guide' }, { text: 'Edition' }, { text: 'Standing' }]}
        rows={guides.map(({ area, guide }) => [{ text: area }, { text: guide?.title ?? 'None' }, { text: guide?.version ?? '' }, { text: guide === undefined ? '' : guide.illustrative ? 'Illustrative' : 'The partnership’s own' }])}
      />
    </>
  );
});
