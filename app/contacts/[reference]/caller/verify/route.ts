import { route } from '@/app/_edge/route';
import { Missing } from '@/app/_edge/subject';
import { verifyCaller } from '@/lib/contact/ending/verbs/verify-caller';
import { readCallFacts } from '@/lib/letter/follow-up/follow-up-store';
import { seeOther } from '@/lib/platform/http/answer';

export const POST = route('POST /contacts/[reference]/caller/verify', async ({ tx, contact, form, params }) => {
  if (!contact) throw new Missing('reference', params['reference'] ?? '');
  // Whoever told of a sealed contact is nobody here: nothing may say that they rang.
  const facts = await readCallFacts(tx, contact.id);
  if (facts === null || facts.sealed) return seeOther(`/contacts/${contact.reference}?agreed=no_call#agreed`);
  const done = await verifyCaller(tx, contact, form.text('rungBack') === 'yes');
  return seeOther(`/contacts/${contact.reference}?${done.ok ? 'done=verified' : `agreed=${done.problem}`}#agreed`);
});
