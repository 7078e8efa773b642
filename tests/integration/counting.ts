import pg from 'pg';

/** Every statement but the beginning and the end of a transaction that the product sends while something is done, watched on its way to the server. */
export async function statementsOf(work: () => Promise<unknown>): Promise<string[]> {
  const sent: string[] = [];
  const client = pg.Client.prototype as unknown as { query: (...args: unknown[]) => unknown };
  const { query } = client;
  client.query = function (this: unknown, ...args: unknown[]) {
    const [asked] = args as [string | { text: string }];
    // The job queue looks after itself every 20 seconds, on connections of its own: that is nobody's page.
    if ((this as { pipeline: boolean }).pipeline) sent.push(typeof asked === 'string' ? asked : asked.text);
    return query.apply(this, args);
  };
  try {
    await work();
  } finally {
    client.query = query;
  }
  return sent.filter((text) => !/^\s*(begin|commit|rollback)/i.test(text));
}
