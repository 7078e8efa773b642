import { route } from '@/app/_edge/route';
import { Missing } from '@/app/_edge/subject';
import { dayTyped } from '@/app/contacts/[reference]/_parts/day-typed';
import { findContact } from '@/lib/contact/store';
import { agreeToTell } from '@/lib/letter/verbs/agree-to-tell';
import { endTyped, keepTyped } from '@/lib/platform/draft/typed';
import { seeOther } from '@/lib/platform/http/answer';

/** A manager records that a possible subject may be told, and what; the letter is written. Of whoever reported a joined contact where one is named. */
export const POST = route('POST /contacts/[reference]/agree-to-tell', async ({ tx, contact, params, form }) => {
  if (!contact) throw new Missing('reference', params['reference'] ?? '');
  const fields = form.fields();
  const reported = form.text('reported') === '' ? contact : await findContact(tx, form.text('reported'));
  if (reported === null) throw new Missing('reference', form.text('reported'));
  const typed = { kind: 'agree_to_tell', contactId: contact.id, about: reported.id === contact.id ? '' : reported.reference } as const;
  const given = { agreedByRole: form.text('agreedByRole'), agreedByName: form.text('agreedByName'), agreedOn: dayTyped(fields, 'agreedOn'), content: form.text('content'), words: form.text('words') };
  const done = await agreeToTell(tx, { contactId: contact.id, reportedId: reported.id }, given);
  await (done.ok ? endTyped(tx, typed) : keepTyped(tx, typed, fields));
  return seeOther(done.ok ? `/contacts/${done.value.reference}/letters/${done.value.letterId}` : `/contacts/${contact.reference}?ending=${done.problem}#ending`);
});
