import { cpus, loadavg } from 'node:os';
import { resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Person } from '@/lib/access/model';
import { closeDatabase } from '@/lib/platform/db';
import { stopJobs } from '@/lib/platform/jobs';
import { runningCluster } from '@/scripts/embedded';
import { readyToSend, type Ready } from '../../faults/reports';
import { chance, type Chance } from '../people/population';
import { driverTo, middle, p95, rateOf, type Asked } from './drive';
import { startFloor } from './floor';
import { areasOf, contactsOf, peopleOf, serve, signedIn } from './place';
import { sharesIn } from './shares';
import { memoryOf, processorOf } from './usage';

const CONTACTS = Number(process.env['BENCH_CONTACTS'] ?? 1_000_000);
/** The worst hour of the country (quality C1). */
const PAGES_A_SECOND = Number(process.env['BENCH_PAGES'] ?? 66);
const SUBMITS_A_SECOND = 1.3;
const PAGE_MS = 800;
const SUBMIT_MS = 1_000;
/** The last quarter may hold so much more memory than the second. */
const GROWTH = 1.1;
const AREAS = 30;
/** A process for each processor, as production has them behind its proxy (docs/running.md). */
const PROCESSES = Number(process.env['BENCH_PROCESSES'] ?? cpus().length);
/** How long the worker may take to come to rest, how long it is looked at, and the share of a processor below which it does its looks at every area alone. */
const SETTLES_WITHIN_MS = 5 * 60_000;
const LOOK_MS = 60_000;
const RESTS = 0.6;
/** Beyond so many unanswered requests the place is down, and no more are sent. */
const MOST_WAITING = 2_000;

const say = (line: string) => process.stdout.write(`${line}\n`);

interface Worker {
  cookie: string;
  references: string[];
}

interface Partner {
  person: Person;
  cookie: string;
  /** A report that they are writing. */
  draft: Ready;
}

/** The pages of a contact's life, of a hundred, as staff and partners open them (quality C1 takes fifty for each contact; which of them is assumed). */
const STAFF_PAGES: readonly [share: number, (worker: Worker, random: Chance) => string][] = [
  [30, () => '/queue'],
  [26, ({ references }, random) => `/contacts/${references[Math.floor(random() * references.length)]}`],
  [4, () => '/duties'],
  [5, () => '/closed'],
  [5, () => '/search'],
];
const PARTNER_PAGES: readonly [share: number, (partner: Partner) => string][] = [
  [6, ({ draft }) => `/report/${draft.id}/children`],
  [6, ({ draft }) => `/report/${draft.id}/what-happened`],
  [6, ({ draft }) => `/report/${draft.id}/indicators`],
  [4, ({ draft }) => `/report/${draft.id}/check`],
  [6, () => '/my/contacts'],
  [2, () => '/report'],
];

