import { route } from '@/app/_edge/route';
import { secretOnce } from '@/app/admin/webhooks/_parts/secret-once';
import { makeWebhook } from '@/lib/partner/verbs/make-webhook';
import { webhookForm } from '@/lib/partner/webhook-form';
import { textOf } from '@/lib/platform/draft/model';
import { endTyped, keepTyped } from '@/lib/platform/draft/typed';
import { seeOther } from '@/lib/platform/http/answer';
import { WEBHOOK_FIELDS, WEBHOOK_FORM } from '../typed';

export const POST = route(
  'POST /admin/webhooks/make',
  async ({ tx, form }) => {
    const given = webhookForm.safeParse(Object.fromEntries(WEBHOOK_FIELDS.map((name) => [name, textOf(form.fields(), name)])));
    const made = given.success ? await makeWebhook(tx, given.data) : null;
    if (made?.ok !== true) {
      await keepTyped(tx, WEBHOOK_FORM, form.fields());
      return seeOther(`/admin/webhooks?problem=${made === null ? 'form' : made.problem}`);
    }
    await endTyped(tx, WEBHOOK_FORM);
    return secretOnce(made.value);
  },
  { back: () => '/admin/webhooks' },
);
