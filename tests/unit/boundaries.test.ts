/** Floors, rooms and cycles (architecture): each rule is broken once and seen to be caught, and the product breaks none. */
import { execFile } from 'node:child_process';
import { cpSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

const root = fileURLToPath(new URL('../..', import.meta.url));
const planted = join(root, '.doorstep', `boundaries-${process.pid}`);

interface Violation {
  from: string;
  to: string;
  rule: { name: string };
}

async function violations(cwd: string, folders: string[]): Promise<Violation[]> {
  const cruiser = join(root, 'node_modules/dependency-cruiser/bin/dependency-cruiser.mjs');
  const output = await new Promise<string>((done) => {
    // Violations make it exit with their number; what it printed is what counts.
    execFile(process.execPath, [cruiser, '--config', join(root, '.dependency-cruiser.mjs'), '--output-type', 'json', ...folders], { cwd, maxBuffer: 64 << 20 }, (_error, stdout) => done(stdout));
  });
  return (JSON.parse(output) as { summary: { violations: Violation[] } }).summary.violations;
}

/** Rule, the file that breaks it, what it imports. */
const BREACHES: readonly [rule: string, from: string, to: string][] = [
  ['reports-alone-read-the-replica', 'lib/decision/verbs/decide.ts', 'lib/platform/db/report.ts'],
  ['reports-alone-read-the-replica', 'app/queue/page.tsx', 'lib/platform/db/report.ts'],
  ['stores-do-not-choose-the-replica', 'lib/decision/basis-store.ts', 'lib/platform/db/report.ts'],
  ['app-on-top', 'lib/contact/state.ts', 'app/queue/page.tsx'],
  ['app-on-top', 'components/shell/door.tsx', 'app/queue/page.tsx'],
  ['components-show', 'components/shell/list.tsx', 'lib/contact/store.ts'],
  ['components-show', 'components/shell/clock.tsx', 'lib/platform/time.ts'],
  ['lib-has-no-face', 'lib/letter/page.ts', 'components/shell/box.tsx'],
  ['platform-at-the-bottom', 'lib/platform/post.ts', 'lib/letter/model.ts'],
  ['nothing-runs-scripts', 'app/start/page.tsx', 'scripts/serve.ts'],
  ['nothing-runs-scripts', 'lib/platform/boot.ts', 'tests/people.ts'],
  ['known-rooms', 'app/tools/page.tsx', 'lib/helpers/dates.ts'],
  ['clock-looks-back', 'lib/clock/deadlines.ts', 'lib/contact/model.ts'],
  ['ledger-looks-back', 'lib/ledger/store.ts', 'lib/access/model.ts'],
  ['access-looks-back', 'lib/access/store.ts', 'lib/duty/store.ts'],
  ['rota-looks-back', 'lib/rota/rota-store.ts', 'lib/contact/store.ts'],
  ['threshold-looks-back', 'lib/threshold/propose.ts', 'lib/contact/model.ts'],
  ['people-looks-back', 'lib/people/match.ts', 'lib/contact/store.ts'],
  ['duty-looks-back', 'lib/duty/store.ts', 'lib/decision/model.ts'],
  ['restriction-looks-back', 'lib/restriction/bar-store.ts', 'lib/contact/store.ts'],
  ['line-looks-back', 'lib/line/owe.ts', 'lib/contact/store.ts'],
  ['contact-looks-back', 'lib/contact/close.ts', 'lib/letter/model.ts'],
  ['lookup-looks-back', 'lib/lookup/find-store.ts', 'lib/attention/alarm.ts'],
  ['emergency-looks-back', 'lib/emergency/tell.ts', 'lib/letter/model.ts'],
  ['sharing-looks-back', 'lib/sharing/tell.ts', 'lib/decision/model.ts'],
  ['enquiry-looks-back', 'lib/enquiry/ask.ts', 'lib/decision/model.ts'],
  ['decision-looks-back', 'lib/decision/tell.ts', 'lib/letter/model.ts'],
  ['chronology-looks-back', 'lib/chronology/tell.ts', 'lib/letter/model.ts'],
  ['strategy-looks-back', 'lib/strategy/hold.ts', 'lib/letter/model.ts'],
  ['earlyhelp-looks-back', 'lib/earlyhelp/step.ts', 'lib/letter/model.ts'],
  ['letter-looks-back', 'lib/letter/count.ts', 'lib/insight/model.ts'],
  ['partner-looks-back', 'lib/partner/tell.ts', 'lib/insight/model.ts'],
  ['attention-looks-back', 'lib/attention/alarm-store.ts', 'lib/insight/model.ts'],
  ['challenge-looks-back', 'lib/challenge/count.ts', 'lib/insight/model.ts'],
  ['insight-looks-back', 'lib/insight/send.ts', 'lib/returns/model.ts'],
  ['assurance-looks-back', 'lib/assurance/send.ts', 'lib/returns/model.ts'],
  ['verbs-are-called-from-above', 'lib/decision/again.ts', 'lib/contact/verbs/claim-contact.ts'],
  ['verbs-are-called-from-above', 'lib/decision/again.ts', 'lib/contact/call/verbs/raise-consultation.ts'],
  ['verbs-are-called-from-above', 'lib/contact/verbs/hand-over.ts', 'lib/contact/verbs/claim-contact.ts'],
  ['verbs-are-called-from-above', 'lib/contact/ending/agreed.ts', 'lib/contact/ending/verbs/add-to-agreed.ts'],
  ['models-are-pure', 'lib/decision/model.ts', 'lib/decision/store.ts'],
  ['models-are-pure', 'lib/letter/model.ts', 'lib/platform/http/answer.ts'],
  ['one-way-to-the-database', 'app/fast/page.tsx', 'lib/platform/db/client.ts'],
  ['one-way-to-the-database', 'lib/duty/store.ts', 'lib/platform/db/generated/client.ts'],
];

const SOUND: readonly [from: string, to: string][] = [
  ['app/queue/page.tsx', 'lib/contact/verbs/claim-contact.ts'],
  ['app/queue/page.tsx', 'components/shell/box.tsx'],
  ['components/shell/box.tsx', 'lib/contact/model.ts'],
  ['lib/contact/store.ts', 'lib/clock/deadlines.ts'],
  ['lib/returns/model.ts', 'lib/contact/model.ts'],
  ['scripts/serve.ts', 'lib/contact/verbs/claim-contact.ts'],
];

/** Any circle, a package that is not declared, a tool that is not shipped, a file that is not there. */
const OTHERS: Record<string, [from: string, specifier: string]> = {
  'no-cycles': ['lib/insight/one.ts', '@/lib/insight/two'],
  'declared-packages': ['lib/insight/three.ts', 'eslint-visitor-keys'],
  'shipped-packages': ['lib/insight/four.ts', 'vitest'],
  found: ['lib/insight/five.ts', '@/lib/insight/nowhere'],
};

const specifier = (path: string) => `@/${path.replace(/\.tsx?$/, '')}`;
let found: Violation[] = [];

beforeAll(async () => {
  const imports = new Map<string, string[]>();
  const add = (from: string, what?: string) => imports.set(from, [...(imports.get(from) ?? []), ...(what === undefined ? [] : [what])]);
  for (const [from, to] of [...SOUND, ...BREACHES.map(([, from, to]) => [from, to] as const)]) {
    add(from, specifier(to));
    add(to);
  }
  for (const [from, what] of Object.values(OTHERS)) add(from, what);
  add('lib/insight/two.ts', '@/lib/insight/one');
  for (const [path, whats] of imports) {
    const file = join(planted, path);
    mkdirSync(dirname(file), { recursive: true });
    const name = path.replaceAll(/\W/g, '_');
    writeFileSync(file, [...whats.map((what, index) => `import * as _${index} from '${what}';`), `export const ${name} = [${whats.map((_, index) => `_${index}`).join(', ')}];`].join('\n'));
  }
  for (const name of ['package.json', 'tsconfig.json']) cpSync(join(root, name), join(planted, name));
  found = await violations(planted, ['app', 'components', 'lib', 'scripts']);
}, 120_000);

afterAll(() => rmSync(planted, { recursive: true, force: true }));

describe('each rule catches what breaks it', () => {
  test.each(BREACHES)('%s: %s may not import %s', (rule, from, to) => {
    expect(found.filter((one) => one.rule.name === rule).map((one) => [one.from, one.to])).toContainEqual([from, to]);
  });

  test.each(Object.entries(OTHERS))('%s', (rule, [from]) => {
    expect(found.filter((one) => one.rule.name === rule).map((one) => one.from)).toContain(from);
  });

  test.each(SOUND)('%s may import %s', (from, to) => {
    expect(found.filter((one) => one.from === from && one.to === to && one.rule.name !== 'no-cycles')).toEqual([]);
  });

  test('no rule is here untried', async () => {
    const { default: config } = (await import('../../.dependency-cruiser.mjs')) as { default: { forbidden: { name: string }[] } };
    const tried = new Set([...BREACHES.map(([rule]) => rule), ...Object.keys(OTHERS)]);
    // Nothing comes after the last room, so it cannot look forward.
    expect(config.forbidden.map((rule) => rule.name).filter((name) => !tried.has(name))).toEqual(['returns-looks-back']);
  });
});

test('the product breaks none of them', async () => {
  const breaches = await violations(root, ['app', 'components', 'lib', 'scripts']);
  expect(breaches.map((one) => `${one.rule.name}: ${one.from} → ${one.to}`)).toEqual([]);
}, 120_000);
