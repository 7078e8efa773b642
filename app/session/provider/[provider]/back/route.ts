import { endBefore } from '@/app/_edge/before';
import { ENDED_FLOW, FLOW_COOKIE } from '@/app/_edge/provider';
import { openRoute } from '@/app/_edge/route';
import { comeBack } from '@/lib/access/provider/verbs/come-back';
import { sessionCookie } from '@/lib/access/session';
import { seeOther } from '@/lib/platform/http/answer';

/** Back from the provider, in the browser that was sent there. */
export const GET = openRoute('GET /session/provider/[provider]/back', async ({ request, params }) => {
  const done = await comeBack(params['provider'] ?? '', { flow: request.cookies.get(FLOW_COOKIE)?.value ?? '', search: request.nextUrl.search, agent: request.headers.get('user-agent') ?? '' });
  if (done.ok) await endBefore(request);
  const answer = seeOther(!done.ok ? `/sign-in?problem=${done.problem}` : done.value.stage === 'full' ? done.value.back : `/sign-in/${done.value.stage}?return=${encodeURIComponent(done.value.back)}`);
  answer.headers.append('set-cookie', ENDED_FLOW);
  if (done.ok) answer.headers.append('set-cookie', await sessionCookie(done.value.token));
  return answer;
});
