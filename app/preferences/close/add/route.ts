import { route } from '@/app/_edge/route';
import { keepClosePerson } from '@/lib/contact/verbs/keep-close-people';
import { seeOther } from '@/lib/platform/http/answer';

export const POST = route('POST /preferences/close/add', async ({ tx, form }) => {
  const kept = await keepClosePerson(tx, { givenName: form.text('givenName'), familyName: form.text('familyName'), address: form.text('address'), postcode: form.text('postcode') });
  return seeOther(kept.ok ? '/preferences?saved=1#close' : '/preferences?close=missing#close');
});
