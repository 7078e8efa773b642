import { route } from '@/app/_edge/route';
import { Missing } from '@/app/_edge/subject';
import { withAct } from '@/app/calls/_parts/several-acts';
import { addToAgreed } from '@/lib/contact/ending/verbs/add-to-agreed';
import { readCallFacts } from '@/lib/letter/follow-up/follow-up-store';
import { writeFollowUp } from '@/lib/letter/follow-up/verbs/write-follow-up';
import { endTyped, keepTyped } from '@/lib/platform/draft/typed';
import { seeOther } from '@/lib/platform/http/answer';

export const POST = route('POST /contacts/[reference]/agreed', async ({ tx, person, contact, form, params }) => {
  if (!contact) throw new Missing('reference', params['reference'] ?? '');
  const here = `/contacts/${contact.reference}`;
  const typed = { kind: 'agreed', contactId: contact.id } as const;
  const { posted, at } = withAct(form.fields(), form.text('act'));
  if (at !== null) {
    await keepTyped(tx, typed, posted);
    return seeOther(`${here}?agreed=more#agreed-add`);
  }
  const facts = await readCallFacts(tx, contact.id);
  if (facts === null || facts.sealed || facts.ended) {
    await keepTyped(tx, typed, posted);
    return seeOther(`${here}?agreed=no_call#agreed`);
  }
  const added = await addToAgreed(tx, person, contact.id, posted);
  if (!added.ok) {
    await keepTyped(tx, typed, posted);
    return seeOther(`${here}?agreed=${added.problem}#agreed-add`);
  }
  await endTyped(tx, typed);
  // The letter says what stands now: one that waits is written anew, one that went is replaced.
  await writeFollowUp(tx, contact.id);
  return seeOther(`${here}?done=agreed#agreed`);
});
