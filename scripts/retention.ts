import { parseArgs } from 'node:util';
import { deleteReleased } from '@/app/_edge/jobs';
import { dryRun, type DryRun, type KeptLonger } from '@/lib/assurance/retention/dry-run';
import { lacksPeriods } from '@/lib/assurance/retention/periods';
import { OUTCOME_WORDS } from '@/lib/assurance/retention/schema';
import { authorityList, closeDatabase, systemOf, withActor } from '@/lib/platform/db';

const USAGE = `Usage: npm run retention -- --dry-run [--authority ID]
       npm run retention -- --run [--authority ID]
  --dry-run says what is due today by each authority's schedule, and what keeps the rest; nothing is changed.
  --run     deletes what stands on the lists that a second person released on the page "Retention" in the last 30 days, and nothing else.
  Contacts that are closed to most are in neither. References and days are printed, never names.`;

const say = (line: string) => process.stdout.write(`${line}\n`);

function whyKept({ id, kept, byReference }: KeptLonger): string {
  if (kept.until === null && kept.why === 'not_said') return 'its time is not over';
  const by = kept.by === id ? '' : ` (${byReference ?? 'another contact'})`;
  return kept.until === null ? `${kept.why}${by}` : `until ${kept.until.toString()}: ${OUTCOME_WORDS[kept.outcome]}${by}`;
}

function report(authorityId: string, { on, due, drafts, heldDrafts, kept }: DryRun): void {
  say(`${authorityId}, ${on.toString()}: ${due.length} contacts and ${drafts.length} unsent reports and calls owed in vain are due, ${kept.length} closed contacts are kept${heldDrafts > 0 ? `, and ${heldDrafts} of those by a hold` : ''}`);
  for (const { reference, outcome, until } of due) say(`  due   ${reference} since ${until.toString()}: ${OUTCOME_WORDS[outcome]}`);
  for (const each of kept) say(`  kept  ${each.reference} ${whyKept(each)}`);
}

async function main(): Promise<void> {
  const { values } = parseArgs({ options: { 'dry-run': { type: 'boolean' }, run: { type: 'boolean' }, authority: { type: 'string' } } });
  if ((values['dry-run'] === true) === (values.run === true)) {
    process.stderr.write(`${USAGE}\n`);
    process.exitCode = 2;
    return;
  }
  const all = (await authorityList()).map(({ id }) => id);
  const asked = values.authority === undefined ? all : all.filter((id) => id === values.authority);
  if (asked.length === 0) {
    process.stderr.write(`--authority: there is no ${values.authority ?? 'authority'}\n`);
    process.exitCode = 2;
    return;
  }
  for (const id of asked) {
    if (await withActor(systemOf(id), lacksPeriods)) {
      say(`${id}: nothing is deleted while a period of its schedule is illustrative: its administrator puts in its own on “Retention”`);
      if (values.run === true) process.exitCode = 1;
    }
    if (values.run === true) {
      const { deleted, kept, failed } = await deleteReleased(id, Number.POSITIVE_INFINITY);
      say(`${id}: ${deleted} deleted, ${kept} kept since they are not due any more, ${failed} could not be deleted`);
      if (failed > 0) process.exitCode = 1;
    } else report(id, await withActor(systemOf(id), async (tx) => dryRun(tx)));
  }
}

main()
  .catch((error: unknown) => {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
    process.exitCode = 1;
  })
  .finally(closeDatabase);
