import { route } from '@/app/_edge/route';
import { Missing } from '@/app/_edge/subject';
import { timeOfDay } from '@/app/report/_parts/words';
import { keepTyped } from '@/lib/platform/draft/typed';
import { json, seeOther } from '@/lib/platform/http/answer';

/** Keeps what was typed, right or wrong; the autosave comes here too. */
export const POST = route(
  'POST /contacts/[reference]/emergency/save',
  async ({ tx, contact, form, params, wantsJson }) => {
    if (!contact) throw new Missing('reference', params['reference'] ?? '');
    await keepTyped(tx, { kind: 'emergency', contactId: contact.id }, form.fields());
    return wantsJson ? json({ savedAt: timeOfDay(tx.at) }) : seeOther(`/contacts/${contact.reference}/emergency?saved=yes`);
  },
  { handIn: ({ reference }) => `/contacts/${reference}/emergency?saved=yes` },
);
