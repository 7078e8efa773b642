import { Button, Select } from '@/components/govuk';
import type { Colleague } from '@/lib/contact/queue/claim-store';
import type { NamedOfficer } from '@/lib/restriction/access-store';

const KINDS = { lado: 'LADO', duty: 'Duty staff for positions of trust' } as const;

/** Who sees contacts about people in positions of trust: named, not the whole desk (domain 7.3). */
export function Officers({ officers, colleagues, mayName }: { officers: readonly NamedOfficer[]; colleagues: readonly Colleague[]; mayName: boolean }) {
  return (
    <section aria-labelledby="officers">
      <h2 className="govuk-heading-m" id="officers">
        Named for positions of trust
      </h2>
      <p className="govuk-body">
        Contacts about a person who works with children, or about somebody of the reporter’s own workplace, are seen by these and by the reporter. {officers.every(({ here }) => !here) && (officers.length === 0 ? 'Nobody is named yet: until somebody is, the whole desk sees them.' : 'All who are named have left: until somebody else is, the whole desk sees them.')}
      </p>
      {officers.length > 0 && (
        <ul className="govuk-list">
          {officers.map(({ id, name, kind, here }) => (
            <li key={id}>
              <form method="post" action="/restricted/officers" className="ds-open">
                <input type="hidden" name="end" value={id} />
                <span>
                  <bdi>{name}</bdi>, {KINDS[kind]}
                  {!here && <strong className="ds-mark">has left</strong>}
                </span>
                {mayName && (
                  <button type="submit" className="ds-open__button">
                    End<span className="govuk-visually-hidden"> the naming of {name}</span>
                  </button>
                )}
              </form>
            </li>
          ))}
        </ul>
      )}
      {mayName && (
        <form method="post" action="/restricted/officers" noValidate>
          <Select id="account" name="account" label={{ text: 'Colleague' }} items={[{ value: '', text: 'Choose' }, ...colleagues.map(({ accountId, name, jobTitle }) => ({ value: accountId, text: `${name}, ${jobTitle}` }))]} />
          <Select id="kind" name="kind" label={{ text: 'Named as' }} items={[{ value: '', text: 'Choose' }, ...Object.entries(KINDS).map(([value, text]) => ({ value, text }))]} />
          <Button text="Name them" classes="govuk-button--secondary" preventDoubleClick />
        </form>
      )}
    </section>
  );
}
