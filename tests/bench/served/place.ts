/** The built product on a loaded database, and who asks it. */
import pg from 'pg';
import type { Person, Role } from '@/lib/access/model';
import { makeApp, signedIn, type App } from '../../faults/app';
import { ensureLoad } from '../load/ensure';
import { makeApart, type Place } from '../load/place';

export interface Served {
  contacts: number;
  place: Place;
  /** The environment of the product on this database: what opens drafts and sessions here goes by it. */
  use(): void;
  /** The processes of the product; the first is where people go. */
  apps: readonly App[];
  origins: readonly string[];
  /** As the superuser. */
  client: pg.Client;
  stop(): Promise<void>;
}

/** Starts the product on the load of so many contacts, in one process or, as behind a proxy, in several. */
export async function serve(contacts: number, more: Record<string, string> = {}, processes = 1): Promise<Served> {
  makeApart(contacts);
  const place = await ensureLoad(contacts);
  const env = { ...process.env };
  const client = new pg.Client({ connectionString: place.cluster.url('postgres') });
  const apps: App[] = [];
  const stop = async () => {
    for (const app of apps) await app.stop();
    await client.end().catch(() => undefined);
    await place.stop();
  };
  try {
    await client.connect();
    for (let n = 0; n < processes; n += 1) {
      const app = await makeApp(place.cluster.url('doorstep_app'), { ...more, ...(apps[0] && { PUBLIC_ORIGIN: apps[0].origin }) });
      apps.push(app);
      await app.start();
    }
    return { contacts, place, apps, origins: apps.map(({ origin }) => origin), client, stop, use: () => Object.assign(process.env, env) };
  } catch (error) {
    await stop();
    throw error;
  }
}

async function rows<T>(client: pg.Client, sql: string, values: unknown[] = []): Promise<T[]> {
  return (await client.query(sql, values)).rows as T[];
}

/** The largest areas first. */
export async function areasOf(client: pg.Client, most: number): Promise<string[]> {
  return (await rows<{ id: string }>(client, 'select authority_id as id from contact group by 1 order by count(*) desc limit $1', [most])).map(({ id }) => id);
}

/** Somebody of each of these roles in an area, those first who have opened most contacts. */
export async function peopleOf(client: pg.Client, area: string, roles: readonly Role[]): Promise<Person[]> {
  const members = await rows<{ id: string; account: string; role: Role; agency: string | null; qualified: boolean; name: string; email: string }>(client,
    'select distinct on (m.role) m.id, m.account_id as account, m.role, m.agency_id as agency, m.qualified, a.name, a.email from membership m join account a on a.id = m.account_id where m.authority_id = $1 and m.role = any($2) order by m.role, (select count(*) from contact_declaration d where d.authority_id = $1 and d.account_id = m.account_id) desc', [area, roles]);
  return members.map(({ id, account, role, agency, qualified, name, email }) => ({ actorId: account, membershipId: id, authorityId: area, role, agencyId: agency, name, email, sessionId: '', agencyName: null, agencyKind: null, qualified, jobTitle: '', phone: '', preferences: { shortcuts: true, theme: 'system' } }));
}

/** Contacts that somebody may open without being asked first whom they know, those in the queue first. */
export async function contactsOf(client: pg.Client, { actorId, authorityId }: Person, most = 40): Promise<string[]> {
  const found = await rows<{ reference: string }>(client,
    `select c.reference from contact c join contact_declaration d on d.authority_id = c.authority_id and d.contact_id = c.id where c.authority_id = $1 and d.account_id = $2
     order by exists (select 1 from queue_row q where q.authority_id = c.authority_id and q.contact_id = c.id) desc, c.id limit $3`, [authorityId, actorId, most]);
  return found.map(({ reference }) => reference);
}

export { signedIn };
