import { Missing } from '@/app/_edge/subject';
import { route } from '@/app/_edge/route';
import { takeAwayOriginal } from '@/lib/contact/originals/verbs/take-away-original';
import { openDrafts } from '@/lib/platform/draft/store';
import { seeOther } from '@/lib/platform/http/answer';

export const POST = route(
  'POST /my/contacts/[reference]/files/remove',
  async ({ tx, contact, form, params }) => {
    if (!contact) throw new Missing('reference', params['reference'] ?? '');
    const [typed] = await openDrafts(tx, 'addition', contact.id);
    if (typed) await takeAwayOriginal(tx, typed, form.text('file'));
    return seeOther(`/my/contacts/${contact.reference}/files`);
  },
  { back: ({ reference }) => `/my/contacts/${reference}/files` },
);
