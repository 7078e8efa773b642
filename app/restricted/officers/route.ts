import { route } from '@/app/_edge/route';
import { nameOfficer } from '@/lib/restriction/verbs/name-officer';
import { seeOther } from '@/lib/platform/http/answer';

export const POST = route('POST /restricted/officers', async ({ tx, person, form }) => {
  const done = await nameOfficer(tx, person, { account: form.text('account'), kind: form.text('kind'), end: form.text('end') });
  return seeOther(done.ok ? '/restricted?done=officers' : `/restricted?problem=officers.${done.problem}#officers`);
});
