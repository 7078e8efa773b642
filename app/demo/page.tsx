import { openPage } from '@/app/_edge/page';
import { PageHeading } from '@/components/shell';
import { ROLE_NAMES, ROLES } from '@/lib/access/model';
import { readColleagues, type Colleague } from '@/lib/access/people-store';
import { authorityList, systemOf, withActor } from '@/lib/platform/db';

export const metadata = { title: 'Demo sign-in' };

function Someone({ area, person }: { area: string; person: Colleague }) {
  return (
    <li>
      <form method="post" action="/demo/sign-in">
        <input type="hidden" name="area" value={area} />
        <input type="hidden" name="membership" value={person.membershipId} />
        <button type="submit" className="ds-person">
          <span className="ds-person__name">{person.name}</span>
          <span className="ds-person__what">
            {person.jobTitle}
            {person.agencyName && `, ${person.agencyName}`}
            {person.role === 'manager' && (person.qualified ? ' (social-work-qualified)' : ' (not social-work-qualified)')}
          </span>
        </button>
      </form>
    </li>
  );
}

export default openPage('GET /demo', async () => {
  const areas = await authorityList();
  const staffed = await Promise.all(areas.map(async (area) => ({ area, people: await withActor(systemOf(area.id), readColleagues) })));
  return (
    <div className="ds-wide">
      <PageHeading caption="Demo" heading="Sign in as an invented person" lead="One click opens the service as this person sees it. Nobody here exists, and no telephone number is answered." />
      <nav aria-label="Areas">
        <ul className="ds-jump">
          {areas.map((area) => (
            <li key={area.id}>
              <a className="govuk-link" href={`#${area.id}`}>
                {area.short_name}
              </a>
            </li>
          ))}
        </ul>
      </nav>
      {staffed.map(({ area, people }) => (
        <section key={area.id} data-area={area.id} aria-labelledby={area.id}>
          <h2 className="govuk-heading-m" id={area.id}>
            {area.short_name}
          </h2>
          <div className="ds-roles">
            {ROLES.map((role) => ({ role, those: people.filter((person) => person.role === role && person.disabledAt === null) }))
              .filter(({ those }) => those.length > 0)
              .map(({ role, those }) => (
                <div key={role}>
                  <h3 className="govuk-heading-s">{ROLE_NAMES[role]}</h3>
                  <ul className="ds-people">
                    {those.map((person) => (
                      <Someone key={person.membershipId} area={area.id} person={person} />
                    ))}
                  </ul>
                </div>
              ))}
          </div>
        </section>
      ))}
    </div>
  );
});
