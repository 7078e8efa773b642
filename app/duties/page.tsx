import { page } from '@/app/_edge/page';
import { InsetText } from '@/components/govuk';
import { EmptyState, PageHeading } from '@/components/shell';
import { can } from '@/lib/access/policy';
import { ROLE_NAMES } from '@/lib/access/model';
import { readNames } from '@/lib/access/store';
import { DUTY_PROBLEMS, type DutyProblem } from '@/lib/duty/model';
import { offersTo } from '@/lib/duty/offer-store';
import { LONGEST_LIST, readDuty, readOwnDuties } from '@/lib/duty/store';
import { openRingBacks } from '@/lib/line/ring-back-store';
import { DutyTable } from './_parts/duty-table';

export const metadata = { title: 'Duties' };

const isProblem = (text: string): text is DutyProblem => Object.hasOwn(DUTY_PROBLEMS, text);
/** What a person ended lately stays in sight for a week; all of it stays with its contact. */
const ENDED_HOURS = 7 * 24;

/** A list that is cut says so: what is not in it is owed all the same. */
function Cut({ duties }: { duties: readonly unknown[] }) {
  if (duties.length < LONGEST_LIST) return null;
  return (
    <p className="govuk-body">
      <strong>The {LONGEST_LIST} that are due first stand here, and there may be more.</strong>{' '}
      <a className="govuk-link" href="/duties/overdue?show=open">
        All that is owed in the whole service
      </a>
    </p>
  );
}

export default page('GET /duties', async ({ tx, person, query }) => {
  const { mine, untaken, ended, overdue } = await readOwnDuties(tx, person.role, tx.at.subtract({ hours: ENDED_HOURS }));
  const calls = (await openRingBacks(tx)).filter(({ ownerId }) => ownerId === person.actorId).length;
  const offers = await offersTo(tx, person.actorId);
  const offered = (await Promise.all(offers.map(async ({ dutyId }) => readDuty(tx, dutyId)))).flatMap((duty) => duty ?? []);
  const names = await readNames(tx, [...mine, ...untaken, ...ended, ...offered].flatMap(({ ownerId }) => ownerId ?? []));
  tx.ledger({ action: 'duties.listed', objectKind: 'list', objectId: 'duties', detail: { ids: [...offered, ...mine, ...untaken, ...ended].map(({ id }) => id) } });
  const taker = can(person, 'POST /duties/[duty]/take').allowed ? person : undefined;
  const problem = query('problem');
  return {
    layout: 'desk',
    body: (
      <>
        <PageHeading heading="Duties" lead="What must follow a contact or a decision, whose it is, and by when. Nothing ends by itself." aside={<a className="govuk-link" href="/duties/overdue">Overdue in the whole service: {overdue < LONGEST_LIST ? overdue : `${LONGEST_LIST} or more`}</a>} />
        {isProblem(problem) && <InsetText>{DUTY_PROBLEMS[problem]}</InsetText>}
        {offered.length > 0 && (
          <>
            <h2 className="govuk-heading-m">Offered to me: accept or decline</h2>
            <DutyTable caption="Duties offered to me" duties={offered} names={names} now={tx.at} />
          </>
        )}
        <h2 className="govuk-heading-m">Mine</h2>
        {calls > 0 && (
          <p className="govuk-body">
            You also owe {calls === 1 ? 'a call' : `${calls} calls`}:{' '}
            <a className="govuk-link" href="/ring-backs">
              Ring back
            </a>
          </p>
        )}
        {mine.length === 0 ? (
          <EmptyState heading="Nothing is owed in your name">
            <p className="govuk-body">A duty stands here once you take it, or once it is opened in your name.</p>
          </EmptyState>
        ) : (
          <DutyTable caption="Duties in my name" duties={mine} names={names} now={tx.at} />
        )}
        <Cut duties={mine} />
        <h2 className="govuk-heading-m">Not taken by anyone: {ROLE_NAMES[person.role]}</h2>
        {untaken.length === 0 ? (
          <EmptyState heading="Everything your role owes has a name on it">
            <p className="govuk-body">Duties that decisions and contacts open for your role appear here until somebody takes them.</p>
          </EmptyState>
        ) : (
          <DutyTable caption="Duties of my role that nobody has taken" duties={untaken} names={names} now={tx.at} taker={taker} />
        )}
        <Cut duties={untaken} />
        {ended.length > 0 && (
          <>
            <h2 className="govuk-heading-m">Ended by me in the last week</h2>
            <DutyTable caption="Duties I ended in the last week" duties={ended} names={names} now={tx.at} />
          </>
        )}
      </>
    ),
  };
});
