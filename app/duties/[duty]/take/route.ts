import { route } from '@/app/_edge/route';
import { takeDuty } from '@/lib/duty/verbs/take-duty';
import { seeOther } from '@/lib/platform/http/answer';

export const POST = route('POST /duties/[duty]/take', async ({ tx, person, params }) => {
  const duty = params['duty'] ?? '';
  const done = await takeDuty(tx, person, duty);
  return seeOther(done.ok ? `/duties/${duty}` : `/duties/${duty}?problem=${done.problem}`);
});