/** The worst hour of the country on this machine. With BENCH_PROFILE, a folder, it says what the product's processor was busy with. @returns false when a bar of issue 5 is not met. */
export async function benchHour(): Promise<boolean> {
  const minutes = Number(process.env['BENCH_MINUTES'] ?? 10);
  const floor = await startFloor(PROCESSES);
  const profiles = process.env['BENCH_PROFILE'];
  const served = await serve(CONTACTS, profiles === undefined ? {} : { NODE_OPTIONS: `--cpu-prof --cpu-prof-dir=${resolve(profiles)}` }, PROCESSES).catch(async (error: unknown) => {
    await floor.stop();
    throw error;
  });
  const driver = driverTo(served.origins, { connections: 200 });
  const bare = driverTo(floor.origins);
  try {
    const workers: Worker[] = [];
    const partners: Partner[] = [];
    for (const area of await areasOf(served.client, AREAS)) {
      for (const person of await peopleOf(served.client, area, ['cads_social_worker', 'manager', 'partner_professional'])) {
        const cookie = await signedIn(person);
        if (person.role === 'partner_professional') partners.push({ person, cookie, draft: await readyToSend(person) });
        else {
          const references = await contactsOf(served.client, person);
          if (references.length > 0) workers.push({ cookie, references });
        }
      }
    }
    const random = chance(20261127);
    const oneOf = <T>(all: readonly T[]) => all[Math.floor(random() * all.length)] as T;
    const drawn = <T>(pages: readonly [number, T][], at: number): T | undefined => pages.find(([share]) => (at -= share) < 0)?.[1];
    const nextPage = (): Asked => {
      const at = random() * 100;
      const ofStaff = drawn(STAFF_PAGES, at);
      if (ofStaff !== undefined) {
        const worker = oneOf(workers);
        return { method: 'GET', path: ofStaff(worker, random), cookie: worker.cookie };
      }
      const partner = oneOf(partners);
      const path = drawn(PARTNER_PAGES, at - STAFF_PAGES.reduce((sum, [share]) => sum + share, 0)) ?? (() => '/report');
      return { method: 'GET', path: path(partner), cookie: partner.cookie };
    };

    const database = runningCluster(served.place.home)?.pid ?? 0;
    const product = served.apps.map(({ pid }) => pid ?? 0);
    const sum = (numbers: readonly number[]) => numbers.reduce((all, one) => all + one, 0);
    const used = () => ({ product: sum(product.map(processorOf)), database: processorOf(database), bench: process.cpuUsage().user / 1e6 + process.cpuUsage().system / 1e6 });

    // What was loaded has been overdue for long, and nobody was called: the worker does first what a running service did as it fell due.
    const settling = performance.now();
    for (let rested = false; !rested && performance.now() - settling < SETTLES_WITHIN_MS; ) {
      const from = used();
      await sleep(LOOK_MS);
      rested = used().product + used().database - from.product - from.database < (RESTS * LOOK_MS) / 1000;
    }
    say(`jobs that waited in what was loaded: ${Math.round((performance.now() - settling) / 1000)} s`);

    // Every connection has its plans then, and every page its code; then what the machine carries at most, beside what it carries of a bare page.
    await rateOf(driver, nextPage, { clients: 4, seconds: 60 });
    const askBare = async () => rateOf(bare, () => ({ method: 'GET', path: '/hello', cookie: '' }), { clients: 16, seconds: 10 });
    await askBare();
    const hello = await askBare();
    await floor.stop();
    const most = await rateOf(driver, nextPage, { clients: 16, seconds: 20 });
    say(`${CONTACTS.toLocaleString('en-GB')} contacts, ${workers.length} staff and ${partners.length} professionals of ${AREAS} areas, ${PROCESSES} processes on ${cpus().length} processors at load ${loadavg()[0]?.toFixed(1)}: at most ${most.toFixed(1)} of these pages a second, ${(most / hello).toFixed(2)} of a bare dynamic page (${hello.toFixed(0)})`);

    const before = used();
    const [pages, submits, memory]: [number[], number[], number[]] = [[], [], []];
    const byPage = new Map<string, number[]>();
    const faults = new Map<string, number>();
    let [waiting, unsent] = [0, 0];
    const fault = (what: string): void => void faults.set(what, (faults.get(what) ?? 0) + 1);
    const began = performance.now();
    const lasts = minutes * 60_000;
    const ready: { partner: Partner; report: Ready }[] = [];
    let over = false;

    /** Sends at the set times and not when there was an answer: whoever comes does not wait for whoever came before. */
    async function arrivals(aSecond: number, one: (due: number) => Promise<void>): Promise<void> {
      const under: Promise<void>[] = [];
      for (let n = 0; ; n += 1) {
        const due = began + (n * 1000) / aSecond;
        if (due - began >= lasts) break;
        const early = due - performance.now();
        if (early > 0) await sleep(early);
        if (waiting >= MOST_WAITING) {
          unsent += 1;
          continue;
        }
        waiting += 1;
        under.push(one(due).catch((error: unknown) => fault(String(error))).finally(() => (waiting -= 1)));
      }
      await Promise.all(under);
    }
    async function onePage(due: number): Promise<void> {
      const asked = nextPage();
      const { status } = await driver.ask(asked);
      const ms = performance.now() - due;
      pages.push(ms);
      const kind = asked.path.replace(/[A-Z]{3}-[0-9A-Z]{4}-[0-9A-Z]{4}|[0-9a-f-]{36}/, '…');
      byPage.set(kind, [...(byPage.get(kind) ?? []), ms]);
      if (status !== 200) fault(`${kind}: ${status}`);
    }
    async function oneSubmit(due: number): Promise<void> {
      const next = ready.shift();
      if (next === undefined) throw new Error('no report was ready');
      const { partner, report: { id, key, version } } = next;
      const { status, location } = await driver.ask({ method: 'POST', path: `/report/${id}/submit`, cookie: partner.cookie, body: new URLSearchParams({ key, version: String(version) }).toString() });
      submits.push(performance.now() - due);
      if (status !== 303 || location !== `/report/${id}/sent`) fault(`submit: ${status}`);
    }
    const write = async () => {
      while (!over) {
        if (ready.length < 10) {
          const partner = oneOf(partners);
          ready.push({ partner, report: await readyToSend(partner.person) });
        } else await sleep(100);
      }
    };
    const watch = async () => {
      for (; !over; await sleep(5_000)) memory.push(sum(product.map(memoryOf)));
    };
    const beside = [write(), watch()];
    await Promise.all([arrivals(PAGES_A_SECOND, onePage), arrivals(SUBMITS_A_SECOND, oneSubmit)]);
    over = true;
    await Promise.all(beside);
    const seconds = (performance.now() - began) / 1000;
    const after = used();

    const quarter = (n: number) => middle(memory.slice(Math.floor((memory.length * n) / 4), Math.max(1, Math.floor((memory.length * (n + 1)) / 4))));
    const [early, late] = [quarter(1), quarter(3)];
    const wrong = [...faults.values()].reduce((sum, each) => sum + each, 0);
    say(`${(seconds / 60).toFixed(1)} minutes at ${PAGES_A_SECOND} pages and ${SUBMITS_A_SECOND} reports a second, load ${loadavg()[0]?.toFixed(1)}: ${pages.length.toLocaleString('en-GB')} pages answered, ${(pages.length / seconds).toFixed(1)} a second, median ${middle(pages).toFixed(0)} ms, p95 ${p95(pages).toFixed(0)} ms (bar ${PAGE_MS}); ${submits.length} reports, median ${middle(submits).toFixed(0)} ms, p95 ${p95(submits).toFixed(0)} ms (bar ${SUBMIT_MS})`);
    say(`${wrong} faults${[...faults].map(([what, many]) => `, ${what} ${many} times`).join('')}; ${unsent} not sent, since ${MOST_WAITING.toLocaleString('en-GB')} waited`);
    say(`memory of the product: ${early.toFixed(0)} MB in the second quarter, ${late.toFixed(0)} in the last, ${Math.max(...memory).toFixed(0)} at most`);
    for (const what of ['product', 'database', 'bench'] as const) say(`processor, ${what}: ${((after[what] - before[what]) / seconds).toFixed(2)} of ${cpus().length}, ${(((after[what] - before[what]) * 1000) / pages.length).toFixed(1)} ms a page`);
    for (const [kind, ms] of [...byPage].toSorted(([, a], [, b]) => middle(b) - middle(a))) say(`${kind}: ${ms.length} times, median ${middle(ms).toFixed(0)} ms, p95 ${p95(ms).toFixed(0)} ms`);
    if (profiles !== undefined) {
      for (const app of served.apps) await app.stop();
      say(`the product's processor: ${sharesIn(resolve(profiles)).map(([work, share]) => `${work} ${(share * 100).toFixed(0)} %`).join(', ')}`);
    }
    return p95(pages) < PAGE_MS && p95(submits) < SUBMIT_MS && wrong === 0 && unsent === 0 && late <= early * GROWTH;
  } finally {
    driver.close();
    bare.close();
    await stopJobs();
    await closeDatabase();
    await served.stop();
    await floor.stop();
  }
}
