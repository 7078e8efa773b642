import { londonDate } from '@/lib/platform/time';
import type { Tx } from '@/lib/platform/db';
import type { Contact } from '../store';
import { goneAmong } from '../unborn-store';
import { withNamedLater } from './again';

/**
 * A contact with all its children in its report: whom a late page named for the first time stands among its people alone, and would be lost where
 * the worry is told again (safe practice 8, 13). As the product.
 */
export async function withNamedKnown(system: Tx, contact: Contact): Promise<Contact> {
  const gone = await goneAmong(system, { contactIds: [contact.id] });
  return { ...contact, report: withNamedLater({ report: contact.report, people: contact.people, toldOn: londonDate(contact.receivedAt) }, gone) };
}
