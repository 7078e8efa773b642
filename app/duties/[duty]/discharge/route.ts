import { route } from '@/app/_edge/route';
import { addEvent } from '@/lib/contact/event-store';
import { refreshQueue } from '@/lib/contact/queue/queue-store';
import { expectsChild } from '@/lib/contact/unborn-store';
import { siblingLines } from '@/lib/decision/sibling-store';
import { whoDecided } from '@/lib/decision/who-decided-store';
import { asksWhoDecided } from '@/lib/duty/model';
import { endDuty } from '@/lib/duty/verbs/end-duty';
import { readDuty } from '@/lib/duty/store';
import { endTyped, keepTyped } from '@/lib/platform/draft/typed';
import { seeOther } from '@/lib/platform/http/answer';

/** Ends a duty on its evidence; where that is refused, what was typed is shown again. */
export const POST = route('POST /duties/[duty]/discharge', async ({ tx, person, params, form }) => {
  const id = params['duty'] ?? '';
  const duty = await readDuty(tx, id);
  if (duty === null) return seeOther('/duties?problem=missing');
  const typed = { kind: 'duty', contactId: duty.contactId, about: id } as const;
  const grid = duty.code === 'SIBLINGS' ? await siblingLines(tx, duty.contactId) : [];
  const how = form.text('how');
  // The question is answered for each child by the decision: without one there is nothing to stand on.
  const unanswered = duty.code === 'SIBLINGS' && how === 'done' && (grid.length === 0 || grid.some(({ answer }) => answer === ''));
  const done = unanswered
    ? ({ ok: false, problem: 'no_decision' } as const)
    : await endDuty(tx, person, id, { how, words: form.text('words'), fields: form.fields() }, {
        unborn: await expectsChild(tx, duty.contactId),
        also: how === 'done' ? grid : [],
        ...(asksWhoDecided(duty.code, how) ? { who: await whoDecided(tx, duty) } : {}),
      });
  if (!done.ok) {
    await keepTyped(tx, typed, form.fields());
    return seeOther(`/duties/${id}?problem=${done.problem}`);
  }
  await endTyped(tx, typed);
  await addEvent(tx, duty.contactId, 'duty_discharged', { code: duty.code });
  for (const code of done.value.opened) await addEvent(tx, duty.contactId, 'duty_opened', { code });
  await refreshQueue(tx, duty.contactId);
  return seeOther(`/duties/${id}`);
});
