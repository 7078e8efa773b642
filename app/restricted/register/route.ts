import { route } from '@/app/_edge/route';
import { endTyped, keepTyped } from '@/lib/platform/draft/typed';
import { seeOther } from '@/lib/platform/http/answer';
import { registerRestricted } from '@/lib/restriction/verbs/register-restricted';

export const POST = route('POST /restricted/register', async ({ tx, person, form }) => {
  const typed = Object.fromEntries(['givenName', 'familyName', 'nhsNumber', 'address', 'postcode', 'reason', 'reasonWords', 'second'].map((name) => [name, form.text(name)]));
  const dateOfBirth = { day: form.text('dateOfBirth-day'), month: form.text('dateOfBirth-month'), year: form.text('dateOfBirth-year') };
  const done = await registerRestricted(tx, person, { ...typed, dateOfBirth, guardians: form.list('guardians').filter((id) => id !== '') });
  // What was typed is a child's name: it stands in no address, but in the draft of whoever typed it until it is registered.
  await (done.ok ? endTyped(tx, { kind: 'restricted' }) : keepTyped(tx, { kind: 'restricted' }, form.fields()));
  return seeOther(done.ok ? '/restricted?done=register' : `/restricted?gap=${done.problem.map(({ field }) => field).join('.')}#register`);
});
