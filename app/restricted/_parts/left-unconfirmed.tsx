import type { Temporal } from 'temporal-polyfill';
import { DateTime } from '@/components/doorstep';
import { Button, Select, WarningText } from '@/components/govuk';
import type { Colleague } from '@/lib/contact/queue/claim-store';
import type { Unconfirmed } from '@/lib/restriction/restricted-store';

/**
 * Registrations that nobody has confirmed and whose two managers are gone or silent, for every other manager: they name a second one, and
 * nothing is said of the child.
 * @param managers whom the reader can name.
 */
export function LeftUnconfirmed({ left, colleagues, managers, now }: { left: readonly Unconfirmed[]; colleagues: readonly Colleague[]; managers: readonly Colleague[]; now: Temporal.Instant }) {
  if (left.length === 0) return null;
  const nameOf = (id: string) => colleagues.find(({ accountId }) => accountId === id)?.name ?? 'a manager who has left';
  return (
    <section aria-labelledby="left">
      <h3 className="govuk-heading-s" id="left">
        Not confirmed
      </h3>
      <WarningText text="What is about these children is open to the whole desk until a second manager has confirmed them. Name one now." />
      {left.map(({ id, registeredAt, registeredBy, secondId }) => (
        <form method="post" action="/restricted/second" key={id} noValidate>
          <input type="hidden" name="child" value={id} />
          <p className="govuk-body">
            A restricted child, registered <DateTime at={registeredAt} now={now} within /> by <bdi>{nameOf(registeredBy)}</bdi>, waits for <bdi>{nameOf(secondId)}</bdi>. Who it is, is not for you to see.
          </p>
          <Select id={`left-${id}`} name="second" label={{ text: 'Which manager confirms it?' }} hint={{ text: 'Not you. Nobody who may know the family.' }} items={[{ value: '', text: 'Choose' }, ...managers.filter(({ accountId }) => accountId !== registeredBy && accountId !== secondId).map(({ accountId, name }) => ({ value: accountId, text: name }))]} />
          <Button text="Name this manager" preventDoubleClick />
        </form>
      ))}
    </section>
  );
}
