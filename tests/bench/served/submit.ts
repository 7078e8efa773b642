import { cpus } from 'node:os';
import pg from 'pg';
import type { Person } from '@/lib/access/model';
import { readAuthority } from '@/lib/access/store';
import { submitContact } from '@/lib/contact/verbs/submit-contact';
import { writeReceipt } from '@/lib/letter/verbs/write-receipt';
import { closeDatabase, withActor } from '@/lib/platform/db';
import { stopJobs } from '@/lib/platform/jobs';
import { readyToSend, type Ready } from '../../faults/reports';
import { driverTo, middle, type Driver } from './drive';
import { recorded, rowsOf, type Rows } from './inserts';
import { areasOf, peopleOf, serve, signedIn } from './place';

const CONTACTS = Number(process.env['BENCH_CONTACTS'] ?? 10_000);
const ROUNDS = 7;
/** As many who send at once, each in an area of their own: an area's ledger is one chain, and whoever writes to it waits for the one before. */
const CLIENTS = 8;
const EACH = 20;
const SHARE = 0.2;
const A_SECOND = 60;

const say = (line: string) => process.stdout.write(`${line}\n`);

interface Sender {
  person: Person;
  cookie: string;
  rows: Rows;
  /** A connection of the floor. */
  plain: pg.Client;
}

/** What the route does with a report, in this process. */
async function sendHere(person: Person, { id, key, version }: Ready): Promise<void> {
  await withActor(person, async (tx) => {
    const authority = await readAuthority(tx);
    const sent = await submitContact(tx, person, authority, { draftId: id, key, version });
    if (!sent.ok) throw new Error(`not sent: ${sent.problem}`);
    await writeReceipt(tx, sent.value.contactId, authority, person);
  });
}

async function sendOver(driver: Driver, cookie: string, { id, key, version }: Ready): Promise<void> {
  const answer = await driver.ask({ method: 'POST', path: `/report/${id}/submit`, cookie, body: new URLSearchParams({ key, version: String(version) }).toString() });
  if (answer.status !== 303 || answer.location !== `/report/${id}/sent`) throw new Error(`not sent: ${answer.status} ${answer.location}`);
}

/** The same rows in one transaction, each statement named as the product names its own. */
async function writePlain({ plain, rows, person }: Sender): Promise<void> {
  await plain.query('begin');
  await plain.query({ name: 'who', text: "select set_config('app.authority_id', $1, true), set_config('app.actor_id', $2, true), set_config('app.agency_id', 'none', true), set_config('app.role', 'system', true)", values: [person.authorityId, person.actorId] });
  for (const statement of rows.again()) await plain.query(statement);
  await plain.query('commit');
}

/** Everybody does their share, all at once. @returns how many a second. */
async function rate(senders: readonly Sender[], one: (sender: Sender, place: number) => Promise<void>): Promise<number> {
  const from = performance.now();
  await Promise.all(senders.map(async (sender) => {
    for (let n = 0; n < EACH; n += 1) await one(sender, n);
  }));
  return (senders.length * EACH) / ((performance.now() - from) / 1000);
}

/** Sending a report, beside the same rows through node-postgres. @returns false when a bar of issue 5 is not met. */
export async function benchSubmit(): Promise<boolean> {
  // Jobs are queued as ever; somebody else does them.
  const served = await serve(CONTACTS, { WORKER: 'off' });
  const driver = driverTo(served.origins);
  const senders: Sender[] = [];
  try {
    for (const area of await areasOf(served.client, CLIENTS)) {
      const [person] = await peopleOf(served.client, area, ['partner_professional']);
      if (person === undefined) continue;
      // Whoever sends for the first time becomes a known professional: the second is as all others are.
      await sendHere(person, await readyToSend(person));
      const ready = await readyToSend(person);
      const rows = rowsOf(await recorded(() => sendHere(person, ready)));
      const plain = new pg.Client({ connectionString: served.place.cluster.url('doorstep_app'), options: '-c plan_cache_mode=force_generic_plan' });
      await plain.connect();
      senders.push({ person, cookie: await signedIn(person), rows, plain });
    }
    say(`${senders.length} people of as many areas, ${CONTACTS.toLocaleString('en-GB')} contacts, ${cpus().length} processors; ${senders[0]?.rows.statements} statements write the rows of a report`);
    const drafts = async () => Promise.all(senders.map(async ({ person }) => {
      const made: Ready[] = [];
      for (let n = 0; n < EACH; n += 1) made.push(await readyToSend(person));
      return made;
    }));
    const rates = { plain: [] as number[], over: [] as number[], here: [] as number[] };
    for (let round = 0; round <= ROUNDS; round += 1) {
      const [one, other] = [await drafts(), await drafts()];
      const of = (made: Ready[][], sender: Sender, n: number) => made[senders.indexOf(sender)]?.[n] as Ready;
      const over = await rate(senders, (sender, n) => sendOver(driver, sender.cookie, of(one, sender, n)));
      const plain = await rate(senders, writePlain);
      const here = await rate(senders, (sender, n) => sendHere(sender.person, of(other, sender, n)));
      // The first round warms everything up.
      if (round === 0) continue;
      rates.over.push(over);
      rates.plain.push(plain);
      rates.here.push(here);
    }
    const share = (values: readonly number[]) => middle(values.map((value, at) => value / (rates.plain[at] ?? 1)));
    const list = (values: readonly number[]) => values.map((value) => value.toFixed(0)).join(', ');
    say(`the same rows through node-postgres: ${middle(rates.plain).toFixed(0)} a second (${list(rates.plain)})`);
    say(`a report sent by POST to the built product: ${middle(rates.over).toFixed(1)} a second (${list(rates.over)}; bar ${A_SECOND}), ${share(rates.over).toFixed(2)} of the same rows (bar ${SHARE})`);
    say(`the same in this process, without HTTP: ${middle(rates.here).toFixed(1)} a second (${list(rates.here)}), ${share(rates.here).toFixed(2)} of the same rows`);
    return share(rates.over) >= SHARE && middle(rates.over) >= A_SECOND;
  } finally {
    driver.close();
    for (const { plain } of senders) await plain.end().catch(() => undefined);
    await stopJobs();
    await closeDatabase();
    await served.stop();
  }
}
