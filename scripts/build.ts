import { spawnSync } from 'node:child_process';

/** Generated code and styles first, then the application. */
function run(args: string[]): void {
  const done = spawnSync(process.execPath, args, { stdio: 'inherit', env: { ...process.env, NEXT_TELEMETRY_DISABLED: '1', NODE_ENV: 'production' } });
  if (done.status !== 0) process.exit(done.status ?? 1);
}

run(['scripts/generate.mjs']);
run(['scripts/styles.mjs']);
// A route without a row in the policy table, or a row without a route, fails the build.
run(['--import', 'tsx', 'scripts/check-policy.ts']);
run(['--disable-warning=ExperimentalWarning', 'node_modules/next/dist/bin/next', 'build']);
