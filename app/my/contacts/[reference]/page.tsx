import { page } from '@/app/_edge/page';
import { Missing } from '@/app/_edge/subject';
import { DangerNow } from '@/app/report/_parts/danger-now';
import { FileList } from '@/app/report/_parts/files';
import { RingNow } from '@/app/report/_parts/ring-now';
import { Telephone } from '@/app/report/_parts/telephone';
import { BackLink, InsetText, TaskList, WarningText } from '@/components/govuk';
import { DateTime, Narrative } from '@/components/doorstep';
import { Done, FormErrors, PageHeading, type FormError } from '@/components/shell';
import { lineAnswered } from '@/lib/access/lines';
import { can } from '@/lib/access/policy';
import { belongsOf } from '@/lib/contact/head';
import { relationOf } from '@/lib/access/model';
import { ADD_PROBLEM_WORDS, ANSWER_PROBLEM_WORDS } from '@/lib/contact/additions/addition';
import { additionsOf, questionsTo } from '@/lib/contact/additions/addition-store';
import { originalsOf, originalsOfDraft } from '@/lib/contact/originals/original-store';
import { config } from '@/lib/platform/config';
import { guideOn } from '@/lib/contact/guide-on';
import { readContact } from '@/lib/contact/store';
import { isKeptBack, LETTER_KIND_WORDS, longDateTime, mayBeRead } from '@/lib/letter/model';
import { progressOf } from '@/lib/letter/progress';
import { readProgress } from '@/lib/letter/progress-store';
import { LETTERS, lettersOf } from '@/lib/letter/store';
import { ownStatusCode } from '@/lib/letter/status/own-code';
import { draftThatBecame, openDrafts } from '@/lib/platform/draft/store';
import { keptName } from '@/lib/platform/draft/kept';
import { textOf } from '@/lib/platform/draft/model';
import { typedBefore } from '@/lib/platform/draft/typed';
import { newId } from '@/lib/platform/ids';
import { londonDate } from '@/lib/platform/time';
import { AddForm } from './_parts/add-form';
import { Asked } from './_parts/answer-form';
import { CHALLENGED_WORDS } from './_parts/challenge-words';
import { NotSentWords } from './_parts/not-sent-words';
import { reportedChildren } from './_parts/reported-children';
import { PoliceDuties } from './_parts/police';
import { ownDuties } from '@/lib/duty/store';
import type { Gathering } from '@/lib/platform/db';

export const metadata = { title: 'Your contact' };

const wordsIn = (table: Record<string, string>, code: string): string | undefined => (Object.hasOwn(table, code) ? table[code] : undefined);

const DONE_WORDS: Record<string, string> = {
  added: 'We have what you added. A person has not read it yet.',
  urgent: 'We have what you added. A person has not read it yet.',
  danger: 'We have it, and it is at the top of the queue. A person has not read it yet.',
  again: 'We have it as a new contact, since nothing is added to the earlier one any more. A person has not read it yet.',
  again_urgent: 'We have it as a new contact, since nothing is added to the earlier one any more. A person has not read it yet.',
  ...CHALLENGED_WORDS,
  challenged_urgent: CHALLENGED_WORDS.challenged,
  challenged_again_urgent: CHALLENGED_WORDS.challenged_again,
  answered: 'We have your answer. A person has not read it yet.',
  police: 'Kept: you have reported it to the police.',
};

/** What the product reads of a contact to say how far it is, and whether its reporter's link opens. */
const PROGRESS: Gathering = {
  queue: { of: 'queueRow' },
  closure: { of: 'closure' },
  events: { of: 'contactEvent' },
  emergencyDecisions: { of: 'emergencyDecision' },
  additions: { of: 'addition' },
  questions: { of: 'question' },
  decisions: { of: 'decision', with: { include: { countersign: true } } },
  callerLinks: { of: 'callerLink', with: { include: { letter: true } } },
  restrictions: { of: 'contactRestriction' },
  exclusions: { of: 'agencyExclusion' },
  familyTellings: { of: 'familyTelling' },
  duties: { of: 'duty' },
  letters: LETTERS,
  protectedDetails: 'counted',
};

