import type { Temporal } from 'temporal-polyfill';
import { Telephone } from '@/app/report/_parts/telephone';
import { Button } from '@/components/govuk';
import type { Authority } from '@/lib/access/store';
import { numberNow } from '@/lib/access/lines';

/** What does not wait: the number that is answered now, 999, and the report; for a worker, the call itself. */
export function CannotWait({ authority: { settings }, at, onBehalf }: { authority: Pick<Authority, 'settings'>; at: Temporal.Instant; onBehalf: boolean }) {
  const { number } = numberNow(settings, at);
  return (
    <section className="ds-danger mb-6" aria-labelledby="cannot-wait">
      <h2 className="govuk-heading-m" id="cannot-wait">
        {onBehalf ? 'Then take it down now' : 'Then do not wait for us'}
      </h2>
      {onBehalf ? (
        <>
          <p className="govuk-body">Log the call with whoever is on the telephone. If a child is in danger this minute they ring 999.</p>
          <form method="post" action="/calls/start">
            <Button text="Log a call" preventDoubleClick />
          </form>
        </>
      ) : (
        <>
          <p className="govuk-body">
            In danger this minute: ring <Telephone number="999" />. Otherwise ring us now: <Telephone number={number} />. Somebody answers, day and night.
          </p>
          <form method="post" action="/report/start">
            <Button text="Or write it down: report a concern" classes="govuk-button--secondary" preventDoubleClick />
          </form>
        </>
      )}
    </section>
  );
}
