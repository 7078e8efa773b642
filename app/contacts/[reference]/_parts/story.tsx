import type { Temporal } from 'temporal-polyfill';
import { DateTime, Timeline, type TimelineItem } from '@/components/doorstep';
import { isVerified, VERIFIED_WORDS, WRITTEN_WORDS } from '@/lib/contact/call/call-fields';
import { kindOf, KIND_TABLE } from '@/lib/contact/call/kinds';
import { DUTY_KINDS, isDutyCode } from '@/lib/duty/codes';
import { RELEASE_WORDS, RELEASES } from '@/lib/contact/queue/idle';
import { isRating, RATING_TABLE } from '@/lib/contact/queue/rating';
import { EVENT_WORDS, type EventKind } from '@/lib/contact/state';
import type { WorkEvent, Workspace } from '@/lib/contact/workspace-store';
import { SYSTEM_ID } from '@/lib/platform/db';

const MINUTES_IN_HOUR = 60;
const HOURS_IN_DAY = 24;
/** From half a day on, nothing done is something to see. */
const GAP_HOURS = 12;

function gapWords(from: Temporal.Instant, to: Temporal.Instant): string | null {
  const hours = Math.floor((to.epochMilliseconds - from.epochMilliseconds) / 60_000 / MINUTES_IN_HOUR);
  if (hours < GAP_HOURS) return null;
  return hours < 2 * HOURS_IN_DAY ? `${hours} hours with nothing recorded` : `${Math.floor(hours / HOURS_IN_DAY)} days with nothing recorded`;
}

/** Kinds that follow from another entry of the same moment, and would only repeat it. */
const QUIET: readonly EventKind[] = ['duty_opened'];

function detailOf({ kind, detail }: WorkEvent, names: Workspace['names']): string | undefined {
  const to = typeof detail['to'] === 'string' ? names.get(detail['to']) : undefined;
  if (kind === 'handed_over' || kind === 'reassigned') return to === undefined ? (kind === 'reassigned' ? 'Back to the queue' : undefined) : `To ${to}`;
  if (kind === 'rated' && typeof detail['rating'] === 'string' && isRating(detail['rating'])) return `To ${RATING_TABLE[detail['rating']].name}`;
  if (kind === 'released_by_itself') return RELEASES.flatMap((how) => (detail['how'] === how ? [`Because ${RELEASE_WORDS[how]}`] : []))[0];
  if (kind === 'answered' && detail['byTelephone'] === true) return 'By telephone';
  if (kind === 'call_taken') return `${KIND_TABLE[kindOf(detail['kind'])].called}. ${isVerified(detail['verified']) ? VERIFIED_WORDS[detail['verified']] : 'Nobody said whether the caller is verified'}`;
  if (kind === 'put_by_call' && (detail['channel'] === 'email' || detail['channel'] === 'letter' || detail['channel'] === 'api')) return WRITTEN_WORDS[detail['channel']];
  const level = detail['level'];
  if ((kind === 'received' || kind === 'proposed') && typeof level === 'number') return `The guide proposed level ${level}`;
  if (kind === 'decided' && typeof level === 'number') return `Level ${level}${detail['needsCountersign'] === true ? ', waiting for a second person' : ''}`;
  const code = detail['code'];
  if (kind === 'duty_discharged' && typeof code === 'string' && isDutyCode(code)) return DUTY_KINDS[code].title;
  return undefined;
}

/** Everything that happened to the contact, newest first, with the stretches in which nothing did. */
export function Story({ events, names, now, running }: Pick<Workspace, 'events' | 'names'> & { now: Temporal.Instant; running: boolean }) {
  const shown = events.filter(({ kind }) => !QUIET.includes(kind)).toReversed();
  const items: TimelineItem[] = [];
  let later: Temporal.Instant | null = running ? now : null;
  for (const event of shown) {
    const gap = later === null ? null : gapWords(event.at, later);
    if (gap !== null) items.push({ kind: 'gap', text: gap });
    const by = event.actorId === SYSTEM_ID ? undefined : names.get(event.actorId);
    const detail = detailOf(event, names);
    items.push({ kind: 'event', when: <DateTime at={event.at} now={now} />, title: EVENT_WORDS[event.kind], by: by && <bdi>{by}</bdi>, detail: detail && <bdi>{detail}</bdi> });
    later = event.at;
  }
  return <Timeline items={items} label="What happened, newest first" />;
}
