import { route } from '@/app/_edge/route';
import { stopWebhook } from '@/lib/partner/verbs/stop-webhook';
import { seeOther } from '@/lib/platform/http/answer';
import { isId } from '@/lib/platform/ids';

export const POST = route(
  'POST /admin/webhooks/end',
  async ({ tx, form }) => {
    const id = form.text('webhook');
    return seeOther(isId(id) && (await stopWebhook(tx, id)).ok ? '/admin/webhooks?done=ended' : '/admin/webhooks?problem=gone');
  },
  { back: () => '/admin/webhooks' },
);
