import { route } from '@/app/_edge/route';
import { areaNotices } from '@/lib/access/schema';
import { setNotices } from '@/lib/access/verbs/set-notices';
import { endTyped, keepTyped } from '@/lib/platform/draft/typed';
import { seeOther } from '@/lib/platform/http/answer';
import { noticesFrom, NOTICES_FORM } from '../typed';

/** Keeps what this area tells everybody; what cannot be kept is shown again as it was typed. */
export const POST = route('POST /admin/notices/save', async ({ tx, form }) => {
  const fields = form.fields();
  const given = areaNotices.safeParse(noticesFrom(fields));
  if (!given.success) {
    await keepTyped(tx, NOTICES_FORM, fields);
    return seeOther('/admin/notices?problem=form');
  }
  await setNotices(tx, given.data);
  await endTyped(tx, NOTICES_FORM);
  return seeOther('/admin/notices?done=saved');
}, { back: () => '/admin/notices' });
