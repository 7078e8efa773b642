import { Missing } from '@/app/_edge/subject';
import { route } from '@/app/_edge/route';
import { takeAwayOriginal } from '@/lib/contact/originals/verbs/take-away-original';
import { openDrafts } from '@/lib/platform/draft/store';
import { filesOf } from '../../_parts/files-of';
import { seeOther } from '@/lib/platform/http/answer';

export const POST = route(
  'POST /my/contacts/[reference]/files/remove',
  async ({ tx, contact, form, params }) => {
    if (!contact) throw new Missing('reference', params['reference'] ?? '');
    const open = await openDrafts(tx, 'addition', contact.id);
    for (const draft of open) await takeAwayOriginal(tx, draft, form.text('file'));
    const of = open.find(({ id }) => id === form.text('of')) ?? open[0];
    return seeOther(of === undefined ? `/my/contacts/${contact.reference}/files` : filesOf(contact.reference, open, of.id));
  },
  { back: ({ reference }) => `/my/contacts/${reference}/files` },
);
