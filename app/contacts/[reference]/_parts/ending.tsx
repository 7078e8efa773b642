import type { ReactNode } from 'react';
import { Button, Details, Radios, Tag, Textarea, WarningText } from '@/components/govuk';
import { Card, DateTime } from '@/components/doorstep';
import { errorFor, FormErrors, type FormError } from '@/components/shell';
import type { Person } from '@/lib/access/model';
import { can } from '@/lib/access/policy';
import { readNames } from '@/lib/access/store';
import type { ContactHead } from '@/lib/contact/head';
import { readClosing, type Closing } from '@/lib/letter/closing-store';
import { AGREE_PROBLEM_WORDS, CLOSE_PROBLEM_WORDS, closeProblem, LETTER_KIND_WORDS, type LetterState, letterStateWords, MISSING_LETTER_PROBLEM_WORDS, NOT_TOLD_GROUNDS, NOT_TOLD_PROBLEM_WORDS, NOT_TOLD_WORDS } from '@/lib/letter/model';
import { missingOf } from '@/lib/letter/outcome/missing';
import { notTold } from '@/lib/letter/schema';
import { lettersAbout, notToldOf, untold, type Letter, type NotTold } from '@/lib/letter/store';
import type { Tx } from '@/lib/platform/db';
import { agreeing } from './agreeing';
import { typedBefore } from '@/lib/platform/draft/typed';
import { textOf, type Fields } from '@/lib/platform/draft/model';

const wordsIn = (table: Record<string, string>, code: string): string | undefined => (Object.hasOwn(table, code) ? table[code] : undefined);

function errorsIn(code: string, fields: Fields): FormError[] {
  if (code === 'incomplete' && Object.keys(fields).length > 0) {
    const read = notTold.safeParse({ ground: textOf(fields, 'ground'), reason: textOf(fields, 'reason') });
    return read.success ? [] : read.error.issues.map((issue) => ({ field: issue.path.join('.'), message: issue.message }));
  }
  const words = wordsIn(CLOSE_PROBLEM_WORDS, code) ?? wordsIn(NOT_TOLD_PROBLEM_WORDS, code) ?? wordsIn(AGREE_PROBLEM_WORDS, code) ?? wordsIn(MISSING_LETTER_PROBLEM_WORDS, code);
  return words === undefined ? [] : [{ field: 'ending', message: words }];
}

/** Letters that somebody has to do something about. */
const WAITS: readonly LetterState[] = ['to_preview', 'came_back', 'undelivered', 'withheld'];

function Letters({ letters, contact, now }: { letters: readonly Letter[]; contact: ContactHead; now: Tx['at'] }) {
  if (letters.length === 0) return <p className="govuk-body">No letter is written yet. The outcome letter is written when the decision takes effect.</p>;
  return (
    <ul className="govuk-list">
      {letters.map((letter) => (
        <li key={letter.id}>
          <a className="govuk-link" href={`/contacts/${letter.text.reference}/letters/${letter.id}`}>
            {letter.state === 'to_preview' ? `Read and send: ${LETTER_KIND_WORDS[letter.kind].toLowerCase()}` : LETTER_KIND_WORDS[letter.kind]}
            {letter.contactId !== contact.id && `, to who reported ${letter.text.reference}`}
            {letter.replacesId !== null && ' (replaces the letter before)'}
          </a>{' '}
          <Tag text={letterStateWords(letter)} classes={WAITS.includes(letter.state) ? 'govuk-tag--yellow' : 'govuk-tag--grey'} />{' '}
          <span className="ds-secondary">
            <DateTime at={letter.events.findLast(({ what }) => what !== 'previewed')?.at ?? letter.madeAt} now={now} />
          </span>
        </li>
      ))}
    </ul>
  );
}

