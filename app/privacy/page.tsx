import { AreaWords, areasSaying } from '@/app/_edge/notices';
import { openPage } from '@/app/_edge/page';
import { FLOW_COOKIE } from '@/app/_edge/provider';
import { StackTable } from '@/components/doorstep';
import { PageHeading } from '@/components/shell';
import { HAND_IN_HOURS } from '@/lib/access/model';
import { KNOWN_COOKIE, KNOWN_DAYS } from '@/lib/access/door/known';
import { FLOW_MINUTES } from '@/lib/access/provider/flow';
import { SESSION_COOKIE } from '@/lib/access/session';
import { OPENED_COOKIE, OPEN_MINUTES } from '@/lib/letter/follow-up/link';

export const metadata = { title: 'Privacy and cookies' };

/** Every cookie that this service sets, what for, and how long a browser keeps it. */
const COOKIES = [
  { name: SESSION_COOKIE, why: 'Says that you are signed in. It holds a number drawn by chance, and nothing about you', keeps: `At most ${HAND_IN_HOURS} hours, and no longer than until you sign out` },
  { name: KNOWN_COOKIE, why: 'Says that you have signed in with this browser before, so that somebody who guesses at your password elsewhere cannot lock you out', keeps: `${KNOWN_DAYS} days` },
  { name: FLOW_COOKIE, why: 'Set while you sign in by your organisation’s own account, so that nobody else’s browser comes back from there', keeps: `${FLOW_MINUTES} minutes` },
  { name: OPENED_COOKIE, why: 'Says that you gave the code of a link that we sent you', keeps: `${OPEN_MINUTES} minutes` },
] as const;

/** What is kept of whom, and which cookies are set: the same wherever the service is run. What a council must add in its own words stands where it put it. */
export default openPage('GET /privacy', async () => {
  const areas = await areasSaying('privacy');
  return (
    <>
      <PageHeading heading="Privacy and cookies" lead="What this service keeps of whom, and what it puts in your browser." />
      <h2 className="govuk-heading-m">Who is responsible</h2>
      <p className="govuk-body">The council of the area in which the child lives. It decides what is kept and for how long, and answers to you for it. What it tells you of that:</p>
      <AreaWords areas={areas} show={(address) => <a className="govuk-link" href={address} rel="noreferrer">its privacy notice</a>} />
      <h2 className="govuk-heading-m">What is kept</h2>
      <ul className="govuk-list govuk-list--bullet">
        <li>of a child and a family: what somebody told the front door, what was decided, why and by whom, and what they were told;</li>
        <li>of whoever reports: their name, work and how to reach them, and which letters they have read. Whoever may be at risk for reporting can ask to be protected: their name is then sealed, and few may open it;</li>
        <li>of staff and colleagues with an account: their name, work, e-mail address and telephone, when and with which browser they signed in, and what they opened.</li>
      </ul>
      <p className="govuk-body">Whoever opens a record leaves an entry that nobody can take out. A record goes when its time is over, by a list that one manager draws up and another releases.</p>
      <h2 className="govuk-heading-m">Your rights</h2>
      <p className="govuk-body">You can ask the council for what it holds about you or your child, and have what is wrong put right. It looks at every page before it gives it out, because another person may stand on it. If you are not content with its answer, the Information Commissioner’s Office can look into it.</p>
      <h2 className="govuk-heading-m">Cookies</h2>
      <p className="govuk-body">This service sets only cookies that it cannot do without, and asks no leave for them. It counts no visitors, shows no advertisements and loads nothing from anybody else.</p>
      <StackTable caption="Cookies that this service sets" columns={[{ heading: 'Name' }, { heading: 'What for' }, { heading: 'Kept' }]} rows={COOKIES.map(({ name, why, keeps }) => ({ id: name, cells: [name, why, keeps] }))} />
    </>
  );
});
