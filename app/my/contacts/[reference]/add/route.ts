import { route } from '@/app/_edge/route';
import { Missing } from '@/app/_edge/subject';
import { readAuthority } from '@/lib/access/store';
import { ofColleague, type NewAddition } from '@/lib/contact/additions/addition';
import { bornField, readBirths } from '@/lib/contact/additions/births';
import { cutField, readCut } from '@/lib/contact/additions/cut';
import { LATE, readLate } from '@/lib/contact/additions/late';
import { handOn } from '@/lib/contact/originals/hand-on';
import { keepLaterWords, putAwayLaterWords, sentLaterWords } from '@/lib/contact/unsent/later-words';
import { addToContact } from '@/lib/contact/verbs/add-to-contact';
import { challengeDecision } from '@/lib/contact/verbs/challenge-decision';
import { tellAgain } from '@/lib/contact/verbs/tell-again';
import { cancelUnsentLetters } from '@/lib/letter/verbs/cancel-unsent-letters';
import { writeReceipt } from '@/lib/letter/verbs/write-receipt';
import { KEPT, lockKept } from '@/lib/platform/draft/kept';
import { openDrafts, settleConflict } from '@/lib/platform/draft/store';
import type { Fields } from '@/lib/platform/draft/model';
import { newId } from '@/lib/platform/ids';
import { londonDate } from '@/lib/platform/time';
import type { Tx } from '@/lib/platform/db';
import { readContact } from '@/lib/contact/store';
import { filesOf } from '../_parts/files-of';
import { reportedChildren } from '../_parts/reported-children';
import type { Form } from '@/lib/platform/http/body';
import { seeOther } from '@/lib/platform/http/answer';

/** The signs ticked, by child: fields "signs.1", "signs.2" and so on. */
function signsIn(form: Form): Record<string, string[]> {
  const ticked = Object.keys(form.fields()).flatMap((name) => {
    const ordinal = /^signs\.(\d+)$/.exec(name)?.[1];
    return ordinal === undefined ? [] : [[ordinal, form.list(name)] as const];
  });
  return Object.fromEntries(ticked);
}

/** What was answered of each child: whether who was told of before birth is born, and whether it is known of a girl that she was cut. Nobody reads the contact for a form that does not ask. */
async function answersIn(tx: Tx, contactId: string, form: Form): Promise<Pick<NewAddition, 'births' | 'cut' | 'answersSaid'>> {
  const fields = form.fields();
  const answered = Object.keys(fields).some((name) => [bornField(''), cutField('')].some((start) => name.startsWith(start)) && form.text(name) !== '');
  const contact = answered ? await readContact(tx, contactId) : null;
  if (contact === null) return {};
  const children = reportedChildren(contact, true);
  const [{ births, words: ofBirths }, { cut, words: ofCut }] = [readBirths(fields, children.filter(({ unborn }) => unborn), londonDate(tx.at)), readCut(fields, children.filter(({ unborn }) => !unborn))];
  return { births, cut, answersSaid: [ofBirths, ofCut].filter((words) => words !== '').join('\n') };
}

/** What was typed, without the button that was pressed. */
function withoutAct(form: Form): Fields {
  const { act: _, ...typed } = form.fields();
  return typed;
}

export const POST = route('POST /my/contacts/[reference]/add', async ({ tx, person, contact, form, params, idle }) => {
  if (!contact) throw new Missing('reference', params['reference'] ?? '');
  // Read before: by what they say the contact may be closed to whoever says it.
  const open = await openDrafts(tx, 'addition', contact.id);
  if (form.text('act') === 'put_away') {
    if (!idle) await putAwayLaterWords(tx, open, form.text(KEPT));
    return seeOther(`/my/contacts/${contact.reference}#add`);
  }
  // Locked: a file that is being attached to it at this moment is waited for, and goes with it.
  const typed = await lockKept(tx, open, withoutAct(form), ['key']);
  // A session that went idle hands its words in, and nothing is done until its person has signed in again.
  if (idle) {
    await keepLaterWords(tx, person, contact, 'addition', typed, withoutAct(form));
    return seeOther(`/my/contacts/${contact.reference}#add`);
  }
  if (form.text('act') === 'files') {
    const draft = await keepLaterWords(tx, person, contact, 'addition', typed, withoutAct(form));
    return seeOther(filesOf(contact.reference, [draft, ...open], draft.id));
  }
  const immediate = form.text('immediate') === 'yes';
  const said = { key: form.text('key'), text: form.text('text'), indicators: signsIn(form), immediate, ...(contact.referrerId === person.actorId ? await answersIn(tx, contact.id, form) : {}), ...ofColleague(form.text('aboutColleague')) };
  const authority = await readAuthority(tx);
  const late = await readLate(tx, person, authority, contact.id, form.text(LATE));
  // A challenge says what it is that should be otherwise. Danger and signs that were ticked beside an empty one are taken all the same.
  const challenge = form.text('act') === 'challenge' && said.text.trim() !== '';
  const added = await addToContact(tx, contact.id, said, late);
  // To a contact that is finished nothing is added, and nobody is turned away: it is told again, as a new contact.
  const again = !added.ok && added.problem === 'closed' ? await tellAgain(tx, person, authority, contact.id, said, late) : null;
  if (again?.ok) await writeReceipt(tx, again.value.contactId);
  const done = again ?? added;
  // Also where the same words had gone with the other button: it is answered, as the page says.
  if (challenge && done.ok) await challengeDecision(tx, again?.ok ? again.value.contactId : contact.id, said.key);
  // As the product: what was joined with it is not theirs to open.
  if (done.ok) for (const id of done.value.hidden) await tx.asSystem((system) => cancelUnsentLetters(system, id, 'address_protected'));
  // Somebody of the agency who said that a colleague may be concerned sees it themselves no more, if it is not their own.
  const closed = again === null && contact.referrerId !== person.actorId && (said.aboutColleague === 'yes' || said.aboutColleague === 'not_known');
  if (!done.ok) {
    // What was typed is kept until it is added, so that a refusal loses nothing.
    const again = done.problem === 'same_key_other_content' ? { key: newId() } : {};
    await keepLaterWords(tx, person, contact, 'addition', typed, { ...withoutAct(form), ...again });
    return seeOther(`/my/contacts/${contact.reference}?add=${done.problem}#add`);
  }
  // A source whom nobody may know adds nothing here: their contact is closed to everybody of an agency.
  const arrived = typed === null || (await handOn(tx, typed.id, again?.ok ? again.value.contactId : contact.id, { sealed: contact.sealed }));
  const file = arrived ? '' : '&file=not_kept';
  if (typed) await sentLaterWords(tx, typed);
  if (late !== null) await settleConflict(tx, late.pageId);
  if (closed) return seeOther(`/my/contacts?done=kept_from_agency${immediate || (added.ok && added.value.urgent) ? '_urgent' : ''}${file}`);
  if (again?.ok) return seeOther(`/my/contacts/${again.value.reference}?done=${challenge ? 'challenged_' : ''}${again.value.urgent ? 'again_urgent' : 'again'}${file}`);
  if (challenge) return seeOther(`/my/contacts/${contact.reference}?done=${immediate || (added.ok && added.value.urgent) ? 'challenged_urgent' : 'challenged'}${file}`);
  return seeOther(`/my/contacts/${contact.reference}?done=${immediate ? 'danger' : added.ok && added.value.urgent ? 'urgent' : 'added'}${file}`);
}, { handIn: ({ reference }, _act, danger) => `/my/contacts/${reference}${danger ? '?danger=yes' : ''}`, concern: true });
