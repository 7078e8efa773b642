import { flowCookie } from '@/app/_edge/provider';
import { openRoute } from '@/app/_edge/route';
import { safeReturn } from '@/app/_edge/session';
import { beginAtProvider } from '@/lib/access/provider/verbs/begin-at-provider';
import { plainPage, seeOther } from '@/lib/platform/http/answer';

/** To the provider: by a page of our own, since a form of ours may lead nowhere else (form-action in the content security policy). */
export const POST = openRoute('POST /session/provider/start', async ({ form }) => {
  const back = safeReturn(form.text('return'));
  const done = await beginAtProvider(form.text('provider'), { back, link: form.text('link') });
  if (!done.ok) return seeOther(`/sign-in?problem=${done.problem}&return=${encodeURIComponent(back)}`);
  const answer = plainPage(200, 'On to your provider', ['You sign in there and come back here.'], { href: done.value.to, text: 'Go on, if nothing happens' });
  answer.headers.set('refresh', `0; url=${done.value.to}`);
  answer.headers.append('set-cookie', flowCookie(done.value.id));
  return answer;
});
