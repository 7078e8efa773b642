'use client';

import { ClockCell } from '@/components/doorstep/clock-cell';
import { DangerBadge, LevelBadge } from '@/components/doorstep/level-badge';
import { StackTable, type StackRow } from '@/components/doorstep/stack-table';
import { Time } from '@/components/doorstep/time';
import { ConcernLine, FromLine } from './concern';
import { HolderCell } from './holder-cell';
import type { QueueLine } from './line';
import { LiveMarks } from './live-marks';
import { useRowNews } from './news';
import { Opens } from './opens';

const COLUMNS = [{ heading: 'Level, route', classes: 'ds-col-level' }, { heading: 'Concern' }, { heading: 'From', classes: 'ds-col-from' }, { heading: 'Time left', classes: 'ds-col-time' }, { heading: 'Held by', classes: 'ds-col-held' }];

export interface QueueRowsProps {
  lines: readonly QueueLine[];
  mayClaim: boolean;
  shortcuts: boolean;
}

/** Follows what comes in without a reload; a danger that is over keeps its room, so that no row moves under the cursor. */
function LevelCell({ line }: { line: QueueLine }) {
  const { immediate, level, levelName, route } = useRowNews(line.contactId) ?? line;
  return (
    <>
      {(immediate || line.immediate) && (
        <p className={immediate ? undefined : 'invisible'}>
          <DangerBadge />
        </p>
      )}
      <p>
        <LevelBadge level={level} label={levelName} />
      </p>
      <p className="ds-row-detail">{route}</p>
      {line.referrerSaid !== null && <p className="ds-row-detail">{line.referrerSaid}</p>}
    </>
  );
}

function ConcernCell({ line: { contactId, reference, shown, children, news, concern, marks, repeat } }: { line: QueueLine }) {
  const row = useRowNews(contactId);
  const now = row === undefined ? news : row.news;
  return (
    <>
      <div className="ds-row-head">
        <Opens reference={reference} shown={shown} says="opening-says" decides /> <span>{children}</span>
        {(now ?? news) !== null && <strong className={now === null ? 'ds-mark invisible' : 'ds-mark'}>{now ?? news}</strong>}
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
