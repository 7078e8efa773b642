import { dayTyped } from '@/app/contacts/[reference]/_parts/day-typed';
import { route } from '@/app/_edge/route';
import { Missing } from '@/app/_edge/subject';
import { recordSafeContact } from '@/lib/letter/verbs/record-safe-contact';
import { endTyped, keepTyped } from '@/lib/platform/draft/typed';
import { seeOther } from '@/lib/platform/http/answer';
import { isId } from '@/lib/platform/ids';

/** How the reader of a letter may safely be reached, and how we know. */
export const POST = route('POST /contacts/[reference]/letters/[letter]/safe-way', async ({ tx, contact, params, form }) => {
  const letterId = params['letter'] ?? '';
  if (!contact || !isId(letterId)) throw new Missing('letter', letterId);
  const fields = form.fields();
  const typed = { kind: 'safe_way', contactId: contact.id, about: letterId } as const;
  const given = { way: form.text('way'), how: form.text('how'), provedBy: form.text('provedBy'), provedOn: dayTyped(fields, 'provedOn'), noMessage: form.text('noMessage') === 'yes', words: form.text('words') };
  const done = await recordSafeContact(tx, { contactId: contact.id, letterId }, given);
  if (!done.ok && done.problem === 'missing') throw new Missing('letter', letterId);
  await (done.ok ? endTyped(tx, typed) : keepTyped(tx, typed, fields));
  return seeOther(`/contacts/${contact.reference}/letters/${letterId}?${done.ok ? 'done=safe_way' : `way=${done.problem}`}`);
});
