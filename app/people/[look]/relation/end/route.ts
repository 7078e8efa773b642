import { route } from '@/app/_edge/route';
import { Missing } from '@/app/_edge/subject';
import { readEndedLook, readLook } from '@/lib/lookup/look-store';
import { ENDING_FIELDS } from '@/lib/lookup/relation';
import { endRelation } from '@/lib/lookup/verbs/end-relation';
import { endTyped, keepTyped } from '@/lib/platform/draft/typed';
import { seeOther } from '@/lib/platform/http/answer';

export const POST = route(
  'POST /people/[look]/relation/end',
  async ({ tx, form, params }) => {
    const id = params['look'] ?? '';
    const inTime = await readLook(tx, id);
    const look = inTime ?? (await readEndedLook(tx, id));
    if (look === null) throw new Missing('look', id);
    const typed = Object.fromEntries(ENDING_FIELDS.map((name) => [name, form.text(name)]));
    const where = { kind: 'relation', contactId: look.contactId, about: form.text('relation') } as const;
    if (inTime === null) {
      // Its time was over before the words came: they are kept, and written down by nobody but whoever looks again.
      await keepTyped(tx, where, typed);
      return seeOther(`/people/${look.id}?of=${encodeURIComponent(form.text('relation'))}`);
    }
    const done = await endRelation(tx, look, typed);
    if (done.ok) await endTyped(tx, where);
    else await keepTyped(tx, where, typed);
    return seeOther(`/people/${look.id}${done.ok ? '?done=ended' : `?problem=ending&of=${encodeURIComponent(form.text('relation'))}`}#relations`);
  },
  { back: () => '/search' },
);
