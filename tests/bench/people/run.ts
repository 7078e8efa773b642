import { DEFAULT_THRESHOLD } from '@/lib/people/match/list';
import { measure, type Quality } from './quality';

const SIZE = 120_000;
const share = (value: number) => `${(value * 100).toFixed(2)} %`;

function say(title: string, { people, pairs, precision, recall, twins, namesakes, errors, seconds }: Quality): void {
  const groups = Object.entries(errors).map(([origin, error]) => `${origin.replaceAll('_', ' ')} ${share(error)}`);
  process.stdout.write(`${title}: ${people} records, ${pairs} people in both lists, ${seconds.toFixed(1)} s
  precision ${share(precision)}, recall ${share(recall)}
  twins ${twins.linked} of ${twins.met} taken for one another, namesakes ${namesakes.linked} of ${namesakes.met}
  missed or mistaken, by origin of names: ${groups.join(', ')}
`);
}

/** The quality of matching, as docs/measurements.md keeps it. @returns false when a bar of issue 4 is not met. */
export function benchPeople(): boolean {
  const life = measure(SIZE, DEFAULT_THRESHOLD);
  say('As in life', life);
  const families = measure(SIZE, DEFAULT_THRESHOLD, { twins: 0.15, namesakes: 0.25 });
  say('Many twins and namesakes', families);

  const worst = Math.max(...Object.values(life.errors));
  const mean = Object.values(life.errors).reduce((sum, error) => sum + error, 0) / Object.keys(life.errors).length;
  const bars = { 'precision 99 %': life.precision >= 0.99, 'recall 95 %': life.recall >= 0.95, 'no twins': families.twins.linked === 0, 'no namesakes': families.namesakes.linked === 0, 'no group 2 points above the mean': worst - mean <= 0.02 };
  const missed = Object.entries(bars).filter(([, met]) => !met).map(([bar]) => bar);
  process.stdout.write(missed.length === 0 ? 'Every bar is met.\n' : `Not met: ${missed.join(', ')}.\n`);
  return missed.length === 0;
}