export default page('GET /my/contacts/[reference]', async ({ tx, person, authority, contact: head, params, query }) => {
  if (!head) throw new Missing('reference', params['reference'] ?? '');
  await tx.asSystem(async (system) => system.foresee(head.id, PROGRESS));
  const [contact, progress, all, code, asked, added, additionsTyped, answersTyped, copy, duties, files] = await Promise.all([
    readContact(tx, head.id), readProgress(tx, [head.id]), lettersOf(tx, head.id), head.referrerId === person.actorId ? ownStatusCode(tx, head.id, person) : null,
    questionsTo(tx, head.id), additionsOf(tx, head.id), openDrafts(tx, 'addition', head.id), openDrafts(tx, 'answer', head.id), draftThatBecame(tx, head.id),
    ownDuties(tx, head.id), originalsOf(tx, head.id),
  ]);
  const facts = progress.get(head.id);
  if (contact === null || facts === undefined) throw new Missing('reference', params['reference'] ?? '');
  const { words, steps } = progressOf(facts, tx.at);
  const letters = all.filter((letter) => mayBeRead(letter.state) && !(facts.subject && isKeptBack(letter)));
  const mine = contact.referrerId === person.actorId;
  // Somebody else of the agency reads only their own words where words could tell of a pregnancy.
  const kept = !mine && contact.people.some(({ unborn }) => unborn);
  // Nor does anybody read a question about what may be about themselves, also one that was asked before that was known.
  const questions = kept || facts.subject ? [] : asked;
  const additions = added.filter(({ by }) => !kept || by === person.actorId);
  const police = duties.length === 0 ? {} : await typedBefore(tx, { kind: 'duty', contactId: contact.id, about: 'police' });
  const relation = relationOf(person, belongsOf(head));
  const open = facts.state !== 'closed' && facts.state !== 'withdrawn' && facts.state !== 'joined';
  const mayAdd = can(person, 'POST /my/contacts/[reference]/add', relation).allowed;
  // Also once it is finished: whoever reads the question late is not turned away (decision 55).
  const mayAnswer = can(person, 'POST /my/contacts/[reference]/answer', relation).allowed;
  const notAdded = wordsIn(ADD_PROBLEM_WORDS, query('add'));
  const notAnswered = wordsIn(ANSWER_PROBLEM_WORDS, query('answer'));
  const answerField = `answer-${textOf(answersTyped[0]?.content.fields ?? {}, 'question')}`;
  const typed = additionsTyped.find(({ id }) => id === query('draft')) ?? additionsTyped[0];
  const errors: FormError[] = [...(notAdded === undefined ? [] : [{ field: 'text', message: notAdded }]), ...(notAnswered === undefined ? [] : [{ field: answerField, message: notAnswered }])];
  const unsent = [...additionsTyped, ...answersTyped].filter(({ content: { fields } }) => ['text', 'answer', 'immediate'].some((name) => textOf(fields, name).trim() !== ''));
  const cannotWait = unsent.some(({ content }) => textOf(content.fields, 'immediate') === 'yes');
  // Kept when they had been signed out, or went to choose a file: it looks as if it had gone. What was refused says so itself, but for danger.
  const saysNotSent = cannotWait || (unsent.length > 0 && errors.length === 0);
  // Their own only: what a colleague sent is the colleague's and ours.
  const sent = files.filter(({ addedBy }) => addedBy === person.actorId);
  const scanner = config().clamd !== null;
  const done = wordsIn(DONE_WORDS, query('done'));
  // The line that is answered now, then the other.
  const { dayPhone, nightPhone } = authority.settings;
  const [first, other] = lineAnswered(authority.settings, tx.at) === 'night' ? [nightPhone, dayPhone] : [dayPhone, nightPhone];
  const here = `/my/contacts/${contact.reference}`;
  return {
    before: (
      <>
        <DangerNow authority={authority} at={tx.at} />
        <nav aria-label="Back"><BackLink href="/my/contacts" text="My contacts" /></nav>
      </>
    ),
    body: (
      <>
        <FormErrors errors={errors} />
        {(cannotWait || ['danger', 'urgent', 'again_urgent', 'challenged_urgent', 'challenged_again_urgent'].includes(query('done'))) && <RingNow authority={authority} at={tx.at} />}
        {saysNotSent && <WarningText text="NOT SENT. What you typed is kept in the form further down: read it, and send it." />}
        <Done text={done} />
        {query('file') === 'not_kept' && (
          <InsetText>
            Not every file went with it. What you wrote did. <a className="govuk-link" href={`${here}/files`}>Choose the file again</a>, say what it shows, and send it.
          </InsetText>
        )}
        <PageHeading caption={contact.reference} heading={contact.referrerId === person.actorId ? 'What you told us' : 'What your agency told us'} />
        {contact.referrerId !== person.actorId && (
          <p className="govuk-body">
            Reported by <bdi>{contact.referrerName}</bdi>. Letters go to them.
          </p>
        )}
        <InsetText text={words} />
        {facts.state === 'withdrawn' && (
          <p className="govuk-body">
            Ring <Telephone number={first} /> and give the reference {contact.reference}. If you still worry about the child, tell us again below: nobody is working on this report any more.
          </p>
        )}
        <PoliceDuties reference={contact.reference} duties={duties} typed={police} problem={query('police')} now={tx.at} />
        <h2 className="govuk-heading-m">What happens when you refer</h2>
        <TaskList
          idPrefix="step"
          items={steps.map((step) => ({ title: { text: step.title }, status: step.at === null ? { text: step.expect } : { html: <DateTime at={step.at} now={tx.at} />, classes: 'govuk-task-list__status--cannot-start-yet' } }))}
        />
        {facts.decideBy !== null && !facts.keptFromReferrer && (
          <p className="govuk-body">
            A social worker decides by {longDateTime(facts.decideBy)}. If you have heard nothing by then, ring <Telephone number={first} />, or <Telephone number={other} /> when that line is closed. It is right to chase.
          </p>
        )}
        {code !== null && (
          <p className="govuk-body">
            The e-mail about this contact has a link by which you see how far it is without signing in. Its code is <strong className="ds-reference">{code}</strong>.
          </p>
        )}
        {letters.length > 0 && (
          <>
            <h2 className="govuk-heading-m">Letters to you</h2>
            <ul className="govuk-list">
              {letters.map((letter) => (
                <li key={letter.id}>
                  <a className="govuk-link" href={`${here}/letters/${letter.id}`}>
                    {LETTER_KIND_WORDS[letter.kind]}
                  </a>{' '}
                  <span className="ds-secondary">
                    <DateTime at={letter.events.find(({ what }) => what === 'sent' || what === 'posted')?.at ?? letter.madeAt} now={tx.at} />
                    {letter.state !== 'read' && ' · not read yet'}
                  </span>
                </li>
              ))}
            </ul>
          </>
        )}
        {questions.length > 0 && (
          <>
            <h2 className="govuk-heading-m">Questions to you</h2>
            {questions.map((question) => (
              <Asked key={question.id} reference={contact.reference} question={question} mayAnswer={mayAnswer} finished={open ? null : facts.state === 'joined' ? 'joined' : 'ended'} typed={answersTyped.filter(({ content }) => textOf(content.fields, 'question') === question.id)} errors={errors} now={tx.at} />
            ))}
          </>
        )}
        {additions.length > 0 && (
          <>
            <h2 className="govuk-heading-m">What was added</h2>
            {additions.map((addition) => (
              <section key={addition.id}>
                <h3 className="govuk-heading-s">
                  <DateTime at={addition.at} now={tx.at} />
                  {addition.immediate && ' · danger now'}
                </h3>
                <Narrative text={addition.text} />
              </section>
            ))}
          </>
        )}
        <h2 className="govuk-heading-m" id="add">
          {open ? 'Add information, or say that you do not agree' : 'Tell us something new, or that you do not agree'}
        </h2>
        {mayAdd && !open && (
          <p className="govuk-body">
            Nothing is added to this report any more. What you send here begins a new one about the same {reportedChildren(contact, mine).length > 1 ? 'children' : 'child'}; it names this one and is read and decided on by itself.
          </p>
        )}
        {mayAdd ? (
          <AddForm
            reference={contact.reference}
            mine={mine}
            token={newId()}
            kept={keptName(typed)}
            guide={guideOn(authority.settings.guideArea, londonDate(contact.receivedAt))}
            fields={typed?.content.fields ?? {}}
            errors={errors}
            files={typed ? await originalsOfDraft(tx, typed.id) : []}
            scanner={scanner}
            reported={reportedChildren(contact, mine)}
          />
        ) : (
          <>
            {additionsTyped.filter(({ content }) => textOf(content.fields, 'text') !== '').map(({ id, content }) => (
              <div key={id}>
                <p className="govuk-body">What you typed, and what could not be added:</p>
                <Narrative text={textOf(content.fields, 'text')} />
              </div>
            ))}
            <p className="govuk-body">
              Only the one who reported it, or your safeguarding lead, can add to it. If you know something new,{' '}
              <a className="govuk-link" href="/report">
                send a new report
              </a>{' '}
              or ring <Telephone number={first} />.
            </p>
          </>
        )}
        {mayAdd && additionsTyped.filter((draft) => draft !== typed).map((draft) => (
          <NotSentWords key={draft.id} draft={draft} field="text" action={`${here}/add`} next={<a className="govuk-link" href={`${here}?draft=${draft.id}#add`}>Go on with it</a>} />
        ))}
        {sent.length > 0 && (
          <>
            <h2 className="govuk-heading-m">Files you sent</h2>
            <FileList files={sent} scanner={scanner} />
          </>
        )}
        {copy !== null && (
          <p className="govuk-body">
            <a className="govuk-link" href={`/report/${copy}/copy`}>
              My copy of what I sent
            </a>
          </p>
        )}
      </>
    ),
  };
});
