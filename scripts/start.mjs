// npm start: install, then hand over to the Node 24 that was installed.
import { spawn, spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { install, node } from './install.mjs';

// What is built already was built with the packages that are there.
if (!process.argv.includes('--no-build') || !existsSync('node_modules')) install();
// The database client is generated code: what starts the server imports it.
if (spawnSync(node(), ['scripts/generate.mjs'], { stdio: ['ignore', 2, 2] }).status !== 0) process.exit(1);
const child = spawn(node(), ['--disable-warning=ExperimentalWarning', '--import', 'tsx', 'scripts/serve.ts', ...process.argv.slice(2)], { stdio: 'inherit' });
// Ctrl-C reaches the child by itself; a kill of this process is passed on.
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => (signal === 'SIGINT' ? undefined : child.kill(signal)));
child.on('exit', (code, signal) => process.exit(code ?? (signal === 'SIGINT' ? 130 : 1)));
