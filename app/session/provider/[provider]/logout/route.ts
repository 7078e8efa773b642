import { providerRoute } from '@/app/_edge/route';
import { hearLogout } from '@/lib/access/provider/verbs/hear-logout';
import { AGAIN, json } from '@/lib/platform/http/answer';

/** The provider itself says that somebody signed out there: its signature is what lets in. */
export const POST = providerRoute('POST /session/provider/[provider]/logout', async ({ form, params, wrong }) => {
  const done = await hearLogout(params['provider'] ?? '', form.text('logout_token'));
  if (done.ok) return json({});
  if (done.problem === 'away') return json({ error: 'temporarily_unavailable' }, 503, AGAIN);
  await wrong();
  return json({ error: 'invalid_request' }, 400);
});
