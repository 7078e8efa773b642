import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));

/** The example of the command's own description. */
const EXAMPLE = {
  children: [{ id: 'a', age: { years: 7 }, indicators: { I018: 'present' } }],
  facts: {
    agenciesInvolved: 1,
    contactsIn12Months: 1,
    openPlan: null,
    positionOfTrust: false,
    consent: 'given',
    immediateDanger: false,
  },
};

function assess(input: string, ...more: string[]): { status: number | null; stdout: string; stderr: string } {
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    ['--import', 'tsx', 'scripts/assess.ts', '--guide', 'norfolk', '--input', '-', ...more],
    { cwd: ROOT, input, encoding: 'utf8', env: { NODE_ENV: 'test' } },
  );
  return { status, stdout, stderr };
}

describe('npm run assess', () => {
  it('prints one JSON document and nothing else, with no database configured', () => {
    const { status, stdout, stderr } = assess(JSON.stringify(EXAMPLE));
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    const printed: unknown = JSON.parse(stdout);
    expect(printed).toMatchObject({
      guide: { area: 'norfolk', version: '2018-19', illustrative: true },
      level: 2,
      route: 'EH_SINGLE',
      duties: [],
      children: [{ id: 'a', level: 2, route: 'EH_SINGLE', duties: [] }],
    });
  });

  it('reads the guide in force on the day asked for', () => {
    const { stdout } = assess('{"children":[]}', '--on', '2017-02-01');
    expect(JSON.parse(stdout)).toMatchObject({ guide: { version: '2016-17' }, level: 2 });
  });

  it.each([
    ['{"children":[{"id":"a","age":{"years":"7"}}]}', 'children[0].age.years'],
    ['{"children":[{"id":"a","age":{"years":7,"months":2}}]}', 'children[0].age'],
    ['{"children":[{"id":"a","indicators":{"I999":"present"}}]}', 'children[0].indicators.I999'],
    ['{"children":[{"id":"a","indicators":{"I018":"yes"}}]}', 'children[0].indicators.I018'],
    ['{"children":[{"id":"a"},{"id":"a"}]}', 'children[1].id'],
    ['{"children":[],"facts":{"openPlan":{"kind":"CP"}}}', 'facts.openPlan.where'],
    ['{"children":[],"colour":"red"}', 'colour'],
    ['{}', 'children'],
    ['nonsense', '--input'],
  ])('refuses %s, names %s and ends with 2', (input, field) => {
    const { status, stdout, stderr } = assess(input);
    expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
    expect(stderr.startsWith(`${field}: `)).toBe(true);
  });

  it('refuses a guide it does not have', () => {
    const { status, stderr } = assess('{"children":[]}', '--guide', 'atlantis');
    expect(status).toBe(2);
    expect(stderr).toContain('--guide: atlantis is not one of');
  });
});
