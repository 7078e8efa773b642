import { route } from '@/app/_edge/route';
import { keepUnlessTaken } from '../../_parts/typed';
import { noteDuty } from '@/lib/duty/verbs/note-duty';
import { seeOther } from '@/lib/platform/http/answer';

export const POST = route('POST /duties/[duty]/note', async ({ tx, params, form }) => {
  const duty = params['duty'] ?? '';
  const done = await noteDuty(tx, duty, form.text('words'));
  await keepUnlessTaken(tx, duty, 'note', done.ok, form.fields());
  return seeOther(done.ok ? `/duties/${duty}?done=noted` : `/duties/${duty}?problem=${done.problem}`);
});
