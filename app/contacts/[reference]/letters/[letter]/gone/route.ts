import { dayTyped } from '@/app/contacts/[reference]/_parts/day-typed';
import { route } from '@/app/_edge/route';
import { Missing } from '@/app/_edge/subject';
import { recordGone } from '@/lib/letter/verbs/record-gone';
import { endTyped, keepTyped } from '@/lib/platform/draft/typed';
import { seeOther } from '@/lib/platform/http/answer';
import { isId } from '@/lib/platform/ids';

/** A printed letter has gone already, though something stands against it by now. */
export const POST = route('POST /contacts/[reference]/letters/[letter]/gone', async ({ tx, contact, params, form }) => {
  const letterId = params['letter'] ?? '';
  if (!contact || !isId(letterId)) throw new Missing('letter', letterId);
  const fields = form.fields();
  const typed = { kind: 'gone', contactId: contact.id, about: letterId } as const;
  const done = await recordGone(tx, { contactId: contact.id, letterId }, { on: dayTyped(fields, 'on'), known: form.text('known'), words: form.text('words') });
  if (!done.ok && done.problem === 'missing') throw new Missing('letter', letterId);
  await (done.ok ? endTyped(tx, typed) : keepTyped(tx, typed, fields));
  return seeOther(`/contacts/${contact.reference}/letters/${letterId}?${done.ok ? 'done=gone' : `gone=${done.problem}`}`);
});
