import { route } from '@/app/_edge/route';
import { nightSettings } from '@/lib/access/schema';
import { setNight } from '@/lib/access/verbs/set-night';
import { endTyped, keepTyped } from '@/lib/platform/draft/typed';
import { seeOther } from '@/lib/platform/http/answer';
import { linesFrom, nightFrom, NIGHT_FORM } from '../typed';

/** Keeps this area’s numbers and times; where one is none, or somebody else changed whom to ring meanwhile, what was typed is shown again. */
export const POST = route('POST /admin/night/save', async ({ tx, form }) => {
  const fields = form.fields();
  const given = nightSettings.safeParse(nightFrom(fields));
  const set = given.success && (await setNight(tx, given.data, linesFrom(fields, 'stood'))).ok;
  if (!set) {
    await keepTyped(tx, NIGHT_FORM, fields);
    return seeOther('/admin/night?problem=form');
  }
  await endTyped(tx, NIGHT_FORM);
  return seeOther('/admin/night?done=saved');
}, { back: () => '/admin/night' });
