import { route } from '@/app/_edge/route';
import { secretOnce } from '@/app/admin/webhooks/_parts/secret-once';
import { exchangeWebhook } from '@/lib/partner/verbs/exchange-webhook';
import { exchangeForm } from '@/lib/partner/webhook-form';
import { seeOther } from '@/lib/platform/http/answer';

export const POST = route(
  'POST /admin/webhooks/rotate',
  async ({ tx, form }) => {
    const given = exchangeForm.safeParse({ webhook: form.text('webhook'), overlap: form.text('overlap'), seen: form.text('seen') });
    if (!given.success) return seeOther('/admin/webhooks?problem=overlap');
    const exchanged = await exchangeWebhook(tx, given.data);
    return exchanged.ok ? secretOnce(exchanged.value) : seeOther('/admin/webhooks?problem=gone');
  },
  { back: () => '/admin/webhooks' },
);
