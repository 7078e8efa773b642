/**
 * Milliseconds for which a connection at rest stays open. Longer than a reverse proxy keeps one (nginx: 60 s): closed by the
 * application first, a concern could be on its way into it, and is then sent again by nobody.
 */
export const CONNECTION_RESTS = 75_000;

/** How node is asked to serve the built application. @param host the one address it listens on; every address of the machine where left out. */
export function webArgs({ port, host, dev = false }: { port: number; host?: string | undefined; dev?: boolean }): string[] {
  const where = ['--port', String(port), ...(host ? ['--hostname', host] : [])];
  return ['--disable-warning=ExperimentalWarning', 'node_modules/next/dist/bin/next', ...(dev ? ['dev', ...where] : ['start', ...where, '--keepAliveTimeout', String(CONNECTION_RESTS)])];
}
