import { guideNow } from '@/lib/contact/call/guide-now';
import { asksForName } from '@/lib/contact/call/name-refusal';
import { refusalOfDraft } from '@/lib/contact/call/name-refusal-store';
import type { ReadCall } from '@/lib/contact/call/read-call';
import { stepsOf } from '@/lib/contact/call/ten-steps';
import { callingNow } from '@/lib/contact/callers/calling-now';
import type { Tx } from '@/lib/platform/db';
import type { Fields } from '@/lib/platform/draft/model';
import { londonDate } from '@/lib/platform/time';
import type { CallNow } from './call-now';
import { knownNow } from './known-now';

/**
 * What stands beside the notes of a call: the same for the page that is opened and for each answer to its saving.
 * @param noted whether the family is shown anew.
 */
export async function answerNow(tx: Tx, draft: { id: string; fields: Fields }, call: ReadCall, noted: boolean): Promise<CallNow> {
  const { known, family } = await knownNow(tx, draft, call, noted);
  return {
    guide: guideNow(call.report, call.guide, londonDate(call.began), family.in12Months),
    steps: stepsOf(draft.fields),
    name: { ask: asksForName(call), answer: (await refusalOfDraft(tx, draft.id))?.answer?.words ?? null },
    caller: await callingNow(tx, call.caller),
    known,
  };
}
