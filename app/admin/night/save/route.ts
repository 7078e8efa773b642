import { route } from '@/app/_edge/route';
import { nightSettings } from '@/lib/access/schema';
import { setNight } from '@/lib/access/verbs/set-night';
import { endTyped, keepTyped } from '@/lib/platform/draft/typed';
import { seeOther } from '@/lib/platform/http/answer';
import { nightFrom, NIGHT_FORM, saidIn } from '../typed';

/** Keeps this area’s numbers and times; where one is none, or somebody else changed one meanwhile, what was typed is shown again. */
export const POST = route('POST /admin/night/save', async ({ tx, form }) => {
  const fields = form.fields();
  const { stood } = saidIn(fields);
  const given = nightSettings.safeParse(nightFrom(fields));
  const set = given.success && (await setNight(tx, given.data, stood)).ok;
  if (!set) {
    await keepTyped(tx, NIGHT_FORM, fields);
    return seeOther('/admin/night?problem=form');
  }
  await endTyped(tx, NIGHT_FORM);
  // Then the page says what of the rota and the times to talk no longer fits.
  const { from, to } = given.data.lines.dutyHours;
  const same = from === (stood['lines.dutyHours.from'] ?? from) && to === (stood['lines.dutyHours.to'] ?? to);
  return seeOther(`/admin/night?done=saved${same ? '' : '&hours=changed'}`);
}, { back: () => '/admin/night' });
