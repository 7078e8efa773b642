import type { Temporal } from 'temporal-polyfill';
import { ClockCell, DangerBadge, DateTime, LevelBadge, shortDateTime, type Clock, type StackRow } from '@/components/doorstep';
import { attentionDue } from '@/lib/clock/deadlines';
import { CHANNELS } from '@/lib/contact/queue/queue-filter';
import type { QueueItem } from '@/lib/contact/queue/queue-list-store';
import { STATE_TABLE } from '@/lib/contact/state';
import { areaLevelOf, routeWordsOf, type Guide } from '@/lib/threshold/model';
import { ConcernLine, FromLine } from './concern';
import { HolderCell } from './holder-cell';
import { LiveMarks } from './live-marks';
import { shownMarks } from './marks-shown';
import { Opens } from './opens';
import { CHANNEL_WORDS, ordinal } from './words';

/** What a row is shown against: the moment, the area's words, and who looks. */
export interface Beholder {
  now: Temporal.Instant;
  guide: Guide;
  me: string;
  mayClaim: boolean;
  shortcuts: boolean;
}

/** The clock of attention (safe practice 7.1) while it still asks for somebody, then the two that the law gives. */
export function clocksOf(item: Pick<QueueItem, 'immediate' | 'level' | 'read' | 'holder' | 'receivedAt' | 'due24h' | 'due1wd'>, guide: Guide): Clock[] {
  const { immediateSeenMinutes, level4ClaimedMinutes } = guide.attention;
  const seen = item.immediate ? item.read !== null || item.holder !== null : item.holder !== null;
  const attention = seen ? null : attentionDue(item.receivedAt, item, { immediate: immediateSeenMinutes, level4: level4ClaimedMinutes });
  const startedAt = item.receivedAt;
  return [
    ...(attention === null ? [] : [{ name: item.immediate ? 'to be seen' : 'to be claimed', startedAt, due: attention }]),
    { name: '24 hours', startedAt, due: item.due24h },
    ...(item.due1wd === null ? [] : [{ name: 'working day', startedAt, due: item.due1wd }]),
  ];
}

/** Has one of the two statutory clocks of an undecided contact run out? */
export function isLate({ nextDue }: Pick<QueueItem, 'nextDue'>, now: Temporal.Instant): boolean {
  return nextDue !== null && now.epochMilliseconds >= nextDue.epochMilliseconds;
}

function LevelCell({ item, guide }: { item: QueueItem; guide: Guide }) {
  const route = routeWordsOf(guide, item.route).name;
  const { name } = areaLevelOf(guide, item.level, item.route);
  return (
    <>
      {item.immediate && (
        <p>
          <DangerBadge />
        </p>
      )}
      <p>
        <LevelBadge level={item.level} label={name} />
      </p>
      <p className="ds-row-detail">{route}</p>
      {item.referrerLevel !== item.level && <p className="ds-row-detail">Referrer said {item.referrerLevel ?? 'not sure'}</p>}
    </>
  );
}

function ConcernCell({ item, now, guide }: { item: QueueItem; now: Temporal.Instant; guide: Guide }) {
  const repeat = item.contactsIn12Months > 1;
  return (
    <>
      <div className="ds-row-head">
        <Opens reference={item.reference} shown={item.shown} says="opening-says" decides /> <span>{item.childrenLine}</span>
        {item.addedUnread ? <strong className="ds-mark">new information</strong> : item.read === null && <strong className="ds-mark">unread</strong>}
      </div>
      <ConcernLine item={item} guide={guide} />
      <LiveMarks contactId={item.contactId} marks={shownMarks(item.marks, item.heldUntil, now)} />
      {repeat && <p className="ds-row-detail">{ordinal(item.contactsIn12Months)} contact in 12 months</p>}
    </>
  );
}

function TimeCell({ item, now, guide }: { item: QueueItem; now: Temporal.Instant; guide: Guide }) {
  if (item.nextDue === null) return <p className="ds-row-detail">{STATE_TABLE[item.state].meaning}</p>;
  return (
    <>
      <ClockCell clocks={clocksOf(item, guide)} now={now} />
      {isLate(item, now) &&
        (item.breach === null ? (
          <p className="ds-row-detail">
            <a className="govuk-link" href={`/contacts/${item.reference}#late`}>
              Say what was done<span className="govuk-visually-hidden"> for {item.reference}</span>
            </a>
          </p>
        ) : (
          <p className="ds-row-detail ds-row-clip" title={item.breach.text}>
            {item.breach.text === '' ? 'It is said what was done' : item.breach.text}
          </p>
        ))}
    </>
  );
}

/** A contact as one row of the queue. */
export function queueRow(item: QueueItem, { now, guide, me, mayClaim, shortcuts }: Beholder): StackRow {
  const channel = CHANNELS.find((known) => known === item.channel);
  return {
    id: `contact-${item.reference}`,
    urgent: item.immediate,
    attributes: { 'data-contact': item.reference },
    cells: [
      <LevelCell item={item} guide={guide} key="level" />,
      <ConcernCell item={item} now={now} guide={guide} key="concern" />,
      <div key="from">
        <p>
          <FromLine item={item} />
        </p>
        <p className="ds-row-detail">
          <DateTime at={item.reachedAt} now={now} /> {channel && CHANNEL_WORDS[channel]}
        </p>
      </div>,
      <TimeCell item={item} now={now} guide={guide} key="time" />,
      <HolderCell
        key="holder"
        contactId={item.contactId}
        reference={item.reference}
        state={STATE_TABLE[item.state].staff}
        holder={item.holder === null ? null : { name: item.holder.name, mine: item.holder.id === me, since: shortDateTime(item.holder.since, now) }}
        mayClaim={mayClaim}
        shortcut={shortcuts}
      />,
    ],
  };
}
