import type { Temporal } from 'temporal-polyfill';
import { DateTime, ReferenceLink } from '@/components/doorstep';
import { InsetText } from '@/components/govuk';
import type { OtherChild } from '@/lib/contact/additions/other-children-store';

/** Children whom this decision does not name, since they came with a contact that was joined in: somebody still has to say how each stands. */
export function OtherChildren({ others, now }: { others: readonly OtherChild[]; now: Temporal.Instant }) {
  if (others.length === 0) return null;
  return (
    <InsetText>
      <p className="govuk-body">
        <strong>This decision does not name these children.</strong> They came with what was joined in, and nobody else decides on them. Add a child who belongs here, or say of each how they stand.
      </p>
      <ul className="govuk-list">
        {others.map(({ dutyId, reference, name, age, dueAt }) => (
          <li key={dutyId}>
            <bdi>{name ?? 'A child'}</bdi>, {age}, in <ReferenceLink reference={reference} />: <a className="govuk-link" href={`/duties/${dutyId}`}>how they stand<span className="govuk-visually-hidden"> ({name ?? reference})</span></a>
            {dueAt !== null && <>, by <DateTime at={dueAt} now={now} within due /></>}
          </li>
        ))}
      </ul>
    </InsetText>
  );
}
