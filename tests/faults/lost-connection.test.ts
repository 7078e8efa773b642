/** A connection is lost under a transaction: before the commit it is done again, once and whole; a form whose turn does not come is handed back. */
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { authorityList, closeDatabase, databaseAway, spend, systemOf, withActor, type Tx } from '@/lib/platform/db';
import { tryAgainPage } from '@/lib/platform/http/answer';
import { makePlace, type Place } from '../integration/people';
import { asSuperuser } from '../integration/superuser';

let place: Place;
beforeAll(async () => {
  place = await makePlace();
});
afterAll(closeDatabase);

/** Ends the session of a transaction from outside, as an administrator or a fail-over does. */
async function endSession(tx: Tx): Promise<void> {
  const [row] = await tx.db.$queryRaw<{ pid: number }[]>`select pg_backend_pid() as pid`;
  await asSuperuser((client) => client.query('select pg_terminate_backend($1, 1000)', [row?.pid]));
}

const noted = (action: string) => asSuperuser(async (client) => (await client.query('select 1 from ledger_entry where authority_id = $1 and action = $2', [place.id, action])).rowCount);

describe('a session that is ended under a transaction', () => {
  it('twice, and the third time it is done, with one entry in the ledger', async () => {
    let times = 0;
    const done = await withActor(systemOf(place.id), async (tx) => {
      times += 1;
      tx.ledger({ action: 'test.done', objectKind: 'test', objectId: String(times) });
      if (times < 3) await endSession(tx);
      return tx.db.agency.count();
    });
    expect([done, times, await noted('test.done')]).toEqual([2, 3, 1]);
  });

  it('each time, and whoever asked is told that the database is away; nothing was done', async () => {
    let times = 0;
    const failed = await withActor(systemOf(place.id), async (tx) => {
      times += 1;
      tx.ledger({ action: 'test.never', objectKind: 'test', objectId: '' });
      await endSession(tx);
      return tx.db.agency.count();
    }).catch((error: unknown) => error);
    expect(databaseAway(failed)).not.toBe(null);
    expect([times, await noted('test.never')]).toEqual([3, 0]);
  });

  it('at its commit: a page is made again, and an act is not', async () => {
    const ends = async (reading: boolean) => {
      await asSuperuser((client) => client.query('create sequence test_ends'));
      let times = 0;
      try {
        const outcome = await withActor(systemOf(place.id), async (tx) => {
          times += 1;
          tx.ledger({ action: 'test.ends', objectKind: 'test', objectId: '' });
          return tx.db.agency.count();
        }, { reading }).catch((error: unknown) => databaseAway(error));
        return [outcome, times];
      } finally {
        await asSuperuser((client) => client.query('drop sequence test_ends'));
      }
    };
    // As it commits, and the first time alone: a sequence is not rolled back.
    await asSuperuser((client) => client.query(`
      create function test_end() returns trigger language plpgsql security definer as $$
      begin if nextval('test_ends') = 1 then perform pg_terminate_backend(pg_backend_pid()); end if; return null; end $$;
      create constraint trigger test_end after insert on ledger_entry deferrable initially deferred for each row when (new.action = 'test.ends') execute function test_end()`));
    try {
      const [agencies, made] = await ends(true);
      expect(agencies).toBe(2);
      expect(made, 'once more, or twice where the ended session was offered again').toBeGreaterThan(1);
      expect(await ends(false)).toEqual(['lost', 1]);
    } finally {
      await asSuperuser((client) => client.query('drop trigger test_end on ledger_entry; drop function test_end()'));
    }
  });

  it('is no reason to do again what fails for another', async () => {
    let times = 0;
    await expect(withActor(systemOf(place.id), async () => {
      times += 1;
      throw new Error('a fault of ours');
    })).rejects.toThrow('a fault of ours');
    expect(times).toBe(1);
  });
});

describe('a session that nobody uses at that moment', () => {
  it('ends without a word, and the process goes on: of those that count tries, too', async () => {
    const limit = { name: 'lost', times: 5, seconds: 60 };
    expect(await spend(limit, 'one')).toEqual({ within: true });
    expect(await authorityList()).not.toEqual([]);
    // Thrown at nobody it would be an uncaught exception, and the end of the process.
    const thrown: unknown[] = [];
    const hear = (error: unknown) => thrown.push(error);
    process.prependListener('uncaughtException', hear);
    const ended = await asSuperuser(async (client) => (await client.query("select pg_terminate_backend(pid, 1000) from pg_stat_activity where datname = current_database() and usename = 'doorstep_app' and state = 'idle'")).rowCount);
    await sleep(200);
    process.removeListener('uncaughtException', hear);
    expect(ended).toBeGreaterThan(1);
    expect(thrown).toEqual([]);
    expect(await spend(limit, 'one')).toEqual({ within: true });
  });
});

describe('the answer while the database is away', () => {
  it('says so with its status, and has what was typed in it, to be sent again as it was', async () => {
    const answer = tryAgainPage('/report/1/what-happened/save', { 'happened.what': '\n</textarea><script>"&', seen: ['I018', 'I099'] });
    expect([answer.status, answer.headers.get('retry-after'), answer.headers.get('cache-control')]).toEqual([503, '10', 'no-store']);
    const html = await answer.text();
    // The first line feed after the tag is not part of the text (HTML, 13.2.6.4.7).
    expect(html).toContain('<textarea name="happened.what" hidden>\n\n&lt;/textarea&gt;&lt;script&gt;&quot;&amp;</textarea>');
    expect(html.match(/<textarea name="seen" hidden>/g)).toHaveLength(2);
    expect(html).toContain('<form method="post" action="/report/1/what-happened/save">');
    expect(html).toContain('ring 999');
  });
});