/** It did not reach its reader, no later issue of it is written, and nothing lets it be. */
function needsAct(letter: Letter, letters: readonly Letter[], kept: readonly NotTold[], decisionId: string | undefined): boolean {
  if (letter.decisionId !== decisionId || (letter.kind === 'outcome' && kept.some((each) => each.decisionId === decisionId && each.contactId === letter.contactId))) return false;
  if (letter.state !== 'came_back' && letter.state !== 'undelivered') return false;
  return !letters.some((other) => other.kind === letter.kind && other.decisionId === letter.decisionId && other.contactId === letter.contactId && other.recipient.key === letter.recipient.key && other.aboutId === letter.aboutId && other.issue > letter.issue);
}

/** What is to be done about a letter that came back. */
function CameBack({ letter }: { letter: Letter }) {
  const [href, act] = letter.kind === 'family' ? [`/contacts/${letter.text.reference}/family`, 'prove a safe way and write another'] : [`/contacts/${letter.text.reference}/letters/${letter.id}`, 'prove a safe way and write it anew'];
  return (
    <>
      A letter did not reach <bdi>{letter.recipient.name}</bdi>. Telling them is owed again:{' '}
      <a className="govuk-link" href={href}>
        {act}
      </a>
      , or record why they are not told.
    </>
  );
}

/** @param reported reference of the joined contact whose reporter it is about; left out for the contact's own. */
function NotToldForm({ contact, fields, errors, reported }: { contact: ContactHead; fields: Fields; errors: readonly FormError[]; reported?: string }) {
  const own = reported === undefined ? '' : `-${reported}`;
  return (
    <Details summaryText={reported === undefined ? 'The referrer is not to be told' : `Whoever reported ${reported} cannot be told`} open={Object.keys(fields).length > 0}>
      <form method="post" action={`/contacts/${contact.reference}/not-told`} noValidate>
        {reported !== undefined && <input type="hidden" name="reported" value={reported} />}
        <Radios
          name="ground"
          idPrefix={`ground${own}`}
          fieldset={{ legend: { text: 'Which lawful reason is it?' } }}
          value={textOf(fields, 'ground')}
          errorMessage={errorFor(errors, `ground${own}`)}
          items={NOT_TOLD_GROUNDS.map((ground) => ({ value: ground, text: NOT_TOLD_WORDS[ground] }))}
        />
        <Textarea name="reason" id={`reason${own}`} rows={3} label={{ text: 'Why, and who agreed' }} value={textOf(fields, 'reason')} errorMessage={errorFor(errors, `reason${own}`)} />
        <Button text="Record the reason" classes="govuk-button--secondary" preventDoubleClick />
      </form>
    </Details>
  );
}

/** Whoever told us might have been the subject when it was decided, so that nothing was written to them, and is no longer. */
function MissingLetter({ contact }: { contact: ContactHead }) {
  return (
    <form method="post" action={`/contacts/${contact.reference}/missing-letters`}>
      <p className="govuk-body">Nothing was written when it was decided, since the concern could be about whoever told us. Nothing says so any more: they are to be told.</p>
      <Button text="Write the letter" classes="govuk-button--secondary" preventDoubleClick />
    </form>
  );
}

function CloseForm({ contact, closing, person }: { contact: ContactHead; closing: Closing; person: Person }) {
  const heldByAnother = person.role !== 'manager' && closing.holderId !== null && closing.holderId !== person.actorId;
  const problem = closeProblem({ state: closing.state, everDecided: closing.decision !== null, heldByAnother, transferWaits: closing.transferWaits, pregnancyEnded: closing.pregnancyEnded, childOwed: closing.childOwed });
  if (problem !== null) return <p className="govuk-body">{CLOSE_PROBLEM_WORDS[problem]}</p>;
  return (
    <form method="post" action={`/contacts/${contact.reference}/close`}>
      <p className="govuk-body">{closing.pregnancyEnded ? 'Nothing more is written or owed. Closing takes it out of the queue; it can wait until you are ready.' : 'Decided and told. Closing takes it out of the queue and ends your claim; duties that are open stay open.'}</p>
      <Button text="Close the contact" preventDoubleClick />
    </form>
  );
}

