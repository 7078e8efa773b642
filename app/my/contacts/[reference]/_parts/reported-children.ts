import type { Contact } from '@/lib/contact/store';
import type { ReportedChild } from './add-form';

/** The children as the reader may know of them: a pregnancy is told to nobody but whoever told us of it (safe practice 12). */
export function reportedChildren(contact: Pick<Contact, 'people'>, mine: boolean): ReportedChild[] {
  const children = contact.people.filter(({ kind, bornAs }) => kind === 'child' && !bornAs).map((child) => ({ ...child, unborn: child.unborn && mine }));
  return children.map(({ ordinal, givenName, unborn }) => ({ ordinal: String(ordinal), unborn, called: givenName.trim() || (unborn ? 'the unborn baby' : children.length === 1 ? 'the child' : `child ${ordinal}`) }));
}
