import { route } from '@/app/_edge/route';
import { acceptAlarm } from '@/lib/attention/verbs/accept-alarm';
import { seeOther } from '@/lib/platform/http/answer';
import { isId } from '@/lib/platform/ids';

export const POST = route('POST /alarms/accept', async ({ tx, form }) => {
  const id = form.text('alarm');
  const accepted = isId(id) ? await acceptAlarm(tx, id) : null;
  return seeOther(accepted?.ok ? '/alarms?done=accepted' : `/alarms?problem=${accepted?.problem ?? 'gone'}`);
}, { back: () => '/alarms' });
