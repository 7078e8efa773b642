import type { Temporal } from 'temporal-polyfill';
import { DateTime } from '@/components/doorstep';
import { Button, Details, Input, Radios } from '@/components/govuk';
import { can } from '@/lib/access/policy';
import { readNames, type Authority } from '@/lib/access/store';
import type { Person } from '@/lib/access/model';
import { guideOn } from '@/lib/contact/guide-on';
import { idleAt, mayBeTakenOver } from '@/lib/contact/queue/idle';
import { readQuietClaims } from '@/lib/contact/queue/idle-store';
import type { Mark } from '@/lib/contact/queue/marks';
import { RATING_TABLE, RATINGS, ratingOfRank, type Rating } from '@/lib/contact/queue/rating';
import { readRank, readRatings, type RatingGiven } from '@/lib/contact/queue/rating-store';
import type { Tx } from '@/lib/platform/db';
import { londonDate } from '@/lib/platform/time';

interface Urgency {
  /** Null when it is decided, and there is nothing to move. */
  now: Rating | null;
  given: RatingGiven[];
  names: ReadonlyMap<string, string>;
  /** Until when the one who looks, and holds it, may do nothing. */
  idle: Temporal.Instant | null;
  /** Its holder has long done nothing on it, and holds it only since the night acted: whoever looks may take it over. */
  takeable: boolean;
}

/** How urgent a contact stands, what it was rated, and for its holder when it goes back to the queue. */
export async function readUrgency(tx: Tx, contactId: string, person: Person, authority: Authority, marks: readonly Mark[]): Promise<Urgency> {
  const [rank, given, [claim]] = await Promise.all([readRank(tx, contactId), readRatings(tx, contactId), readQuietClaims(tx, contactId)]);
  const names = await readNames(tx, given.map(({ by }) => by));
  const { attention } = guideOn(authority.settings.guideArea, londonDate(tx.at));
  // What was last done on it is for its holder alone; a colleague reads of it that they may take it over.
  const mine = claim?.accountId === person.actorId;
  return {
    ...{ now: rank === null ? null : ratingOfRank(rank), given, names },
    idle: claim !== undefined && mine ? idleAt(claim, attention) : null,
    takeable: claim !== undefined && !mine && marks.includes('with_emergency_duty') && mayBeTakenOver(claim, attention, tx.at),
  };
}

function Given({ given, names, at }: { given: readonly RatingGiven[]; names: ReadonlyMap<string, string>; at: Temporal.Instant }) {
  return (
    <ul className="govuk-list">
      {given.map(({ id, at: when, by, rating, before, reason }) => (
        <li key={id}>
          <DateTime at={when} now={at} /> <bdi>{names.get(by) ?? 'A colleague'}</bdi>: {RATING_TABLE[before].name} to {RATING_TABLE[rating].name}. <span dir="auto">{reason}</span>
        </li>
      ))}
    </ul>
  );
}

/** The line for the holder, and the form to rate it anew. */
export function UrgencyPart({ reference, person, urgency: { now, given, names, idle, takeable }, at }: { reference: string; person: Person; urgency: Urgency; at: Temporal.Instant }) {
  return (
    <>
      {idle !== null && (
        <p className="govuk-body ds-secondary" id="idle">
          Unless you do something on it, it goes back to the queue: <DateTime at={idle} now={at} within />. A note or a saved draft is enough.
        </p>
      )}
      {takeable && (
        <form method="post" action={`/contacts/${reference}/claim`} id="take-over">
          <p className="govuk-body">Emergency duty acted on it, and whoever holds it has written nothing since for a while. If they no longer have it, say that you do: they read that it is not theirs any more.</p>
          <Button text="Take it over" classes="govuk-button--secondary" preventDoubleClick />
        </form>
      )}
      {now !== null && can(person, 'POST /contacts/[reference]/rate').allowed && (
        <Details classes="ds-act" summaryText={`Urgency: ${RATING_TABLE[now].name}`}>
          <form method="post" action={`/contacts/${reference}/rate`} id="rate">
            <Radios
              name="rating"
              idPrefix="rating"
              classes="govuk-radios--small"
              fieldset={{ legend: { text: 'How urgent is it now?', classes: 'govuk-fieldset__legend--s' } }}
              hint={{ text: 'It moves in the queue at once. Rated lower than what governs it stays under its clocks, and a manager sees it.' }}
              items={RATINGS.filter((rating) => rating !== now).map((rating) => ({ value: rating, text: `${RATING_TABLE[rating].name}: ${RATING_TABLE[rating].meaning}` }))}
            />
            <Input id="rate-reason" name="reason" label={{ text: 'Why?' }} attributes={{ required: true }} autocomplete="off" />
            <Button text="Rate it" classes="govuk-button--secondary ds-button--small" preventDoubleClick />
          </form>
        </Details>
      )}
      {given.length > 0 && <Given given={given} names={names} at={at} />}
    </>
  );
}
