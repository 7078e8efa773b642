import { redirect } from 'next/navigation';
import { page } from '@/app/_edge/page';
import { DangerNow } from '@/app/report/_parts/danger-now';
import { NotSent } from '@/app/report/_parts/not-sent';
import { Button } from '@/components/govuk';
import { Card, Cards } from '@/components/doorstep';
import { PageHeading } from '@/components/shell';
import { can, type RouteKey } from '@/lib/access/policy';
import { colleaguesUnsent, ownUnsent } from '@/lib/contact/unsent/unsent-store';
import { openDrafts } from '@/lib/platform/draft/store';

export const metadata = { title: 'Home' };

/** The first door that a role may open is where its work begins. */
const FIRST_DOORS: readonly { key: RouteKey; href: string }[] = [
  { key: 'GET /queue', href: '/queue' },
  { key: 'GET /admin/people', href: '/admin/people' },
  { key: 'GET /service', href: '/service' },
];

export default page('GET /home', async ({ tx, person, authority }) => {
  // An auditor reads the queue too, but comes for the ledger.
  if (can(person, 'GET /ledger').allowed) redirect('/ledger');
  const door = FIRST_DOORS.find(({ key }) => can(person, key).allowed);
  if (door) redirect(door.href);
  const drafts = (await openDrafts(tx, 'report')).map(({ id }) => id);
  const [serious] = [...(await ownUnsent(tx, drafts)).values()].filter(({ ended }) => ended === null).sort((a, b) => a.since.epochMilliseconds - b.since.epochMilliseconds);
  const colleagues = await colleaguesUnsent(tx, drafts);
  return {
    before: <DangerNow authority={authority} at={tx.at} />,
    body: (
      <>
        <PageHeading caption={person.agencyName ?? undefined} heading="Worried about a child?" lead={`${authority.shortName}’s front door reads every report and tells you what was decided.`} />
        {serious !== undefined && <NotSent authority={authority} at={tx.at} since={serious.since} href="/my/drafts" />}
        <Button text="Report a concern" href="/report" isStartButton />
        <Cards columns={2}>
          <Card heading="Talk to us">
            <p className="govuk-body">For advice, and when you are unsure: be rung back, or book a time. If it cannot wait, ring.</p>
            <a className="govuk-link" href="/talk">
              Be rung back, or book a time
            </a>
          </Card>
          <Card heading="Not sent yet">
            <p className="govuk-body">Reports you began and can go on with. Nobody has seen them.</p>
            {colleagues.length > 0 && <p className="govuk-body">{colleagues.length === 1 ? 'A colleague has begun a report that may be serious, and has not sent it.' : `Colleagues have begun ${colleagues.length} reports that may be serious, and have not sent them.`}</p>}
            <a className="govuk-link" href="/my/drafts">
              Open what is not sent yet
            </a>
          </Card>
          <Card heading="My contacts">
            <p className="govuk-body">What became of the reports you sent: who has read them, what was decided, your letters.</p>
            <a className="govuk-link" href="/my/contacts">
              Open my contacts
            </a>
          </Card>
        </Cards>
      </>
    ),
  };
});
