import { route } from '@/app/_edge/route';
import { Missing } from '@/app/_edge/subject';
import { recordMissing } from '@/lib/contact/verbs/record-missing';
import { endTyped, keepTyped } from '@/lib/platform/draft/typed';
import { seeOther } from '@/lib/platform/http/answer';

/** "person 2": the second time this child was missing; "person new": a time not known here before. */
function whichTime(text: string): { child: string; episode: number | 'new' } {
  const [child = '', episode = ''] = text.split(' ');
  return { child, episode: /^\d{1,3}$/.test(episode) ? Number(episode) : 'new' };
}

export const POST = route('POST /contacts/[reference]/duties/missing', async ({ tx, contact, form, params }) => {
  if (!contact) throw new Missing('reference', params['reference'] ?? '');
  const typed = { kind: 'duty', contactId: contact.id, about: 'missing' } as const;
  const done = await recordMissing(tx, contact, { ...whichTime(form.text('time')), fields: form.fields() });
  const here = `/contacts/${contact.reference}/duties`;
  if (!done.ok) {
    await keepTyped(tx, typed, form.fields());
    return seeOther(`${here}?missing=${done.problem}#missing`);
  }
  await endTyped(tx, typed);
  return seeOther(`${here}?done=missing`);
});
