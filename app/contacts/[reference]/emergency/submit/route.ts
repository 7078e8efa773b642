import { route } from '@/app/_edge/route';
import { Missing } from '@/app/_edge/subject';
import { decideEmergency } from '@/lib/emergency/verbs/decide-emergency';
import { endTyped, keepTyped } from '@/lib/platform/draft/typed';
import { seeOther } from '@/lib/platform/http/answer';
import { isId, newId } from '@/lib/platform/ids';

/** Records the emergency decision; where it is not taken, or somebody must sign in again, what was typed is shown again. */
export const POST = route(
  'POST /contacts/[reference]/emergency/submit',
  async ({ tx, contact, form, params, idle }) => {
    if (!contact) throw new Missing('reference', params['reference'] ?? '');
    const here = `/contacts/${contact.reference}/emergency`;
    const typed = { kind: 'emergency', contactId: contact.id } as const;
    const key = isId(form.text('key')) ? form.text('key') : newId();
    const done = idle ? null : await decideEmergency(tx, contact, { key, fields: form.fields() });
    if (done?.ok) {
      await endTyped(tx, typed);
      return seeOther(`${here}?done=yes`);
    }
    const again = done?.problem === 'same_key_other_content' ? { key: '' } : {};
    await keepTyped(tx, typed, { ...form.fields(), ...again });
    return seeOther(done === null ? `${here}?saved=yes` : `${here}?problem=${done.problem}`);
  },
  { handIn: ({ reference }) => `/contacts/${reference}/emergency?saved=yes` },
);
