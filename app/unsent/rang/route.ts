import { route } from '@/app/_edge/route';
import { ringUnsent } from '@/lib/attention/verbs/ring-unsent';
import { endTyped, keepTyped } from '@/lib/platform/draft/typed';
import { seeOther } from '@/lib/platform/http/answer';
import { isId } from '@/lib/platform/ids';
import { callForm } from '../typed';

export const POST = route(
  'POST /unsent/rang',
  async ({ tx, form }) => {
    const id = form.text('unsent');
    const done = await ringUnsent(tx, id, { outcome: form.text('outcome'), words: form.text('words') });
    const known = isId(id) && (done.ok || done.problem !== 'missing');
    if (known && done.ok) await endTyped(tx, callForm(id));
    if (known && !done.ok) await keepTyped(tx, callForm(id), form.fields());
    return seeOther(done.ok ? '/unsent?done=rang' : `/unsent?problem=${done.problem}${known ? `&of=${id}` : ''}`);
  },
  { back: () => '/unsent' },
);
