import { page } from '@/app/_edge/page';
import { DangerNow } from '@/app/report/_parts/danger-now';
import { Telephone } from '@/app/report/_parts/telephone';
import { Button } from '@/components/govuk';
import { DateTime } from '@/components/doorstep';
import { PageHeading } from '@/components/shell';
import { numberNow } from '@/lib/access/lines';
import { ownPlaces } from '@/lib/access/people-store';
import { resumeAt } from '@/lib/contact/report/steps';
import { authorityList } from '@/lib/platform/db';
import { openDrafts } from '@/lib/platform/draft/store';
import { instantOf } from '@/lib/platform/time';

export const metadata = { title: 'Report a worry' };

export default page('GET /report', async ({ tx, person, authority }) => {
  const drafts = await openDrafts(tx, 'report');
  const [places, areas] = await Promise.all([ownPlaces(tx), authorityList()]);
  const others = places.filter((place) => place.id !== person.membershipId && place.agencyId !== null);
  const nameOf = (id: string) => areas.find((area) => area.id === id)?.short_name ?? '';
  const { number } = numberNow(authority.settings, tx.at);
  return {
    before: <DangerNow authority={authority} at={tx.at} />,
    body: (
      <>
        <PageHeading heading="Report a worry about a child" />
        {drafts.length > 0 && (
          <>
            <h2 className="govuk-heading-m">Not sent yet</h2>
            <ul className="govuk-list">
              {drafts.map((draft) => (
                <li key={draft.id}>
                  <a className="govuk-link" href={`/report/${draft.id}/${resumeAt(draft.content.steps)}`}>
                    Go on with the report begun <DateTime at={instantOf(draft.createdAt)} now={tx.at} within />
                  </a>{' '}
                  – nobody has seen it
                </li>
              ))}
            </ul>
          </>
        )}
        <h2 className="govuk-heading-m">Before you start</h2>
        <ul className="govuk-list govuk-list--bullet">
          <li>
            A telephone call is as good as this form, and better when you are unsure: <Telephone number={number} />.
          </li>
          <li>It takes about 15 minutes. Every page is saved; you can stop and come back.</li>
          <li>Leave out what you do not know. No report is turned away because something is missing.</li>
          <li>Helpful to have at hand: names, dates of birth and address of the children; who lives with them; what was said, word for word.</li>
          <li>Talk with the parents first, unless that could put anybody at risk. You do not need their consent to report harm.</li>
        </ul>
        <h2 className="govuk-heading-m">Where does the child live?</h2>
        <form method="post" action="/report/start">
          <Button text={others.length === 0 ? `In ${authority.shortName}: start now` : `In ${authority.shortName}, as ${person.agencyName ?? person.jobTitle}: start now`} isStartButton preventDoubleClick />
        </form>
        {others.map((place) => (
          <form key={place.id} method="post" action="/workplaces/switch">
            <input type="hidden" name="membership" value={place.id} />
            <input type="hidden" name="return" value="/report" />
            <Button text={`In ${nameOf(place.authorityId)}, as ${place.agencyName ?? place.jobTitle}`} classes="govuk-button--secondary" preventDoubleClick />
          </form>
        ))}
        <p className="govuk-body">
          Somewhere else? <a className="govuk-link" href="/">Find the area’s telephone number</a>: each area is told by its own people. If you are not sure where the child lives, start here; we pass it on and act until somebody there has taken it.
        </p>
        <p className="govuk-body">
          Not reporting for your work?{' '}
          <a className="govuk-link" href={`/areas/${authority.id}`}>
            Whom to ring as a neighbour, a relative or a friend
          </a>
          .
        </p>
      </>
    ),
  };
});
