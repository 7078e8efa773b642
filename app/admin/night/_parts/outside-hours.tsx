import type { Temporal } from 'temporal-polyfill';
import { DateTime } from '@/components/doorstep';
import { InsetText } from '@/components/govuk';
import type { OutsideHours as Outside } from '@/lib/line/outside-hours-store';
import { POST_TABLE } from '@/lib/rota/model';

/** More of a kind are the same week after week. */
const SHOWN = 10;

function More({ all }: { all: number }) {
  return all > SHOWN && <li>and {all - SHOWN} more</li>;
}

/** What was made for other hours and stays as it is until somebody changes it: shifts of the rota, and times that partners book or have booked. */
export function OutsideHours({ shifts, slots, now }: Outside & { now: Temporal.Instant }) {
  if (shifts.length + slots.length === 0) return null;
  return (
    <InsetText>
      <div id="outside-hours">
        <strong>What no longer fits the office hours, and stays as it is until somebody changes it</strong>
        {shifts.length > 0 && (
          <>
            <p className="govuk-body">Shifts that lie partly where their post is not needed. A manager changes them on “Rota”, where the times show at which nobody is on.</p>
            <ul className="govuk-list govuk-list--bullet">
              {shifts.slice(0, SHOWN).map(({ id, post, from, to }) => (
                <li key={id}>
                  {POST_TABLE[post].name}: <DateTime at={from} now={now} /> to <DateTime at={to} now={now} />
                </li>
              ))}
              <More all={shifts.length} />
            </ul>
          </>
        )}
        {slots.length > 0 && (
          <>
            <p className="govuk-body">Times to talk while the office is closed. Whose they are, or a manager, takes them back on “Times to talk”.</p>
            <ul className="govuk-list govuk-list--bullet">
              {slots.slice(0, SHOWN).map(({ id, from, booking }) => (
                <li key={id}>
                  <DateTime at={from} now={now} />, {booking === null ? 'free' : 'booked'}
                </li>
              ))}
              <More all={slots.length} />
            </ul>
          </>
        )}
      </div>
    </InsetText>
  );
}
