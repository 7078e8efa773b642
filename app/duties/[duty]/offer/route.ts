import { route } from '@/app/_edge/route';
import { keepUnlessTaken } from '../../_parts/typed';
import { offerDuty } from '@/lib/duty/verbs/offer-duty';
import { seeOther } from '@/lib/platform/http/answer';

export const POST = route('POST /duties/[duty]/offer', async ({ tx, person, params, form }) => {
  const duty = params['duty'] ?? '';
  const done = await offerDuty(tx, person, duty, { to: form.text('to'), words: form.text('words') });
  await keepUnlessTaken(tx, duty, 'offer', done.ok, form.fields());
  return seeOther(done.ok ? `/duties/${duty}?done=offered` : `/duties/${duty}?problem=${done.problem}`);
});
