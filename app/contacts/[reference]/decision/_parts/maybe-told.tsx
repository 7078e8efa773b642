import type { Temporal } from 'temporal-polyfill';
import { DateTime, ReferenceLink } from '@/components/doorstep';
import { InsetText } from '@/components/govuk';
import type { MaybeTold as Maybe } from '@/lib/contact/identity/unnamed-store';

/** Earlier contacts that may be about a newborn who has no name yet: whether they are is said by a person, and not passed over where a decision hangs on it (domain 2.2, behaviour 5; decision 34). */
export function MaybeTold({ reference, maybe: { contacts, times }, now }: { reference: string; maybe: Maybe; now: Temporal.Instant }) {
  return (
    <InsetText>
      <p className="govuk-body">
        <strong>Is this the same newborn? With these it would be {times} times in 12 months.</strong> They are of one family name and birth, and one of the two has no name. Nothing counts them until somebody says so: say it under <a className="govuk-link" href={`/contacts/${reference}#who`}>Who is this?</a>, or write with your decision why you decide without knowing.
      </p>
      <ul className="govuk-list">
        {contacts.map((contact) => (
          <li key={contact.contactId}>
            <ReferenceLink reference={contact.reference} />, <DateTime at={contact.receivedAt} now={now} />
          </li>
        ))}
      </ul>
    </InsetText>
  );
}
