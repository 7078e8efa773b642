import { openPage } from '@/app/_edge/page';
import { Button, WarningText } from '@/components/govuk';
import { PageHeading } from '@/components/shell';
import { authorityList } from '@/lib/platform/db';
import { config } from '@/lib/platform/config';

export const metadata = { title: 'The front door of children’s services' };

export default openPage('GET /', async ({ person }) => {
  const areas = await authorityList();
  return (
    <>
      <PageHeading heading="Worried about a child?" lead="Choose where the child lives. You will find whom to ring, by day and by night, and how to report a concern as a professional." />
      <WarningText text="If a child is in danger right now, ring 999." iconFallbackText="Warning" />
      <ul className="ds-areas">
        {areas.map((area) => (
          <li key={area.id} className="ds-areas__area" data-area={area.id}>
            <a className="govuk-link ds-areas__name" href={`/areas/${area.id}`}>
              {area.short_name}
            </a>
            <span className="ds-areas__service">{area.service_name}</span>
          </li>
        ))}
      </ul>
      {areas.length === 0 && <p className="govuk-body">No area has been set up on this service yet.</p>}
      <h2 className="govuk-heading-m">For professionals and front-door staff</h2>
      <p className="govuk-body">Teachers, health visitors, police officers and everyone else who works with families report here, see who has read the report, and get the decision in writing.</p>
      <div className="govuk-button-group">
        <Button text={person ? 'Go to your work' : 'Sign in'} href={person ? '/home' : '/sign-in'} isStartButton />
        {config().demo && (
          <a className="govuk-link" href="/demo">
            Demo: sign in as an invented person
          </a>
        )}
      </div>
    </>
  );
});
