import type { Temporal } from 'temporal-polyfill';
import { DateTime } from '@/components/doorstep';
import { Button, Checkboxes, Input, WarningText } from '@/components/govuk';
import type { Colleague } from '@/lib/contact/queue/claim-store';
import type { Unguarded } from '@/lib/restriction/guardian-store';
import type { RestrictedChild } from '@/lib/restriction/restricted-store';

/**
 * Restricted children whose guardians have all left, for the managers who may name others: by its name to whoever registered it, and to
 * every other manager without one.
 */
export function UnguardedChildren({ unguarded, known, colleagues, me, now }: { unguarded: readonly Unguarded[]; known: readonly RestrictedChild[]; colleagues: readonly Colleague[]; me: string; now: Temporal.Instant }) {
  if (unguarded.length === 0) return null;
  const nameOf = (accountId: string) => (accountId === me ? 'you' : (colleagues.find((one) => one.accountId === accountId)?.name ?? 'a manager who has left'));
  const others = colleagues.filter(({ accountId }) => accountId !== me);
  return (
    <section aria-labelledby="unguarded">
      <h3 className="govuk-heading-s" id="unguarded">
        Without a guardian
      </h3>
      <WarningText text="Nobody answers for these children, and nobody can be let in to what is about them. Name others now." />
      {unguarded.map(({ id, registeredAt, registeredBy, secondId }) => {
        const child = known.find((one) => one.id === id);
        const called = child === undefined ? 'the child' : `${child.givenName} ${child.familyName}`;
        return (
          <form method="post" action="/restricted/guardians" key={id} noValidate>
            <input type="hidden" name="child" value={id} />
            <p className="govuk-body">
              {child === undefined ? 'A restricted child' : <strong><bdi>{called}</bdi></strong>}, registered <DateTime at={registeredAt} now={now} within /> by <bdi>{nameOf(registeredBy)}</bdi>, confirmed by <bdi>{nameOf(secondId)}</bdi>: all guardians have left, or do casework here no more.
              {child === undefined && ' Who it is, is not for you to see. Ask whoever registered it, if they are here, who must not be named.'}
            </p>
            <Checkboxes idPrefix={`guardians-${id}`} name="guardians" fieldset={{ legend: { text: `Who guards ${called} from now? At least two`, classes: 'govuk-fieldset__legend--s' } }} hint={{ text: 'Nobody who may know the family. Not you: you see no contact by this.' }} items={others.map(({ accountId, name, jobTitle }) => ({ value: accountId, text: `${name}, ${jobTitle}` }))} />
            <Input id={`guardians-why-${id}`} name="reason" label={{ text: 'Why these?' }} />
            <Button text={`Name guardians for ${called}`} preventDoubleClick />
          </form>
        );
      })}
    </section>
  );
}
