import { route } from '@/app/_edge/route';
import { Missing } from '@/app/_edge/subject';
import { raiseConsultation } from '@/lib/contact/call/verbs/raise-consultation';
import { answerWork } from '../_parts/answer';

export const POST = route('POST /contacts/[reference]/raise', async ({ tx, person, contact, params }) => {
  if (!contact) throw new Missing('reference', params['reference'] ?? '');
  const raised = await raiseConsultation(tx, person, contact);
  return answerWork(raised.ok ? raised.value : contact, raised, 'raised');
});
