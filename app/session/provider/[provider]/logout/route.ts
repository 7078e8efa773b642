import { providerRoute } from '@/app/_edge/route';
import { hearLogout } from '@/lib/access/provider/verbs/hear-logout';
import { json } from '@/lib/platform/http/answer';

/** The provider itself says that somebody signed out there: its signature is what lets in. */
export const POST = providerRoute('POST /session/provider/[provider]/logout', async ({ form, params, wrong }) => {
  const done = await hearLogout(params['provider'] ?? '', form.text('logout_token'));
  if (!done.ok) await wrong();
  return done.ok ? json({}) : json({ error: 'invalid_request' }, 400);
});
