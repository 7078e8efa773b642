import { route } from '@/app/_edge/route';
import { shownOnce } from '@/app/admin/keys/_parts/shown-once';
import { keyForm } from '@/lib/access/api-key';
import { makeKey } from '@/lib/access/verbs/make-key';
import { textOf } from '@/lib/platform/draft/model';
import { endTyped, keepTyped } from '@/lib/platform/draft/typed';
import { seeOther } from '@/lib/platform/http/answer';
import { KEY_FIELDS, KEY_FORM } from '../typed';

export const POST = route(
  'POST /admin/keys/make',
  async ({ tx, form }) => {
    const once = form.text('once');
    const given = keyForm.safeParse({ ...Object.fromEntries(KEY_FIELDS.map((name) => [name, textOf(form.fields(), name)])), ...(once === '' ? {} : { once }) });
    const made = given.success ? await makeKey(tx, given.data) : null;
    if (made?.ok === false && made.problem === 'made_already') return seeOther('/admin/keys?problem=made_already');
    if (made?.ok !== true) {
      await keepTyped(tx, KEY_FORM, form.fields());
      return seeOther(`/admin/keys?problem=${made === null ? 'form' : made.problem}`);
    }
    await endTyped(tx, KEY_FORM);
    return shownOnce('The key: copy it now', made.value);
  },
  { back: () => '/admin/keys' },
);
