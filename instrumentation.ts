/** Runs once when the server starts: a wrong configuration stops it with one sentence per fault. */
export async function register(): Promise<void> {
  if (process.env['NEXT_RUNTIME'] !== 'nodejs') return;
  const { boot } = await import('./lib/platform/boot');
  const { everyMinute, HANDLERS } = await import('./app/_edge/jobs');
  await boot(HANDLERS, everyMinute);
}
