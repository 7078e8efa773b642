import type { ContactHead } from '@/lib/contact/head';
import { readContact } from '@/lib/contact/verbs/read-contact';
import { withdrawContact } from '@/lib/decision/verbs/withdraw-contact';
import type { Person } from '@/lib/access/model';
import type { Tx } from '@/lib/platform/db';

/** Withdraws a contact as somebody who has read it: nothing is withdrawn that nobody has read. */
export async function readsAndWithdraws(tx: Tx, person: Person, contact: ContactHead, reason: string): ReturnType<typeof withdrawContact> {
  await readContact(tx, person, contact);
  return withdrawContact(tx, person, contact, reason);
}
