import { ReferenceLink } from '@/components/doorstep';
import { InsetText } from '@/components/govuk';
import type { NamedBefore } from '@/lib/contact/identity/named-before-store';

/** Children whom another contact names with these and this one does not: asked about, and added by nobody but a person (domain 7.13). */
export function AlsoNamed({ reference, named, mayAdd }: { reference: string; named: readonly NamedBefore[]; mayAdd: boolean }) {
  if (named.length === 0) return null;
  return (
    <InsetText>
      <p className="govuk-body">
        <strong>{named.length === 1 ? 'A child is named with these in another contact, and is not in this one.' : `${named.length} children are named with these in other contacts, and are not in this one.`}</strong> Each child of the home is considered. Ask where they are and who they are with, and add each who belongs here.
      </p>
      <ul className="govuk-list">
        {named.map(({ id, name, age, references }) => (
          <li key={id}>
            <bdi>{name ?? 'A child, whose name stands in what you have not opened'}</bdi>, {age} then: named in{' '}
            {references.map((each, index) => (
              <span key={each}>
                {index > 0 && ', '}
                <ReferenceLink reference={each} />
              </span>
            ))}
            , not in this one
            {mayAdd && name !== null && (
              <>
                {'. '}
                <a className="govuk-link" href={`/contacts/${reference}/decision/child?from=${id}`}>
                  Add<span className="govuk-visually-hidden"> {name}</span>
                </a>
              </>
            )}
          </li>
        ))}
      </ul>
    </InsetText>
  );
}
