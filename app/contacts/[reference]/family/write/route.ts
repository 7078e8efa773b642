import { dayTyped } from '@/app/contacts/[reference]/_parts/day-typed';
import { route } from '@/app/_edge/route';
import { Missing } from '@/app/_edge/subject';
import { familyGiven } from '../_parts/given';
import { writeFamilyLetter } from '@/lib/letter/verbs/write-family-letter';
import { endTyped, keepTyped } from '@/lib/platform/draft/typed';
import { seeOther } from '@/lib/platform/http/answer';

/** Writes one letter to one person of the family about one child, or only keeps what was typed. */
export const POST = route('POST /contacts/[reference]/family/write', async ({ tx, person, contact, params, form }) => {
  if (!contact) throw new Missing('reference', params['reference'] ?? '');
  const fields = form.fields();
  const here = `/contacts/${contact.reference}/family`;
  const typed = { kind: 'family_letter', contactId: contact.id } as const;
  if (form.text('action') === 'save') {
    await keepTyped(tx, typed, fields);
    return seeOther(`${here}?done=kept`);
  }
  const done = await writeFamilyLetter(tx, person, contact.id, familyGiven(fields, dayTyped(fields, 'provedOn')));
  await (done.ok ? endTyped(tx, typed) : keepTyped(tx, typed, fields));
  return seeOther(done.ok ? `/contacts/${contact.reference}/letters/${done.value.letterId}` : `${here}?problem=${done.problem}`);
});
