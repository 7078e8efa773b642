import { Missing } from '@/app/_edge/subject';
import { route } from '@/app/_edge/route';
import { attachOriginal } from '@/lib/contact/originals/verbs/attach-original';
import { openDraft, openDrafts } from '@/lib/platform/draft/store';
import { filesOf } from '../../_parts/files-of';
import { seeOther } from '@/lib/platform/http/answer';

export const POST = route(
  'POST /my/contacts/[reference]/files/add',
  async ({ tx, contact, form, params }) => {
    if (!contact) throw new Missing('reference', params['reference'] ?? '');
    const open = await openDrafts(tx, 'addition', contact.id);
    const of = form.text('of');
    const fresh = () => openDraft(tx, { kind: 'addition', contactId: contact.id });
    const named = of === '' ? open[0] : open.find(({ id }) => id === of);
    // What it was to go with was sent meanwhile: it is kept for another addition, and whoever chose it is told.
    let [draft, beside] = [named ?? (await fresh()), of !== '' && named === undefined];
    let attached = await attachOriginal(tx, draft, form.file('file'));
    if (!attached.ok && attached.problem === 'sent_before') {
      [draft, beside] = [await fresh(), true];
      attached = await attachOriginal(tx, draft, form.file('file'));
    }
    return seeOther(filesOf(contact.reference, [draft, ...open], draft.id, attached.ok ? (beside ? 'file=beside' : '') : `file=${attached.problem}`));
  },
  { back: ({ reference }) => `/my/contacts/${reference}/files`, files: true, tooLarge: ({ reference }) => `/my/contacts/${reference}/files?file=too_large` },
);
