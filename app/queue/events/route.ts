import { Temporal } from 'temporal-polyfill';
import { route } from '@/app/_edge/route';
import { dateTimeWithin } from '@/components/doorstep';
import type { Person } from '@/lib/access/model';
import { readAuthority, sessionHolds } from '@/lib/access/store';
import { guideOn } from '@/lib/contact/guide-on';
import { readFilter, type QueueFilter } from '@/lib/contact/queue/queue-filter';
import { PAGE_SIZE, readNews } from '@/lib/contact/queue/queue-list-store';
import { STATE_TABLE } from '@/lib/contact/state';
import { withActor } from '@/lib/platform/db';
import { NO_STORE } from '@/lib/platform/http/answer';
import { isId } from '@/lib/platform/ids';
import { live } from '@/lib/platform/live';
import { describeError, log } from '@/lib/platform/log';
import { oneAtATime } from '@/lib/platform/one-at-a-time';
import { londonDate } from '@/lib/platform/time';
import type { AreaId } from '@/lib/threshold/model';
import { standsShown } from '../_parts/line';
import { shownMarks } from '../_parts/marks-shown';
import type { News } from '../_parts/news';

export const dynamic = 'force-dynamic';

const HEARTBEAT_MS = 15_000;
/** A burst of changes is told once, well inside the second in which others must see it. */
const GATHER_MS = 150;

interface Watched {
  guideArea: AreaId;
  filter: QueueFilter;
  since: Temporal.Instant;
  shown: string[];
}

function instantFrom(text: string | null, otherwise: Temporal.Instant): Temporal.Instant {
  try {
    return text === null ? otherwise : Temporal.Instant.from(text);
  } catch {
    return otherwise;
  }
}

/** What to tell, or null when the session no longer holds. Looked up anew each time, with the rights of that moment. */
async function newsFor(person: Person, { guideArea, filter, since, shown }: Watched): Promise<News | null> {
  return withActor(person, async (tx) => {
    if (!(await sessionHolds(tx, person))) return null;
    const guide = guideOn(guideArea, londonDate(tx.at));
    const { rows, ...counts } = await readNews(tx, filter, since, shown);
    return {
      ...counts,
      rows: rows.map(({ id, state, holder, marks, heldUntil, ...stands }) => ({ id, ...standsShown(stands, guide), state: STATE_TABLE[state].staff, marks: shownMarks(marks, heldUntil, tx.at), holder: holder === null ? null : { name: holder.name, mine: holder.mine, since: dateTimeWithin(holder.since, tx.at) } })),
    };
  });
}

/** Tells one browser what changes in the queue it shows, until it goes or its session ends. */
function streamFor(person: Person, watched: Watched, signal: AbortSignal): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder();
  const gone = new AbortController();
  return new ReadableStream({
    start(controller) {
      const emitter = live();
      const event = `${person.authorityId}:queue`;
      const sessions = `${person.authorityId}:session`;
      let gathering: NodeJS.Timeout | undefined;
      let ended = false;
      const end = () => {
        if (ended) return;
        ended = true;
        clearInterval(heartbeat);
        clearTimeout(gathering);
        emitter.off(event, soon);
        emitter.off(sessions, check);
        emitter.off('reconnected', soon);
        emitter.off('stopping', end);
        if (!gone.signal.aborted) controller.close();
      };
      const say = (name: string, data: unknown) => {
        if (!ended) controller.enqueue(encoder.encode(`event: ${name}\ndata: ${JSON.stringify(data)}\n\n`));
      };
      // One after the other: of two at once the slower would tell last how it was before, and a contact just claimed would be nobody's.
      const tell = oneAtATime(async () => {
        if (ended) return;
        try {
          const news = await newsFor(person, watched);
          if (news !== null) return say('queue', news);
          say('signed_out', null);
        } catch (error) {
          log().warn({ err: describeError(error) }, 'queue stream ended');
        }
        end();
      });
      /** Some session of this authority ended: is it this one? */
      const check = () => {
        withActor(person, async (tx) => sessionHolds(tx, person)).then(
          (holds) => {
            if (holds) return;
            say('signed_out', null);
            end();
          },
          (error: unknown) => log().warn({ err: describeError(error) }, 'queue stream not checked'),
        );
      };
      const soon = () => {
        gathering ??= setTimeout(() => {
          gathering = undefined;
          void tell();
        }, GATHER_MS);
      };
      // The heartbeat looks again too: it finds an ended session, and keeps "since 10:44" and lost notices right.
      const heartbeat = setInterval(() => void tell(), HEARTBEAT_MS);
      emitter.on(event, soon);
      emitter.on(sessions, check);
      emitter.on('reconnected', soon);
      emitter.on('stopping', end);
      signal.addEventListener('abort', end);
      gone.signal.addEventListener('abort', end);
      void tell();
    },
    cancel: () => gone.abort(),
  });
}

export const GET = route('GET /queue/events', async ({ tx, person, request }) => {
  const asked = new URL(request.url).searchParams;
  const { settings } = await readAuthority(tx);
  const watched = { guideArea: settings.guideArea, filter: readFilter((name) => asked.getAll(name)), since: instantFrom(asked.get('since'), tx.at), shown: asked.getAll('id').filter(isId).slice(0, PAGE_SIZE) };
  return new Response(streamFor(person, watched, request.signal), {
    headers: { ...NO_STORE, 'cache-control': 'no-store, no-transform', 'content-type': 'text/event-stream; charset=utf-8', 'x-accel-buffering': 'no' },
  });
});
