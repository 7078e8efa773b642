import { route } from '@/app/_edge/route';
import { Missing } from '@/app/_edge/subject';
import { withAct } from '@/app/calls/_parts/several-acts';
import { addToAgreed } from '@/lib/contact/ending/verbs/add-to-agreed';
import { readCallFacts } from '@/lib/letter/follow-up/follow-up-store';
import { writeFollowUp } from '@/lib/letter/follow-up/verbs/write-follow-up';
import { endTyped, keepTyped } from '@/lib/platform/draft/typed';
import { seeOther } from '@/lib/platform/http/answer';
import { agreedPlace, whichCall } from '../_parts/which-call';

export const POST = route('POST /contacts/[reference]/agreed', async ({ tx, person, contact, form, params }) => {
  if (!contact) throw new Missing('reference', params['reference'] ?? '');
  const call = whichCall(form.text('call'));
  const back = (problem: string, part: string) => seeOther(agreedPlace(contact.reference, call, { agreed: problem }, part));
  const typed = { kind: 'agreed', contactId: contact.id, about: call ?? '' } as const;
  const { posted, at, sure } = withAct(form.fields(), form.text('act'));
  if (at !== null) {
    await keepTyped(tx, typed, posted);
    return seeOther(agreedPlace(contact.reference, call, { agreed: 'more', ...(sure !== undefined && { sure }) }, 'agreed-add'));
  }
  const facts = await readCallFacts(tx, contact.id, call);
  if (facts === null || facts.sealed || facts.ended) {
    await keepTyped(tx, typed, posted);
    return back('no_call', 'agreed');
  }
  const added = await addToAgreed(tx, person, contact.id, posted, call);
  if (!added.ok) {
    await keepTyped(tx, typed, posted);
    return back(added.problem, 'agreed-add');
  }
  await endTyped(tx, typed);
  // The letter says what stands now: one that waits is written anew, one that went is replaced.
  await writeFollowUp(tx, contact.id, { call });
  return seeOther(agreedPlace(contact.reference, call, { done: 'agreed' }));
});
