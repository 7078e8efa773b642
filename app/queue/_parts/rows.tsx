'use client';

import { ClockCell } from '@/components/doorstep/clock-cell';
import { DangerBadge, LevelBadge } from '@/components/doorstep/level-badge';
import { StackTable, type StackRow } from '@/components/doorstep/stack-table';
import { Time } from '@/components/doorstep/time';
import { ConcernLine, FromLine } from './concern';
import { HolderCell } from './holder-cell';
import type { QueueLine } from './line';
import { LiveMarks } from './live-marks';
import { Opens } from './opens';

const COLUMNS = [{ heading: 'Level, route', classes: 'ds-col-level' }, { heading: 'Concern' }, { heading: 'From', classes: 'ds-col-from' }, { heading: 'Time left', classes: 'ds-col-time' }, { heading: 'Held by', classes: 'ds-col-held' }];

export interface QueueRowsProps {
  lines: readonly QueueLine[];
  mayClaim: boolean;
  shortcuts: boolean;
}

function LevelCell({ line: { immediate, level, levelName, route, referrerSaid } }: { line: QueueLine }) {
  return (
    <>
      {immediate && (
        <p>
          <DangerBadge />
        </p>
      )}
      <p>
        <LevelBadge level={level} label={levelName} />
      </p>
      <p className="ds-row-detail">{route}</p>
      {referrerSaid !== null && <p className="ds-row-detail">{referrerSaid}</p>}
    </>
  );
}

function ConcernCell({ line: { contactId, reference, shown, children, news, concern, marks, repeat } }: { line: QueueLine }) {
  return (
    <>
      <div className="ds-row-head">
        <Opens reference={reference} shown={shown} says="opening-says" decides /> <span>{children}</span>
        {news !== null && <strong className="ds-mark">{news}</strong>}
      </div>
      <ConcernLine {...concern} />
      <LiveMarks contactId={contactId} marks={marks} />
      {repeat !== null && <p className="ds-row-detail">{repeat}</p>}
    </>
  );
}

function TimeCell({ line: { reference, time, late } }: { line: QueueLine }) {
  if (typeof time === 'string') return <p className="ds-row-detail">{time}</p>;
  return (
    <>
      <ClockCell shown={time} />
      {late !== null &&
        (late.done === null ? (
          <p className="ds-row-detail">
            <a className="govuk-link" href={`/contacts/${reference}#late`}>
              {late.words}
              <span className="govuk-visually-hidden"> for {reference}</span>
            </a>
          </p>
        ) : (
          <p className="ds-row-detail ds-row-clip" title={late.done}>
            {late.words}
          </p>
        ))}
    </>
  );
}

function rowOf(line: QueueLine, mayClaim: boolean, shortcuts: boolean): StackRow {
  const { contactId, reference, from, reachedAt, channel, state, holder } = line;
  return {
    id: `contact-${reference}`,
    urgent: line.immediate,
    attributes: { 'data-contact': reference },
    cells: [
      <LevelCell line={line} key="level" />,
      <ConcernCell line={line} key="concern" />,
      <div key="from">
        <p>
          <FromLine {...from} />
        </p>
        <p className="ds-row-detail">
          <Time {...reachedAt} /> {channel}
        </p>
      </div>,
      <TimeCell line={line} key="time" />,
      <HolderCell key="holder" contactId={contactId} reference={reference} state={state} holder={holder} mayClaim={mayClaim} shortcut={shortcuts} />,
    ],
  };
}

/**
 * The rows of the queue. The browser draws them from their words, as the server does: sent as markup that the server alone had drawn,
 * they would go out twice, and the second copy was most of the page.
 */
export function QueueRows({ lines, mayClaim, shortcuts }: QueueRowsProps) {
  return <StackTable caption="Open contacts, by risk and then time left" columns={COLUMNS} rows={lines.map((line) => rowOf(line, mayClaim, shortcuts))} />;
}
