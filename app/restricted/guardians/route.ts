import { route } from '@/app/_edge/route';
import { seeOther } from '@/lib/platform/http/answer';
import { nameGuardians } from '@/lib/restriction/verbs/name-guardians';

export const POST = route('POST /restricted/guardians', async ({ tx, person, form }) => {
  const done = await nameGuardians(tx, person, { child: form.text('child'), guardians: form.list('guardians').filter((id) => id !== ''), reason: form.text('reason') });
  return seeOther(done.ok ? '/restricted?done=guardians' : `/restricted?problem=guardians.${done.problem}#unguarded`);
});
