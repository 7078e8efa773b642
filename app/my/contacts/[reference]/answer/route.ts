import { route } from '@/app/_edge/route';
import { Missing } from '@/app/_edge/subject';
import { readAuthority } from '@/lib/access/store';
import { ofColleague } from '@/lib/contact/additions/addition';
import { keepLaterWords, putAwayLaterWords, sentLaterWords } from '@/lib/contact/unsent/later-words';
import { answerAgain } from '@/lib/contact/verbs/answer-again';
import { answerQuestion } from '@/lib/contact/verbs/answer-question';
import { writeReceipt } from '@/lib/letter/verbs/write-receipt';
import { KEPT, lockKept } from '@/lib/platform/draft/kept';
import { textOf } from '@/lib/platform/draft/model';
import { openDrafts } from '@/lib/platform/draft/store';
import { seeOther } from '@/lib/platform/http/answer';

export const POST = route('POST /my/contacts/[reference]/answer', async ({ tx, person, contact, form, params, idle }) => {
  if (!contact) throw new Missing('reference', params['reference'] ?? '');
  const said = { questionId: form.text('question'), answer: form.text('answer'), immediate: form.text('immediate') === 'yes', ...ofColleague(form.text('aboutColleague')) };
  // What was typed is kept until the answer is, so that a refusal loses nothing; what was typed to another question stays.
  // Read before: by what they say the contact may be closed to whoever says it.
  const open = (await openDrafts(tx, 'answer', contact.id)).filter(({ content }) => textOf(content.fields, 'question') === said.questionId);
  if (form.text('act') === 'put_away') {
    if (!idle) await putAwayLaterWords(tx, open, form.text(KEPT));
    return seeOther(`/my/contacts/${contact.reference}`);
  }
  const typed = await lockKept(tx, open, form.fields());
  // As with what is added: an idle session hands its words in, and nothing else is done.
  if (idle) {
    await keepLaterWords(tx, person, contact, 'answer', typed, form.fields());
    return seeOther(`/my/contacts/${contact.reference}`);
  }
  const answered = await answerQuestion(tx, contact.id, said);
  // Finished between the asking and the answer: whoever was asked is not turned away, and it is told again as a new contact.
  const again = !answered.ok && answered.problem === 'closed' ? await answerAgain(tx, person, await readAuthority(tx), contact.id, said) : null;
  if (again?.ok) await writeReceipt(tx, again.value.contactId);
  const done = again ?? answered;
  // As with what is added: what is not their own they see no more.
  const closed = again === null && contact.referrerId !== person.actorId && (said.aboutColleague === 'yes' || said.aboutColleague === 'not_known');
  if (!done.ok) {
    await keepLaterWords(tx, person, contact, 'answer', typed, form.fields());
    return seeOther(`/my/contacts/${contact.reference}?answer=${done.problem}`);
  }
  if (typed) await sentLaterWords(tx, typed);
  if (closed) return seeOther(`/my/contacts?done=kept_from_agency${said.immediate ? '_urgent' : ''}`);
  if (again?.ok) return seeOther(`/my/contacts/${again.value.reference}?done=${again.value.urgent ? 'again_urgent' : 'again'}`);
  return seeOther(`/my/contacts/${contact.reference}?done=${said.immediate ? 'danger' : 'answered'}`);
}, { handIn: ({ reference }, _act, danger) => `/my/contacts/${reference}${danger ? '?danger=yes' : ''}`, concern: true });
