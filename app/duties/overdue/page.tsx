import { page } from '@/app/_edge/page';
import { EmptyState, PageHeading } from '@/components/shell';
import { can } from '@/lib/access/policy';
import { readNames } from '@/lib/access/store';
import { overdueDuties } from '@/lib/duty/store';
import { DutyTable } from '../_parts/duty-table';

export const metadata = { title: 'Overdue duties' };

export default page('GET /duties/overdue', async ({ tx, person }) => {
  const duties = await overdueDuties(tx, tx.at);
  const names = await readNames(tx, duties.flatMap(({ ownerId }) => ownerId ?? []));
  tx.ledger({ action: 'duties.listed', objectKind: 'list', objectId: 'duties.overdue', detail: { ids: duties.map(({ id }) => id) } });
  const taker = can(person, 'POST /duties/[duty]/take').allowed ? person : undefined;
  return {
    layout: 'desk',
    backHref: '/duties',
    body: (
      <>
        <PageHeading heading="Overdue duties" lead="Of the whole service, the longest overdue first. A duty stays here until it is done, or a manager ends it with a lawful reason." />
        {duties.length === 0 ? (
          <EmptyState heading="Nothing is overdue">
            <p className="govuk-body">A duty appears here the moment its due instant passes, whoever owes it.</p>
          </EmptyState>
        ) : (
          <DutyTable caption="Overdue duties" duties={duties} names={names} now={tx.at} taker={taker} />
        )}
      </>
    ),
  };
});
