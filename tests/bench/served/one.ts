/** One loaded place with the product on it, in a process of its own, asked by the bench how long something takes: the product knows one database a process. */
import { closeDatabase } from '@/lib/platform/db';
import { stopJobs } from '@/lib/platform/jobs';
import { readyToSend } from '../../faults/reports';
import type { Ask, Kind, Said } from './asked';
import { driverTo } from './drive';
import { areasOf, contactsOf, peopleOf, serve, signedIn } from './place';

const tell = (said: Said) => process.send?.(said);

async function main(contacts: number): Promise<void> {
  const served = await serve(contacts, { WORKER: 'off' });
  const driver = driverTo(served.origins, { text: true });
  const [area = ''] = await areasOf(served.client, 1);
  const [worker] = await peopleOf(served.client, area, ['cads_social_worker']);
  const [partner] = await peopleOf(served.client, area, ['partner_professional']);
  if (worker === undefined || partner === undefined) throw new Error('nobody works there');
  const cookies = { worker: await signedIn(worker), partner: await signedIn(partner) };
  const references = await contactsOf(served.client, worker);
  // People of the whole history, spread over it.
  const { rows: names } = await served.client.query<{ given: string; family: string; born: string }>(
    "select given_name as given, family_name as family, to_char(date_of_birth, 'DD MM YYYY') as born from contact_person where authority_id = $1 and date_of_birth is not null and given_name <> '' and family_name <> '' order by md5(id::text) limit 200", [area]);
  let turn = 0;

  async function page(path: string, cookie: string, holds: string): Promise<number> {
    const { status, ms, text } = await driver.ask({ method: 'GET', path, cookie });
    if (status !== 200 || !text.includes(holds)) throw new Error(`${path}: ${status}`);
    return ms;
  }
  async function once(kind: Kind): Promise<number> {
    turn += 1;
    if (kind === 'queue') return page('/queue', cookies.worker, 'Time left');
    if (kind === 'contact') {
      const reference = references[turn % references.length] ?? '';
      return page(`/contacts/${reference}`, cookies.worker, reference);
    }
    if (kind === 'search') {
      const { given = '', family = '', born = '' } = names[turn % names.length] ?? {};
      const [day = '', month = '', year = ''] = born.split(' ');
      const found = await driver.ask({ method: 'POST', path: '/search/run', cookie: cookies.worker, body: new URLSearchParams({ givenName: given, familyName: family, 'birth.day': day, 'birth.month': month, 'birth.year': year, reason: 'contact' }).toString() });
      if (found.status !== 303 || !found.location.startsWith('/search/')) throw new Error(`/search/run: ${found.status} ${found.location}`);
      return found.ms + (await page(found.location, cookies.worker, 'Who was found'));
    }
    const { id, key, version } = await readyToSend(partner as NonNullable<typeof partner>);
    const sent = await driver.ask({ method: 'POST', path: `/report/${id}/submit`, cookie: cookies.partner, body: new URLSearchParams({ key, version: String(version) }).toString() });
    if (sent.status !== 303 || sent.location !== `/report/${id}/sent`) throw new Error(`submit: ${sent.status} ${sent.location}`);
    return sent.ms;
  }

  process.on('message', (ask: Ask) => {
    void (async () => {
      if (ask.kind === 'end') {
        driver.close();
        await stopJobs();
        await closeDatabase();
        await served.stop();
        process.disconnect();
        return;
      }
      const ms: number[] = [];
      for (let n = 0; n < ask.times; n += 1) ms.push(await once(ask.kind));
      tell({ ms });
    })().catch((error: unknown) => tell({ fault: String(error) }));
  });
  tell({ ready: true });
}

main(Number(process.argv[2])).catch((error: unknown) => {
  tell({ fault: String(error) });
  process.exitCode = 1;
});
