import { dayTyped } from '@/app/contacts/[reference]/_parts/day-typed';
import { route } from '@/app/_edge/route';
import { Missing } from '@/app/_edge/subject';
import { recordFamilyTelling } from '@/lib/letter/verbs/record-family-telling';
import { endTyped, keepTyped } from '@/lib/platform/draft/typed';
import { seeOther } from '@/lib/platform/http/answer';

/** What police or a strategy discussion said about telling the family. */
export const POST = route('POST /contacts/[reference]/family/telling', async ({ tx, person, contact, params, form }) => {
  if (!contact) throw new Missing('reference', params['reference'] ?? '');
  const fields = form.fields();
  const typed = { kind: 'family_telling', contactId: contact.id } as const;
  const given = { kind: form.text('kind'), named: form.text('named'), tell: form.text('tell'), tellBy: form.text('tellBy'), tellFrom: dayTyped(fields, 'tellFrom'), words: form.text('words') };
  const done = await recordFamilyTelling(tx, person, contact.id, given);
  await (done.ok ? endTyped(tx, typed) : keepTyped(tx, typed, fields));
  return seeOther(`/contacts/${contact.reference}/family?${done.ok ? 'done=telling' : `telling=${done.problem}`}`);
});
