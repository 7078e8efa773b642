import { route } from '@/app/_edge/route';
import { shownOnce } from '@/app/admin/keys/_parts/shown-once';
import { rotateForm } from '@/lib/access/api-key';
import { rotateKey } from '@/lib/access/verbs/rotate-key';
import { seeOther } from '@/lib/platform/http/answer';

export const POST = route(
  'POST /admin/keys/rotate',
  async ({ tx, form }) => {
    const given = rotateForm.safeParse({ key: form.text('key'), overlap: form.text('overlap'), seen: form.text('seen') });
    if (!given.success) return seeOther('/admin/keys?problem=overlap');
    const rotated = await rotateKey(tx, given.data);
    if (!rotated.ok) return seeOther('/admin/keys?problem=gone');
    return shownOnce('The new secret: copy it now', rotated.value, [given.data.overlap === 0 ? 'Those before open nothing any more.' : `The one before goes on opening for ${given.data.overlap} hours; any before that until the time on the page “Keys”.`]);
  },
  { back: () => '/admin/keys' },
);
