import { route } from '@/app/_edge/route';
import { Missing } from '@/app/_edge/subject';
import { findContact } from '@/lib/contact/store';
import { recordNotTold } from '@/lib/letter/verbs/record-not-told';
import { endTyped, keepTyped } from '@/lib/platform/draft/typed';
import { seeOther } from '@/lib/platform/http/answer';

/** Why the referrer is not told, or the one who reported the joined contact that is named. */
export const POST = route('POST /contacts/[reference]/not-told', async ({ tx, person, contact, form, params }) => {
  if (!contact) throw new Missing('reference', params['reference'] ?? '');
  const reported = form.text('reported') === '' ? contact : await findContact(tx, form.text('reported'));
  if (reported === null) throw new Missing('reference', form.text('reported'));
  const typed = { kind: 'not_told', contactId: contact.id, about: reported.id === contact.id ? '' : reported.reference } as const;
  const done = await recordNotTold(tx, person, { contactId: contact.id, reportedId: reported.id }, { ground: form.text('ground'), reason: form.text('reason') });
  // What was typed is kept until it is recorded, so that a refusal loses nothing.
  await (done.ok ? endTyped(tx, typed) : keepTyped(tx, typed, form.fields()));
  return seeOther(`/contacts/${contact.reference}?${done.ok ? 'done=not_told' : `ending=${done.problem}`}#ending`);
});
