import { openPage } from '@/app/_edge/page';
import { Telephone } from '@/app/areas/[area]/telephone';
import { Button, WarningText } from '@/components/govuk';
import { PageHeading } from '@/components/shell';
import type { Temporal } from 'temporal-polyfill';
import { numberNow } from '@/lib/access/lines';
import { authoritySettings, type AuthoritySettings } from '@/lib/access/schema';
import { config } from '@/lib/platform/config';
import { knownAuthorities } from '@/lib/platform/db';
import { now } from '@/lib/platform/time';

export const metadata = { title: 'The front door of children’s services' };

/** The number that is answered at this moment, above the link that covers the area's card. */
function RingInArea({ settings, at }: { settings: AuthoritySettings; at: Temporal.Instant }) {
  const { number, whose } = numberNow(settings, at);
  return (
    <span className="ds-areas__ring">
      {whose === 'night' ? 'Now, the emergency duty team: ' : 'Now: '}
      <Telephone number={number} />
    </span>
  );
}

export default openPage('GET /', async ({ person }) => {
  const areas = await knownAuthorities();
  const at = now();
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
            <RingInArea settings={authoritySettings.parse(area.settings)} at={at} />
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
