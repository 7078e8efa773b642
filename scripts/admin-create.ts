import { parseArgs } from 'node:util';
import { z } from 'zod';
import { AREA_IDS } from '@/lib/threshold/model';
import { authoritySettings } from '@/lib/access/schema';
import { makeAccountLink, LINK_HOURS } from '@/lib/access/account-link';
import { addAuthority } from '@/lib/access/store';
import { addPlace, ensureAccount, hasPlace } from '@/lib/access/people-store';
import { ConfigurationFault } from '@/lib/platform/config';
import { authorityList, closeDatabase, systemOf, withActor } from '@/lib/platform/db';
import { newId } from '@/lib/platform/ids';

const USAGE = `Usage: npm run admin:create -- --authority ID --email ADDRESS --name NAME [--service]
  Makes an area administrator (with --service, a service administrator) and prints a link to choose a password.
An authority that is not there yet is made when these are given too:
  --authority-name "Norfolk County Council" --short-name Norfolk --prefix NFK --service-name "Children’s Advice and Duty Service"
  --guide ${AREA_IDS.join('|')} --day-phone N --night-phone N --public-phone N --hours 08:45-17:15 --authority-email ADDRESS`;

const TEXT = { type: 'string' } as const;

/** What is said of an authority when it is made. */
const DETAILS = ['authority-name', 'short-name', 'prefix', 'service-name', 'guide', 'day-phone', 'night-phone', 'public-phone', 'hours', 'authority-email'] as const;

const newAuthority = z.strictObject({
  name: z.string({ error: '--authority-name is missing' }).min(1),
  shortName: z.string({ error: '--short-name is missing' }).min(1),
  prefix: z.string({ error: '--prefix is missing' }).regex(/^[A-Z]{3}$/, '--prefix must be three capital letters, such as NFK'),
  serviceName: z.string({ error: '--service-name is missing' }).min(1),
  settings: authoritySettings,
});

const request = z.strictObject({
  authority: z.string({ error: '--authority is missing' }).regex(/^[a-z][a-z-]{1,40}$/, '--authority must be small letters and dashes, such as norfolk'),
  email: z.email('--email must be an e-mail address'),
  name: z.string({ error: '--name is missing' }).trim().min(1, '--name is missing'),
});

/** What is wrong goes to standard error, and the command ends with 2. */
function refuse(lines: readonly string[]): never {
  process.stderr.write(`${lines.join('\n')}\n`);
  process.exit(2);
}

function argumentsGiven() {
  try {
    return parseArgs({
      options: { authority: TEXT, email: TEXT, name: TEXT, service: { type: 'boolean', default: false }, 'authority-name': TEXT, 'short-name': TEXT, prefix: TEXT, 'service-name': TEXT, guide: TEXT, 'day-phone': TEXT, 'night-phone': TEXT, 'public-phone': TEXT, hours: TEXT, 'authority-email': TEXT },
    }).values;
  } catch (fault) {
    return refuse([fault instanceof Error ? fault.message : String(fault), USAGE]);
  }
}

const words = (error: z.ZodError): string[] => error.issues.map((issue) => `${issue.path.join('.')}${issue.path.length > 0 ? ': ' : ''}${issue.message}`);

async function main(): Promise<void> {
  const given = argumentsGiven();
  const asked = request.safeParse({ authority: given.authority, email: given.email, name: given.name });
  if (!asked.success) refuse([...words(asked.error), USAGE]);
  const { authority, email, name } = asked.data;
  const known = (await authorityList()).some((row) => row.id === authority);
  const details = DETAILS.filter((name) => given[name] !== undefined);
  if (known && details.length > 0) refuse([`${authority} is there already, and nothing of it is changed here: leave out ${details.map((name) => `--${name}`).join(', ')}.`, 'Its area administrator changes its telephone numbers and hours in the service, under “Night and alarms”.']);
  const [from, to] = (given.hours ?? '08:45-17:15').split('-');
  const made = newAuthority.safeParse({
    name: given['authority-name'],
    shortName: given['short-name'],
    prefix: given.prefix,
    serviceName: given['service-name'],
    settings: { dayPhone: given['day-phone'], nightPhone: given['night-phone'], publicPhone: given['public-phone'], dutyHours: { from, to }, email: given['authority-email'], guideArea: given.guide },
  });
  if (!known && !made.success) refuse([`There is no authority ${authority} yet. To make it, give every detail:`, ...words(made.error), USAGE]);
  const role = given.service ? ('service_administrator' as const) : ('area_administrator' as const);
  const link = await withActor(systemOf(authority), async (tx) => {
    if (!known && made.success) {
      await addAuthority(tx, made.data);
      tx.ledger({ action: 'authority.made', objectKind: 'authority', objectId: authority });
    }
    const accountId = await ensureAccount(tx, email, name);
    if (!(await hasPlace(tx, accountId, { role, agencyId: null }))) {
      const membershipId = newId();
      await addPlace(tx, { id: membershipId, accountId, role, agencyId: null, qualified: false, jobTitle: '', phone: '' });
      tx.ledger({ action: 'person.invited', objectKind: 'membership', objectId: membershipId, detail: { role, qualified: false } });
    }
    return makeAccountLink(tx, accountId, 'invitation');
  });
  process.stdout.write(`Give this link to ${name}. It works once, within ${LINK_HOURS} hours:\n${link}\n`);
}

try {
  await main();
} catch (error) {
  if (error instanceof ConfigurationFault) refuse(error.faults);
  throw error;
} finally {
  await closeDatabase();
}
