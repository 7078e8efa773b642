import { Missing } from '@/app/_edge/subject';
import { route } from '@/app/_edge/route';
import { attachOriginal } from '@/lib/contact/originals/verbs/attach-original';
import { openDraft, openDrafts } from '@/lib/platform/draft/store';
import { seeOther } from '@/lib/platform/http/answer';

export const POST = route(
  'POST /my/contacts/[reference]/files/add',
  async ({ tx, contact, form, params }) => {
    if (!contact) throw new Missing('reference', params['reference'] ?? '');
    const [typed] = await openDrafts(tx, 'addition', contact.id);
    const draft = typed ?? (await openDraft(tx, { kind: 'addition', contactId: contact.id }));
    const attached = await attachOriginal(tx, draft, form.file('file'));
    return seeOther(`/my/contacts/${contact.reference}/files${attached.ok ? '' : `?file=${attached.problem}`}`);
  },
  { back: ({ reference }) => `/my/contacts/${reference}/files`, files: true, tooLarge: ({ reference }) => `/my/contacts/${reference}/files?file=too_large` },
);
