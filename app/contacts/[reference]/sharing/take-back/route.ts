import { route } from '@/app/_edge/route';
import { Missing } from '@/app/_edge/subject';
import { endTyped, keepTyped } from '@/lib/platform/draft/typed';
import { seeOther } from '@/lib/platform/http/answer';
import { takeBackChecks } from '@/lib/sharing/verbs/take-back-checks';

/** A manager takes back an agreement to checks without the parents. */
export const POST = route('POST /contacts/[reference]/sharing/take-back', async ({ tx, person, contact, form, params }) => {
  if (!contact) throw new Missing('reference', params['reference'] ?? '');
  const here = `/contacts/${contact.reference}/sharing`;
  const typed = { kind: 'sharing', contactId: contact.id, about: 'back' } as const;
  const done = await takeBackChecks(tx, person, contact.id, form.fields());
  if (!done.ok) {
    await keepTyped(tx, typed, form.fields());
    return seeOther(`${here}?form=back&problem=${done.problem}`);
  }
  await endTyped(tx, typed);
  return seeOther(`${here}?done=back`);
}, { back: ({ reference }) => `/contacts/${reference}/sharing` });
