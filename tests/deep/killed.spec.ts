/** A hundred browsers die while a call is taken down (issue 4): at most two seconds of typing are lost, and the call opens elsewhere. */
import { expect, test } from '../e2e/browser';
import { killWhileTyping, momentOf, MOST_LOST_MS, randomFrom, type Killed } from '../e2e/killed';

const WORKER = { area: 'norfolk', who: 'Team manager' };
const LATEST_MS = 6_000;
const RUNS = 100;
/** Runs in one test; as many tests as fill the hundred run beside each other. */
const AT_A_TIME = 25;
/** Another seed gives other moments (playwright.deep.config.ts draws one): that of a failure is in its title. */
const SEED = Number(process.env['DOORSTEP_SEED']);

/** The value below which a share of the values lies. */
const quantile = (values: readonly number[], share: number) => [...values].sort((a, b) => a - b)[Math.ceil(values.length * share) - 1] ?? 0;

for (let from = 0; from < RUNS; from += AT_A_TIME) {
  test(`browsers ${from + 1} to ${from + AT_A_TIME} are killed while somebody types (seed ${SEED})`, async ({ another, baseURL }, { project }) => {
    test.setTimeout(AT_A_TIME * 30_000);
    const random = randomFrom(SEED + from);
    const elsewhere = await another(WORKER);
    const killed: Killed[] = [];
    for (let run = 0; run < AT_A_TIME; run += 1) killed.push(await killWhileTyping({ who: WORKER, launch: project.use.launchOptions ?? {}, baseURL, elsewhere, afterMs: momentOf(random, LATEST_MS) }));
    const lost = killed.map(({ lostMs }) => lostMs);
    process.stdout.write(`killed ${killed.length}: lost in the middle ${Math.round(quantile(lost, 0.5))} ms, 95 of 100 at most ${Math.round(quantile(lost, 0.95))} ms, at most ${Math.round(Math.max(...lost))} ms (${Math.max(...killed.map(({ lostLetters }) => lostLetters))} letters)\n`);
    expect(killed.filter(({ lostMs }) => lostMs > MOST_LOST_MS)).toEqual([]);
  });
}
