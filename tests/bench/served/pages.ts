import { cpus } from 'node:os';
import { closeDatabase } from '@/lib/platform/db';
import { driverTo, middle, rateOf, type Asked, type Driver } from './drive';
import { startFloor, type Floor } from './floor';
import { areasOf, contactsOf, peopleOf, serve, signedIn } from './place';

const CONTACTS = Number(process.env['BENCH_CONTACTS'] ?? 10_000);
const ROUNDS = 7;
const SECONDS = 3;
const CLIENTS = 8;
const SHARES = { queue: 0.4, contact: 0.35 };

const say = (line: string) => process.stdout.write(`${line}\n`);

/** The queue and a contact, beside bare dynamic pages of the same Next and beside their own markup drawn from constants. @returns false when a bar of issue 5 is not met. */
export async function benchPages(): Promise<boolean> {
  const served = await serve(CONTACTS, { WORKER: 'off' });
  const ours = driverTo(served.origins, { text: true });
  let floor: Floor | undefined;
  let bare: Driver | undefined;
  try {
    const [area = ''] = await areasOf(served.client, 1);
    const [worker] = await peopleOf(served.client, area, ['cads_social_worker']);
    if (worker === undefined) throw new Error('nobody works there');
    const cookie = await signedIn(worker);
    const references = await contactsOf(served.client, worker);
    let turn = 0;
    const at = (path: string): Asked => ({ method: 'GET', path, cookie });
    const ofOurs = {
      queue: () => at('/queue'),
      contact: () => at(`/contacts/${references[(turn += 1) % references.length]}`),
    };
    const like = Object.fromEntries(await Promise.all(Object.entries(ofOurs).map(async ([name, next]) => [name, (await ours.ask(next())).text] as const)));
    floor = await startFloor(1, like);
    bare = driverTo(floor.origins);
    const targets: Record<string, { driver: Driver; next: () => Asked }> = {
      hello: { driver: bare, next: () => at('/hello') },
      table: { driver: bare, next: () => at('/table') },
      queueMarkup: { driver: bare, next: () => at('/markup/queue') },
      contactMarkup: { driver: bare, next: () => at('/markup/contact') },
      queue: { driver: ours, next: ofOurs.queue },
      contact: { driver: ours, next: ofOurs.contact },
    };
    const rates = new Map(Object.keys(targets).map((name): [string, number[]] => [name, []]));
    for (let round = 0; round <= ROUNDS; round += 1) for (const [name, { driver, next }] of Object.entries(targets)) {
      const rate = await rateOf(driver, next, { clients: CLIENTS, seconds: SECONDS });
      // The first round warms everything up.
      if (round > 0) rates.get(name)?.push(rate);
    }
    const of = (name: string) => rates.get(name) ?? [];
    const share = (name: string, beside: string) => middle(of(name).map((value, round) => value / (of(beside)[round] ?? 1)));
    const bytes = Object.fromEntries(await Promise.all(Object.entries(targets).map(async ([name, { driver, next }]) => [name, (await driver.ask(next())).bytes] as const)));
    say(`${CONTACTS.toLocaleString('en-GB')} contacts, ${references.length} of them opened in turn; ${CLIENTS} clients, ${cpus().length} processors, median of ${ROUNDS} rounds of ${SECONDS} s`);
    for (const name of Object.keys(targets)) say(`${name}: ${middle(of(name)).toFixed(1)} a second (${of(name).map((value) => value.toFixed(0)).join(', ')}), ${bytes[name]?.toLocaleString('en-GB')} bytes`);
    for (const [name, bar] of Object.entries(SHARES)) say(`${name}: ${share(name, 'hello').toFixed(2)} of a bare dynamic page (bar ${bar}), ${share(name, 'table').toFixed(2)} of one with a table of 25 rows, ${share(name, `${name}Markup`).toFixed(2)} of one that draws its own markup and asks nobody, which is itself ${share(`${name}Markup`, 'hello').toFixed(2)} of a bare one`);
    return Object.entries(SHARES).every(([name, bar]) => share(name, 'hello') >= bar);
  } finally {
    bare?.close();
    ours.close();
    await closeDatabase();
    await served.stop();
    await floor?.stop();
  }
}
