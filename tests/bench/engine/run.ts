import { compileGuide, presentOf, subjectOf, type CompiledGuide } from '@/lib/threshold/evaluate';
import { guides } from '@/lib/threshold/guides';
import type { Guide } from '@/lib/threshold/model';
import { chance } from '../people/population';
import { caseMaker, type Case } from './cases';
import { answerFrom, factsOf, otherEngine, type Answer } from './translate';

const CASES = Number(process.env['BENCH_CASES'] ?? 100_000);
const SEED = Number(process.env['BENCH_SEED'] ?? 20261127);
const ROUNDS = 7;
const TIMES_FASTER = 100;

const say = (line: string) => process.stdout.write(`${line}\n`);
const middle = (values: readonly number[]) => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;

/** Seconds of processor since then. */
function seconds(from: NodeJS.CpuUsage): number {
  const { user, system } = process.cpuUsage(from);
  return (user + system) / 1_000_000;
}

const worriesOf = (guide: CompiledGuide, ids: readonly string[]) => presentOf(guide, [{ id: 'others', indicators: Object.fromEntries(ids.map((id) => [id, 'present' as const])) }]);

/** What our engine says of a case. */
export function ourAnswer(guide: Guide, { child, facts, ofOthers }: Case): Answer {
  const compiled = compileGuide(guide);
  const { level, route, duties, flags, reasons } = compiled.evaluate(subjectOf(compiled, child, facts, worriesOf(compiled, ofOthers)));
  const own = new Set(guide.rules.map(({ id }) => id));
  return { level, route, duties: [...duties].sort(), flags: Object.entries(flags).flatMap(([flag, set]) => (set ? flag : [])).sort(), rules: reasons.flatMap(({ rule }) => (own.has(rule) ? rule : [])) };
}

/** Cases for which the two do not say the same, of every edition of every guide in turn. */
export async function differences(count: number, seed: number): Promise<string[]> {
  const random = chance(seed);
  const asked = guides.map((guide) => ({ guide, next: caseMaker(guide, random), engine: otherEngine(guide) }));
  const different: string[] = [];
  for (let n = 0; n < count; n += 1) {
    const { guide, next, engine } = asked[n % asked.length] as (typeof asked)[number];
    const one = next();
    const { events } = await engine.run(factsOf(guide, one));
    const [ours, theirs] = [ourAnswer(guide, one), answerFrom(guide, one, new Set(events.map(({ type }) => type)))].map((answer) => JSON.stringify(answer));
    if (ours !== theirs) different.push(`${guide.id} ${JSON.stringify(one)}: ours ${ours}, theirs ${theirs}`);
  }
  return different;
}

/** Our engine beside json-rules-engine, on the same rules and the same cases. @returns false when it is not a hundred times as fast, or answers otherwise once. */
export async function benchEngine(): Promise<boolean> {
  const different = await differences(CASES, SEED);
  say(`${CASES.toLocaleString('en-GB')} random cases (seed ${SEED}) of ${guides.length} guides: ${different.length} answered otherwise than by json-rules-engine`);
  for (const line of different.slice(0, 5)) say(line);

  const guide = guides.at(-1) as Guide;
  const next = caseMaker(guide, chance(SEED));
  const cases = Array.from({ length: 20_000 }, next);
  const facts = cases.slice(0, 1_000).map((one) => factsOf(guide, one));
  const compiled = compileGuide(guide);
  const engine = otherEngine(guide);
  const shares: number[] = [];
  const rates = { ours: [] as number[], theirs: [] as number[] };
  for (let round = 0; round <= ROUNDS; round += 1) {
    // Processor time and not the clock: others may work on the machine.
    let from = process.cpuUsage();
    // Their facts are laid out beforehand; ours are taken as they were told.
    for (const each of facts) await engine.run(each);
    const theirs = facts.length / seconds(from);
    from = process.cpuUsage();
    for (const { child, facts: told } of cases) compiled.evaluate(subjectOf(compiled, child, told));
    const ours = cases.length / seconds(from);
    // The first round warms both up.
    if (round === 0) continue;
    shares.push(ours / theirs);
    rates.ours.push(ours);
    rates.theirs.push(theirs);
  }
  const times = middle(shares);
  say(`${guide.title}, ${guide.rules.length} rules: ours ${Math.round(middle(rates.ours)).toLocaleString('en-GB')} cases a second of processor, json-rules-engine ${Math.round(middle(rates.theirs)).toLocaleString('en-GB')}; ${times.toFixed(0)} times as fast (median of ${ROUNDS} rounds: ${shares.map((one) => one.toFixed(0)).join(', ')}; bar ${TIMES_FASTER})`);
  return different.length === 0 && times >= TIMES_FASTER;
}
