/** Many large files at once (quality V5.2.1; ASVS 5.2.1): what is too large is refused unread and takes no room, and ten at the limit arrive, one after another. */
import { NextRequest } from 'next/server';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { POST as add } from '@/app/report/[draft]/files/add/route';
import type { Person } from '@/lib/access/model';
import { SESSION_COOKIE } from '@/lib/access/session';
import { LARGEST_ORIGINAL_BYTES } from '@/lib/contact/originals/kinds';
import { startReport } from '@/lib/contact/verbs/start-report';
import { config } from '@/lib/platform/config';
import { closeDatabase, withActor } from '@/lib/platform/db';
import { FILE_LIMIT_BYTES } from '@/lib/platform/http/body';
import { cookieOf } from './asking-pages';
import { makePlace, type Place } from './people';

let place: Place;
let cookie: string;
const teacher = (): Person => place.people.teacher;
beforeAll(async () => {
  place = await makePlace();
  cookie = await cookieOf(teacher());
});
afterAll(closeDatabase);

const MB = 1024 * 1024;
const BOUNDARY = 'doorstep-boundary';
const HEAD = Buffer.from(`--${BOUNDARY}\r\nContent-Disposition: form-data; name="file"; filename="notes.txt"\r\nContent-Type: text/plain\r\n\r\n`);
const TAIL = Buffer.from(`\r\n--${BOUNDARY}--\r\n`);

/** A form with a file of so many bytes, sent in pieces as a network sends it; the pieces are the same memory each time. */
function sends(draft: string, fileBytes: number, declared: boolean): { asked: Promise<Response>; read: () => number } {
  const piece = Buffer.alloc(64 * 1024, 'a');
  let [left, read, begun] = [fileBytes, 0, false];
  const body = new ReadableStream<Uint8Array>({
    pull(controller) {
      const next = !begun ? HEAD : left > 0 ? piece.subarray(0, Math.min(piece.length, left)) : TAIL;
      if (begun && left <= 0) {
        controller.enqueue(new Uint8Array(TAIL));
        controller.close();
        return;
      }
      if (begun) left -= next.length;
      begun = true;
      read += next.length;
      controller.enqueue(new Uint8Array(next));
    },
  });
  const size = HEAD.length + fileBytes + TAIL.length;
  const request = new NextRequest('http://localhost:3000/x', { method: 'POST', body, duplex: 'half', headers: { cookie: `${SESSION_COOKIE}=${cookie}`, origin: config().publicOrigin, 'content-type': `multipart/form-data; boundary=${BOUNDARY}`, ...(declared ? { 'content-length': String(size) } : {}) } });
  return { asked: add(request, { params: Promise.resolve({ draft }) }), read: () => read };
}

const drafts = (count: number) => Promise.all(Array.from({ length: count }, () => withActor(teacher(), (tx) => startReport(tx, teacher()))));

/** How much more room the process took at most while something was done, in MB. */
async function grew(work: () => Promise<unknown>): Promise<number> {
  globalThis.gc?.();
  const before = process.memoryUsage().rss;
  let most = before;
  const looking = setInterval(() => {
    most = Math.max(most, process.memoryUsage().rss);
  }, 2);
  await work();
  clearInterval(looking);
  return (Math.max(most, process.memoryUsage().rss) - before) / MB;
}

test('a file of one byte too many is refused unread where its size is said, and soon where it is not: ten at once take no room', async () => {
  const each = await drafts(10);
  const over = FILE_LIMIT_BYTES - HEAD.length - TAIL.length + 1;
  for (const declared of [true, false]) {
    const sent: ReturnType<typeof sends>[] = [];
    const more = await grew(async () => {
      for (const draft of each) sent.push(sends(draft, over, declared));
      for (const { asked } of sent) expect((await asked).headers.get('location')).toContain('file=too_large');
    });
    expect(more, String(declared)).toBeLessThan(50);
    for (const { read } of sent) expect(read() / MB).toBeLessThan(declared ? 0.3 : 2.3);
  }
});

test('ten at the limit at once all arrive', async () => {
  const answers = await Promise.all((await drafts(10)).map((draft) => sends(draft, LARGEST_ORIGINAL_BYTES, true).asked));
  expect(answers.map((answer) => /^\/report\/[0-9a-f-]{36}\/files$/.test(answer.headers.get('location') ?? ''))).toEqual(Array(10).fill(true));
});
