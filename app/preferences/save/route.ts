import { route } from '@/app/_edge/route';
import { preferences } from '@/lib/access/schema';
import { savePreferences } from '@/lib/access/store';
import { seeOther } from '@/lib/platform/http/answer';

export const POST = route('POST /preferences/save', async ({ tx, form }) => {
  const chosen = preferences.safeParse({ shortcuts: form.text('shortcuts') === 'on', theme: form.text('theme') });
  if (!chosen.success) return seeOther('/preferences');
  await savePreferences(tx, chosen.data);
  return seeOther('/preferences?saved=1');
});
