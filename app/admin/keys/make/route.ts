import { route } from '@/app/_edge/route';
import { keyForm } from '@/lib/access/api-key';
import { makeKey } from '@/lib/access/verbs/make-key';
import { textOf } from '@/lib/platform/draft/model';
import { endTyped, keepTyped } from '@/lib/platform/draft/typed';
import { plainPage, seeOther } from '@/lib/platform/http/answer';
import { KEY_FIELDS, KEY_FORM } from '../typed';

/** The answer itself shows the key, once: it stands in no address and is kept nowhere. */
export const POST = route(
  'POST /admin/keys/make',
  async ({ tx, form }) => {
    const given = keyForm.safeParse(Object.fromEntries(KEY_FIELDS.map((name) => [name, textOf(form.fields(), name)])));
    if (!given.success) {
      await keepTyped(tx, KEY_FORM, form.fields());
      return seeOther('/admin/keys?problem=form');
    }
    await endTyped(tx, KEY_FORM);
    const secret = await makeKey(tx, given.data);
    return plainPage(200, 'The key: copy it now', [secret, 'It is shown this once and kept only as a hash. Put it where the machine reads its secrets, and nowhere else.', 'Lost, or seen by somebody? Revoke it on the page “Keys”, and make another.'], { href: '/admin/keys', text: 'I have copied it: back to the keys' });
  },
  { back: () => '/admin/keys' },
);
