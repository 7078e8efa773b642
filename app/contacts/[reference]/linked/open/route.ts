import { route } from '@/app/_edge/route';
import { openLinkedContact } from '@/lib/contact/verbs/open-linked-contact';
import { endTyped, keepTyped } from '@/lib/platform/draft/typed';
import { seeOther } from '@/lib/platform/http/answer';

/** Opens a contact of their own for a child alleged to have harmed. */
export const POST = route('POST /contacts/[reference]/linked/open', async ({ tx, person, contact, form }) => {
  if (!contact) return seeOther('/queue');
  const typed = Object.fromEntries(['givenName', 'familyName', 'ageWords', 'what'].map((name) => [name, form.text(name)]));
  const where = { kind: 'linked', contactId: contact.id } as const;
  const done = await openLinkedContact(tx, person, contact, typed);
  if (!done.ok) {
    await keepTyped(tx, where, typed);
    return seeOther(`/contacts/${contact.reference}/linked?look=gaps`);
  }
  await endTyped(tx, where);
  return seeOther(`/contacts/${done.value.reference}`);
});
