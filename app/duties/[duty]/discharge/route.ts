import { route } from '@/app/_edge/route';
import { addEvent } from '@/lib/contact/event-store';
import { endDuty } from '@/lib/duty/verbs/end-duty';
import { readDuty } from '@/lib/duty/store';
import { endTyped, keepTyped } from '@/lib/platform/draft/typed';
import { seeOther } from '@/lib/platform/http/answer';

/** Ends a duty; where that is refused, what was typed is shown again. */
export const POST = route('POST /duties/[duty]/discharge', async ({ tx, person, params, form }) => {
  const id = params['duty'] ?? '';
  const duty = await readDuty(tx, id);
  if (duty === null) return seeOther('/duties?problem=missing');
  const typed = { kind: 'duty', contactId: duty.contactId, about: id } as const;
  const answer = { how: form.text('how'), words: form.text('words') };
  const done = await endDuty(tx, person, id, answer);
  if (!done.ok) {
    await keepTyped(tx, typed, answer);
    return seeOther(`/duties/${id}?problem=${done.problem}`);
  }
  await endTyped(tx, typed);
  await addEvent(tx, duty.contactId, 'duty_discharged', { code: duty.code });
  return seeOther(`/duties/${id}`);
});
