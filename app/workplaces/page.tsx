import { page } from '@/app/_edge/page';
import { Button, InsetText } from '@/components/govuk';
import { Card, Cards } from '@/components/doorstep';
import { PageHeading } from '@/components/shell';
import { ROLE_NAMES } from '@/lib/access/model';
import { ownPlaces } from '@/lib/access/people-store';
import { authorityList } from '@/lib/platform/db';

export const metadata = { title: 'Where you work' };

export default page('GET /workplaces', async ({ tx, person }) => {
  const [places, areas] = await Promise.all([ownPlaces(tx), authorityList()]);
  const areaOf = (id: string) => areas.find((area) => area.id === id);
  return (
    <>
      <PageHeading heading="Where you work" lead="A report starts with where the child lives. Open the place of work for which you are acting now." />
      <Cards columns={2}>
        {places.map((place) => (
          <Card key={place.id} heading={place.agencyName ?? areaOf(place.authorityId)?.service_name ?? ''} aside={place.id === person.membershipId ? 'open now' : undefined}>
            <p className="govuk-body">
              {areaOf(place.authorityId)?.short_name}
              <br />
              {ROLE_NAMES[place.role]}
              {place.jobTitle && ` · ${place.jobTitle}`}
            </p>
            {place.id !== person.membershipId && (
              <form method="post" action="/workplaces/switch">
                <input type="hidden" name="membership" value={place.id} />
                <Button html={<>Work here<span className="govuk-visually-hidden">{`: ${place.agencyName ?? ''} ${areaOf(place.authorityId)?.short_name ?? ''}`}</span></>} classes="govuk-button--secondary" preventDoubleClick />
              </form>
            )}
          </Card>
        ))}
      </Cards>
      {places.length === 1 && <InsetText text="You have one place of work. The administrator of another agency or area can add you there by the same e-mail address." />}
    </>
  );
});
