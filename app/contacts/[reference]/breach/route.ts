import { route } from '@/app/_edge/route';
import { Missing } from '@/app/_edge/subject';
import { explainBreach } from '@/lib/contact/verbs/explain-breach';
import { answerWork } from '../_parts/answer';

export const POST = route('POST /contacts/[reference]/breach', async ({ tx, contact, form, params }) => {
  if (!contact) throw new Missing('reference', params['reference'] ?? '');
  const said = { meanwhile: form.text('meanwhile'), why: form.text('why') };
  return answerWork(contact, await explainBreach(tx, contact, said), 'explained', [said.meanwhile, said.why]);
});
