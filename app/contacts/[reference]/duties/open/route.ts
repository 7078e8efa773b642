import { route } from '@/app/_edge/route';
import { Missing } from '@/app/_edge/subject';
import { openLawDuty } from '@/lib/contact/verbs/open-law-duty';
import { endTyped, keepTyped } from '@/lib/platform/draft/typed';
import { seeOther } from '@/lib/platform/http/answer';

export const POST = route('POST /contacts/[reference]/duties/open', async ({ tx, contact, form, params }) => {
  if (!contact) throw new Missing('reference', params['reference'] ?? '');
  const typed = { kind: 'duty', contactId: contact.id, about: 'open' } as const;
  const done = await openLawDuty(tx, contact, { code: form.text('code'), child: form.text('child'), why: form.text('why') });
  const here = `/contacts/${contact.reference}/duties`;
  if (!done.ok) {
    await keepTyped(tx, typed, form.fields());
    return seeOther(`${here}?open=${done.problem}#open`);
  }
  await endTyped(tx, typed);
  return seeOther(`${here}?done=opened`);
});
