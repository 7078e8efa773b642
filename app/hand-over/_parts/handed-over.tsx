import type { Temporal } from 'temporal-polyfill';
import { Card, DateTime, Narrative } from '@/components/doorstep';
import { Button, Tag } from '@/components/govuk';
import type { HandOver } from '@/lib/emergency/hand-over-store';
import { DIRECTION_WORDS } from '@/lib/emergency/model';
import { MAY_KNOW_WORDS, type Shown } from '@/lib/restriction/model';
import { Opens } from '../../queue/_parts/opens';

export interface HandedOverProps {
  handOver: HandOver;
  names: ReadonlyMap<string, string>;
  /** The reader may take over what it holds. */
  accepts: boolean;
  /** By when it had to be accepted has passed. */
  overdue: boolean;
  now: Temporal.Instant;
}

function Accept({ handOver, contact, text, secondary }: { handOver: string; contact?: string; text: string; secondary?: boolean }) {
  return (
    <form method="post" action="/hand-over/accept">
      <input type="hidden" name="handOver" value={handOver} />
      {contact !== undefined && <input type="hidden" name="contact" value={contact} />}
      <Button text={text} classes={secondary ? 'govuk-button--secondary ds-button--small' : ''} preventDoubleClick />
    </form>
  );
}

/** What was written of one contact, to whoever said that they know nobody in it (safe practice 7.14). */
function Line({ line, shown }: { line: string; shown: Shown }) {
  if (shown === 'nothing') return <p className="govuk-body ds-secondary">{MAY_KNOW_WORDS}</p>;
  if (shown === 'kind') return <p className="govuk-body ds-secondary">Open it to read its line. Opening it says that neither you nor somebody close to you knows the family.</p>;
  return <Narrative text={line} />;
}

/** The words for none are the same whether it went with a record or is about somebody whose contact is closed to the reader (safe practice 7.14). */
function Note({ handOver: { contacts, note } }: Pick<HandedOverProps, 'handOver'>) {
  if (contacts.some(({ shown }) => shown === 'nothing')) return <p className="govuk-body ds-secondary">The note of the whole shows once you have answered for each contact in which you may know somebody.</p>;
  return note === '' ? <p className="govuk-body ds-secondary">There is no note of the whole to show.</p> : <Narrative text={note} />;
}

/** One hand-over with its note and each contact's line: who has accepted what, and what nobody has. */
export function HandedOver({ handOver, names, accepts, overdue, now }: HandedOverProps) {
  const nameOf = (id: string) => names.get(id) ?? 'A colleague who has left';
  const open = handOver.contacts.filter(({ accepted }) => accepted === null);
  const to = handOver.toId === null ? (handOver.direction === 'to_day' ? 'the duty manager' : 'the emergency duty team') : nameOf(handOver.toId);
  return (
    <Card
      heading={DIRECTION_WORDS[handOver.direction]}
      aside={open.length === 0 ? 'all accepted' : overdue ? <Tag text="Overdue" classes="govuk-tag--red" /> : `${open.length} not accepted`}
    >
      <p className="govuk-body">
        <bdi>{nameOf(handOver.by)}</bdi> to <bdi>{to}</bdi>, <DateTime at={handOver.at} now={now} within />.
      </p>
      <Note handOver={handOver} />
      <ul className="ds-hand-over">
        {handOver.contacts.map(({ contactId, reference, line, shown, accepted }) => (
          <li key={contactId} className="ds-hand-over__contact">
            <div className="govuk-body ds-hand-over__head">
              <Opens reference={reference} shown={shown} />{' '}
              {accepted !== null && (
                <span className="ds-secondary">
                  Accepted by <bdi>{nameOf(accepted.by)}</bdi>, <DateTime at={accepted.at} now={now} within />
                </span>
              )}
            </div>
            <Line line={line} shown={shown} />
            {accepted === null && accepts && shown !== 'nothing' && <Accept handOver={handOver.id} contact={contactId} text={`Accept ${reference} in my name`} secondary />}
          </li>
        ))}
      </ul>
      {accepts && open.length > 1 && open.every(({ shown }) => shown !== 'nothing') && <Accept handOver={handOver.id} text={`Accept all ${open.length} in my name`} />}
    </Card>
  );
}
