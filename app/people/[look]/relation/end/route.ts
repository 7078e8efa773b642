import { route } from '@/app/_edge/route';
import { Missing } from '@/app/_edge/subject';
import { readLook } from '@/lib/lookup/look-store';
import { ENDING_FIELDS } from '@/lib/lookup/relation';
import { endRelation } from '@/lib/lookup/verbs/end-relation';
import { endTyped, keepTyped } from '@/lib/platform/draft/typed';
import { seeOther } from '@/lib/platform/http/answer';

export const POST = route(
  'POST /people/[look]/relation/end',
  async ({ tx, form, params }) => {
    const look = await readLook(tx, params['look'] ?? '');
    if (look === null) throw new Missing('look', params['look'] ?? '');
    const typed = Object.fromEntries(ENDING_FIELDS.map((name) => [name, form.text(name)]));
    const where = { kind: 'relation', contactId: look.contactId, about: form.text('relation') } as const;
    const done = await endRelation(tx, look, typed);
    if (done.ok) await endTyped(tx, where);
    else await keepTyped(tx, where, typed);
    return seeOther(`/people/${look.id}${done.ok ? '?done=ended' : `?problem=ending&of=${encodeURIComponent(form.text('relation'))}`}#relations`);
  },
  { back: () => '/search' },
);
