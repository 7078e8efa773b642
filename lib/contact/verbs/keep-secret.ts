import { z } from 'zod';
import type { Tx } from '@/lib/platform/db';
import { ok, refused, type Result } from '@/lib/platform/result';
import { hasEnded } from '../additions/addition-store';
import { mainContact } from '../additions/joined-store';
import { addEvent } from '../event-store';
import type { ContactHead } from '../head';
import { protectReport, withSecrets, type Kept, type ProtectProblem } from '../secrecy/protecting';
import { openProtected } from '../secrecy/protected-store';
import { spreadSecrets } from '../secrecy/spread-secrets';
import { takeOut } from '../secrecy/take-out';
import { lockContacts, refreshQueue } from '../queue/queue-store';
import { readContact } from '../store';

/** "children.0" or "household.2": of whom. */
const place = z.string().regex(/^(children|household)\.\d{1,3}$/);

/** What a worker asks to keep secret: details of the report, and one that is not in it, such as the address of a refuge. */
export const secretsInput = z.strictObject({
  chosen: z.array(z.strictObject({ place, detail: z.enum(['address', 'phone', 'school']) })),
  fresh: z.strictObject({ place, kind: z.enum(['address', 'phone', 'school']), words: z.string().trim().min(1).max(2000) }).nullable(),
  reason: z.string().trim().min(1).max(4000),
});
export type SecretsInput = z.infer<typeof secretsInput>;

/**
 * Keeps details of a contact secret, afterwards and with a reason (domain 7.6). The words move, encrypted, out of the
 * report, what is made of it and everything written since; where a text repeats one only the repetition is hidden.
 * A marker stays. What was joined with it keeps it secret, too (domain 7.8). The caller cancels the letters that have not
 * gone, of this contact and of those in `hidden`.
 */
export async function keepSecret(tx: Tx, { id }: ContactHead, typed: unknown): Promise<Result<{ kept: number; hidden: string[] }, ProtectProblem>> {
  const given = secretsInput.safeParse(typed);
  if (!given.success) return refused(given.error.issues.some(({ path }) => path[0] === 'reason') ? 'reason_missing' : 'nothing_chosen');
  const { chosen, fresh, reason } = given.data;
  await lockContacts(tx, [id]);
  const contact = await readContact(tx, id);
  if (contact === null) return refused('nothing_chosen');
  const added: Kept[] = fresh === null ? [] : [fresh];
  const before = await tx.asSystem((system) => openProtected(system, id));
  const { report, kept } = protectReport(withSecrets(contact.report, chosen), [...before, ...added]);
  const all = [...added, ...kept];
  if (all.length === 0) return refused('nothing_chosen');
  const texts = await takeOut(tx, contact, { report, all, before, reason });
  await addEvent(tx, id, 'kept_secret', { details: all.filter(({ kind }) => kind !== 'words').length });
  tx.ledger({ action: 'contact.kept_secret', objectKind: 'contact', objectId: id, detail: { details: all.length, texts, kinds: [...new Set(all.map(({ kind }) => kind))] } });
  if (!(await hasEnded(tx, id))) await refreshQueue(tx, id);
  const hidden = await tx.asSystem(async (system) => spreadSecrets(system, await mainContact(system, id)));
  return ok({ kept: all.length, hidden });
}
