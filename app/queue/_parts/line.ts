import type { Temporal } from 'temporal-polyfill';
import { readClocks, dateTimeWithin, timeShown, type Clock, type ClocksShown, type TimeShown } from '@/components/doorstep';
import { runningClocks, type AlarmKind, type Watched } from '@/lib/attention/clocks';
import { CHANNELS } from '@/lib/contact/queue/queue-filter';
import type { QueueItem } from '@/lib/contact/queue/queue-list-store';
import { STATE_TABLE } from '@/lib/contact/state';
import type { Shown } from '@/lib/restriction/model';
import { levelWordsOf } from '@/lib/threshold/level-words';
import { routeWordsOf, type Guide } from '@/lib/threshold/model';
import { concernWords, fromWords, type ConcernWords, type FromWords } from './concern-words';
import { shownMarks, type ShownMark } from './marks-shown';
import type { HolderShown, StandsShown } from './news';
import { CHANNEL_WORDS, ordinal } from './words';

/** What a row is shown against: the moment, the area's words, and who looks. */
export interface Beholder {
  now: Temporal.Instant;
  guide: Guide;
  me: string;
  /** What the alarms know of each contact. */
  watched: ReadonlyMap<string, Watched>;
}

/** A row of the queue in the words it shows, and nothing that it does not show: it goes to the browser as it is. */
export interface QueueLine extends StandsShown {
  contactId: string;
  reference: string;
  shown: Shown;
  /** Where the referrer put it elsewhere: the level, or that they were not sure. */
  referrerSaid: string | null;
  children: string;
  concern: ConcernWords;
  marks: ShownMark[];
  repeat: string | null;
  from: FromWords;
  reachedAt: TimeShown;
  channel: string | null;
  /** The clocks that run, or in words why none does. */
  time: ClocksShown | string;
  /** Of one past its time: what was done for the child meanwhile, null while nobody has said. */
  late: { done: string | null; words: string } | null;
  state: string;
  holder: HolderShown | null;
}

/** What is asked of a person within minutes. That something came in at night is called about at once and is no time left. */
const ASKED: Partial<Record<AlarmKind, string>> = { not_seen: 'to be seen', not_claimed: 'to be claimed', not_countersigned: 'to be countersigned' };
const officeOpen = () => false;

/** The clock of attention (safe practice 7.1) that ends first, as the alarms know it, while it still asks for somebody; then the two that the law gives. */
function clocksOf(item: QueueItem, { guide, watched }: Beholder): Clock[] {
  const contact = watched.get(item.contactId);
  const running = contact === undefined ? [] : runningClocks(contact, guide.attention, officeOpen);
  const asked = running.flatMap(({ kind, startedAt, due }) => (ASKED[kind] === undefined ? [] : [{ name: ASKED[kind], startedAt, due }]));
  const first = asked.toSorted((a, b) => a.due.epochMilliseconds - b.due.epochMilliseconds).slice(0, 1);
  const startedAt = item.receivedAt;
  return [...first, { name: '24 hours', startedAt, due: item.due24h }, ...(item.due1wd === null ? [] : [{ name: 'working day', startedAt, due: item.due1wd }])];
}

/** Has one of the two statutory clocks of an undecided contact run out? */
function isLate({ nextDue }: QueueItem, now: Temporal.Instant): boolean {
  return nextDue !== null && now.epochMilliseconds >= nextDue.epochMilliseconds;
}

function lateOf(item: QueueItem, now: Temporal.Instant): QueueLine['late'] {
  if (!isLate(item, now)) return null;
  if (item.breach === null) return { done: null, words: 'Say what was done' };
  return { done: item.breach.text, words: item.breach.text === '' ? 'It is said what was done' : item.breach.text };
}

/** Where a contact stands by the area's words, and what of it nobody has read. */
export function standsShown({ immediate, level, route, unread, addedUnread }: Pick<QueueItem, 'immediate' | 'level' | 'route' | 'addedUnread'> & { unread: boolean }, guide: Guide): StandsShown {
  return { immediate, level, levelName: levelWordsOf(guide, level, route), route: routeWordsOf(guide, route).name, news: addedUnread ? 'new information' : unread ? 'unread' : null };
}

/** A contact as a row of the queue says it. */
export function lineOf(item: QueueItem, beholder: Beholder): QueueLine {
  const { now, guide, me } = beholder;
  const { contactId, reference, shown, level, holder } = item;
  const channel = CHANNELS.find((known) => known === item.channel);
  return {
    ...{ contactId, reference, shown },
    ...standsShown({ ...item, unread: item.read === null }, guide),
    referrerSaid: item.referrerLevel === level ? null : `Referrer said ${item.referrerLevel ?? 'not sure'}`,
    children: item.childrenLine,
    concern: concernWords(item, guide),
    marks: shownMarks(item.marks, item.heldUntil, now),
    repeat: item.contactsIn12Months > 1 ? `${ordinal(item.contactsIn12Months)} contact in 12 months` : null,
    from: fromWords(item),
    reachedAt: timeShown(item.reachedAt, now),
    channel: channel === undefined ? null : CHANNEL_WORDS[channel],
    time: item.nextDue === null ? STATE_TABLE[item.state].meaning : readClocks(clocksOf(item, beholder), now),
    late: lateOf(item, now),
    state: STATE_TABLE[item.state].staff,
    holder: holder === null ? null : { name: holder.name, mine: holder.id === me, since: dateTimeWithin(holder.since, now) },
  };
}
