import { route } from '@/app/_edge/route';
import { Missing } from '@/app/_edge/subject';
import { attachToContact } from '@/lib/contact/originals/verbs/attach-to-contact';
import { seeOther } from '@/lib/platform/http/answer';

export const POST = route(
  'POST /contacts/[reference]/originals/add',
  async ({ tx, contact, form, params }) => {
    if (!contact) throw new Missing('reference', params['reference'] ?? '');
    const attached = await attachToContact(tx, contact, form.file('file'));
    return seeOther(`/contacts/${contact.reference}?${attached.ok ? 'done=attached' : `file=${attached.problem}`}#originals`);
  },
  { back: ({ reference }) => `/contacts/${reference}`, files: true, tooLarge: ({ reference }) => `/contacts/${reference}?file=too_large#originals` },
);
