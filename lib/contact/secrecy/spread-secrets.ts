import type { Tx } from '@/lib/platform/db';
import { hasEnded } from '../additions/addition-store';
import { joinedContacts, mainContact } from '../additions/joined-store';
import { addEvent } from '../event-store';
import { refreshQueue } from '../queue/queue-store';
import type { Report } from '../schema';
import { readContact } from '../store';
import { hide, protectReport, withSecrets, type Kept, type ProtectedDetailName } from './protecting';
import { openProtected } from './protected-store';
import { takeOut } from './take-out';

const REASON = 'It is kept secret in a contact that was joined with this one.';

/** Details of a report that say what is kept secret: each is kept so as a whole, with its marker. */
function sayingIt(report: Report, secrets: readonly Kept[]): { place: string; detail: ProtectedDetailName }[] {
  const says = (...texts: readonly string[]) => texts.some((text) => hide(text, secrets) !== text);
  return [
    ...report.children.flatMap(({ address, postcode, phone, school }, index) => {
      const place = `children.${index}`;
      return [...(says(address, postcode) ? [{ place, detail: 'address' as const }] : []), ...(says(phone) ? [{ place, detail: 'phone' as const }] : []), ...(says(school) ? [{ place, detail: 'school' as const }] : [])];
    }),
    ...report.household.flatMap(({ address, phone }, index) => {
      const place = `household.${index}`;
      return [...(says(address) ? [{ place, detail: 'address' as const }] : []), ...(says(phone) ? [{ place, detail: 'phone' as const }] : [])];
    }),
  ];
}

const same = (a: Pick<Kept, 'kind' | 'words'>, b: Pick<Kept, 'kind' | 'words'>) => a.kind === b.kind && a.words === b.words;

/**
 * Keeps secret in one contact what is not so there yet: its report, what is made of it and everything written since say it no more. As the product.
 * @returns whether anything is kept secret there that was not so before.
 */
export async function keepIn(system: Tx, id: string, secrets: readonly Kept[], reason: string, known?: readonly Kept[]): Promise<boolean> {
  const before = known ?? (await openProtected(system, id)).filter(({ kind }) => kind !== 'words');
  const fresh = secrets.filter((secret, index) => !before.some((own) => same(own, secret)) && secrets.findIndex((each) => same(each, secret)) === index);
  const contact = fresh.length === 0 ? null : await readContact(system, id);
  if (contact === null) return false;
  const { report, kept } = protectReport(withSecrets(contact.report, sayingIt(contact.report, fresh)), [...before, ...fresh]);
  const texts = await takeOut(system, contact, { report, all: [...fresh, ...kept], before, reason });
  await addEvent(system, id, 'kept_secret', { details: fresh.length });
  system.ledger({ action: 'contact.kept_secret', objectKind: 'contact', objectId: id, detail: { details: fresh.length + kept.length, texts, kinds: [...new Set(fresh.map(({ kind }) => kind))] } });
  if (!(await hasEnded(system, id))) await refreshQueue(system, id);
  return true;
}

/**
 * What is kept secret in one of the contacts that joins have put together is kept secret in all of them (domain 7.6, 7.8): their reports,
 * what is made of these and everything written since say it no more, and what is written later is held against it. Where it came from stands
 * in its place: there it is looked at by whoever may open that contact. As the product; the caller cancels the letters that have not gone.
 * @param intoId the contact that the others were joined into.
 * @returns the contacts in which something is kept secret that was not so before.
 */
export async function spreadSecrets(system: Tx, intoId: string): Promise<string[]> {
  const parts = [intoId, ...(await joinedContacts(system, intoId))];
  const secretsOf = new Map<string, Kept[]>();
  for (const id of parts) secretsOf.set(id, (await openProtected(system, id)).filter(({ kind }) => kind !== 'words'));
  const all = [...secretsOf].flatMap(([from, kept]) => kept.map(({ place, kind, words }): Kept => ({ place: place.startsWith('joined.') ? place : `joined.${from}.${place}`, kind, words })));
  const hidden: string[] = [];
  for (const id of parts) if (await keepIn(system, id, all, REASON, secretsOf.get(id))) hidden.push(id);
  // A detail that was kept as a whole may say more of the place than was known elsewhere, such as its postcode.
  return hidden.length === 0 ? [] : [...new Set([...hidden, ...(await spreadSecrets(system, intoId))])];
}

/**
 * Keeps secret what was said to be so after the report had come, in the contact and in all that it was joined with (domain 7.6). As the
 * product; the caller cancels the letters that have not gone.
 * @returns the contacts in which something is kept secret that was not so before.
 */
export async function keepSecretSince(system: Tx, contactId: string, secrets: readonly Kept[], reason: string): Promise<string[]> {
  const here = await keepIn(system, contactId, secrets, reason);
  return here ? [...new Set([contactId, ...(await spreadSecrets(system, await mainContact(system, contactId)))])] : [];
}