/**
 * The end of a contact on its page: the letters, the lawful reason not to tell, and closing.
 * @param problem the `ending` code that a refused act came back with.
 */
export async function ending(tx: Tx, person: Person, contact: ContactHead, problem: string): Promise<ReactNode> {
  const [letters, kept, closing] = await Promise.all([lettersAbout(tx, contact.id), notToldOf(tx, contact.id), readClosing(tx, contact.id)]);
  const names = await readNames(tx, kept.map(({ by }) => by));
  const others = closing.decision === null ? [] : untold(letters, closing.decision.id, kept).filter(({ contactId }) => contactId !== contact.id);
  const fields = await typedBefore(tx, { kind: 'not_told', contactId: contact.id });
  const ofOthers = await Promise.all(others.map(async ({ text: { reference } }) => ({ reference, typed: await typedBefore(tx, { kind: 'not_told', contactId: contact.id, about: reference }) })));
  const refused = ofOthers.find(({ typed }) => Object.keys(typed).length > 0);
  const errors = errorsIn(problem, refused === undefined ? fields : refused.typed).map((error) => (refused === undefined ? error : { ...error, field: `${error.field}-${refused.reference}` }));
  const mayWrite = can(person, 'POST /contacts/[reference]/close').allowed && closing.state !== null;
  const { decision } = closing;
  // Few have none: who was never a possible subject got theirs with the decision.
  const none = decision !== null && closing.state === 'decided' && !closing.pregnancyEnded && letters.every(({ kind, decisionId, contactId }) => kind !== 'outcome' || decisionId !== decision.id || contactId !== contact.id);
  const missing = none && can(person, 'POST /contacts/[reference]/missing-letters').allowed && (await missingOf(tx, contact.id, decision.id)).some(({ contactId }) => contactId === contact.id);
  return (
    <Card heading="Telling the referrer, and the end" id="ending">
      <FormErrors errors={errors} />
      <Letters letters={letters} contact={contact} now={tx.at} />
      {letters.filter((letter) => needsAct(letter, letters, kept, closing.decision?.id)).map((letter) => (
        <WarningText key={letter.id} html={<CameBack letter={letter} />} />
      ))}
      {kept.map((reason) => (
        <p className="govuk-body" key={`${reason.decisionId} ${reason.contactId}`}>
          {reason.contactId === contact.id ? 'Not told' : `Whoever reported ${letters.find(({ contactId }) => contactId === reason.contactId)?.text.reference ?? 'a joined contact'} is not told`}: {wordsIn(NOT_TOLD_WORDS, reason.ground)}. {reason.reason}{' '}
          <span className="ds-secondary">
            <bdi>{names.get(reason.by)}</bdi>, <DateTime at={reason.at} now={tx.at} within />
          </span>
        </p>
      ))}
      {await agreeing(tx, person, contact, closing, problem)}
      {missing && <MissingLetter contact={contact} />}
      {closing.decision !== null && (
        <p className="govuk-body">
          <a className="govuk-link" href={`/contacts/${contact.reference}/family`}>
            Letters to the family
          </a>
        </p>
      )}
      {mayWrite && closing.state === 'decided' && !closing.pregnancyEnded && !closing.decision?.told && !kept.some(({ contactId, decisionId }) => contactId === contact.id && decisionId === closing.decision?.id) && <NotToldForm contact={contact} fields={fields} errors={errors} />}
      {mayWrite && closing.state === 'decided' && person.role === 'manager' && ofOthers.map(({ reference, typed }) => <NotToldForm key={reference} contact={contact} fields={typed} errors={errors} reported={reference} />)}
      {mayWrite && closing.state === 'decided' && person.role !== 'manager' && others.length > 0 && <p className="govuk-body">Where nobody can reach the one who reported a joined contact, a manager records why they are not told.</p>}
      {mayWrite && <CloseForm contact={contact} closing={closing} person={person} />}
    </Card>
  );
}
