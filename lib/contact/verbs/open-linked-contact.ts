import { z } from 'zod';
import type { Person } from '@/lib/access/model';
import { readAuthority } from '@/lib/access/store';
import type { Tx } from '@/lib/platform/db';
import { newId } from '@/lib/platform/ids';
import { ok, refused, type Result } from '@/lib/platform/result';
import { addEvent } from '../event-store';
import type { ContactHead } from '../head';
import { addLink } from '../additions/link-store';
import { refreshQueue } from '../queue/queue-store';
import { recordContact } from '../record';
import { readAge } from '../report/typed-dates';
import { report } from '../schema';

/** What a worker says of a child alleged to have harmed. */
export const allegedChild = z.strictObject({
  givenName: z.string().trim().max(300).default(''),
  familyName: z.string().trim().max(300).default(''),
  ageWords: z.string().trim().max(300).default(''),
  what: z.string().trim().min(1, 'Say what this child is alleged to have done, and what is known of how this child lives').max(20_000, 'Use 20,000 characters or fewer'),
});

/** What is missing, by field. */
export type LinkedGap = { field: string; message: string };

/**
 * Opens a contact of their own for a child alleged to have harmed: that child is a child too (safe practice 7.13). Only
 * what the worker writes goes into it. Whoever reported the first contact, and what they said, is not copied: the new
 * one comes from the council, by the worker, and its clocks start now.
 */
export async function openLinkedContact(tx: Tx, person: Person, contact: ContactHead, typed: Record<string, string>): Promise<Result<{ reference: string }, LinkedGap[]>> {
  const read = allegedChild.safeParse(typed);
  if (!read.success) return refused(read.error.issues.map(({ path, message }) => ({ field: path.map(String).join('.'), message })));
  const { givenName, familyName, ageWords, what } = read.data;
  const authority = await readAuthority(tx);
  const done = await recordContact(
    tx,
    {
      report: report.parse({ children: [{ givenName, familyName, ageWords, age: readAge(ageWords) }], incident: { what } }),
      agency: { id: null, name: authority.name, kind: 'council' },
      referrer: { id: null, name: person.name, role: person.jobTitle, phone: person.phone, email: person.email },
      channel: 'form',
      receivedAt: tx.at,
      key: newId(),
      immediate: false,
    },
    authority,
  );
  if (!done.ok) throw new Error('a fresh key is nobody else’s');
  const { contactId, reference } = done.value;
  await addLink(tx, contact.id, contactId);
  for (const [of, other] of [[contact.id, contactId], [contactId, contact.id]] as const) await addEvent(tx, of, 'linked', { contact: other });
  await refreshQueue(tx, contact.id);
  tx.ledger({ action: 'contact.linked', objectKind: 'contact', objectId: contactId, detail: { to: contact.id, by: person.actorId } });
  return ok({ reference });
}
