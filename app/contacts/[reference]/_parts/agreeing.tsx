import { Fragment, type ReactNode } from 'react';
import { Button, Details, Input, Radios, Textarea } from '@/components/govuk';
import { DateTime } from '@/components/doorstep';
import { errorFor, type FormError } from '@/components/shell';
import type { Person } from '@/lib/access/model';
import { can } from '@/lib/access/policy';
import { readNames } from '@/lib/access/store';
import type { ContactHead } from '@/lib/contact/head';
import type { Closing } from '@/lib/letter/closing-store';
import { readOccasion } from '@/lib/letter/occasion-store';
import { joinedSubjects } from '@/lib/letter/subject-store';
import { AGREED_CONTENTS, AGREED_CONTENT_WORDS } from '@/lib/letter/outcome/outcome';
import { agreement } from '@/lib/letter/schema';
import { AGREERS, AGREER_WORDS } from '@/lib/letter/outcome/telling';
import { agreementsOf } from '@/lib/letter/outcome/telling-store';
import type { Tx } from '@/lib/platform/db';
import { textOf, type Fields } from '@/lib/platform/draft/model';
import { typedBefore } from '@/lib/platform/draft/typed';
import { DayField } from './day-field';
import { dayTyped } from './day-typed';

function problemsOf(fields: Fields): FormError[] {
  const read = agreement.safeParse({ agreedByRole: textOf(fields, 'agreedByRole'), agreedByName: textOf(fields, 'agreedByName'), agreedOn: dayTyped(fields, 'agreedOn'), content: textOf(fields, 'content'), words: textOf(fields, 'words') });
  return read.success ? [] : read.error.issues.map(({ path, message }) => ({ field: path.join('.'), message }));
}

function AgreeForm({ reference, joined, fields, errors }: { reference: string; joined: string | undefined; fields: Fields; errors: readonly FormError[] }) {
  const id = (name: string) => (joined === undefined ? name : `${name}-${joined}`);
  const value = (name: string) => ({ value: textOf(fields, name), errorMessage: errorFor(errors, name) });
  return (
    <Details summaryText={joined === undefined ? 'It was agreed that they may be told' : `It was agreed that whoever reported ${joined} may be told`} open={errors.length > 0}>
      <form method="post" action={`/contacts/${reference}/agree-to-tell`} noValidate>
        {joined !== undefined && <input type="hidden" name="reported" value={joined} />}
        <Radios name="agreedByRole" idPrefix={id('agreedByRole')} classes="govuk-radios--small" fieldset={{ legend: { text: 'Who agreed?' } }} {...value('agreedByRole')} items={AGREERS.map((code) => ({ value: code, text: AGREER_WORDS[code] }))} />
        <Input name="agreedByName" id={id('agreedByName')} label={{ text: 'Their name' }} autocomplete="off" {...value('agreedByName')} />
        <DayField name="agreedOn" id={id('agreedOn')} legend="When was it agreed?" fields={fields} errors={errors} />
        <Radios name="content" idPrefix={id('content')} classes="govuk-radios--small" fieldset={{ legend: { text: 'What may be said?' } }} {...value('content')} items={AGREED_CONTENTS.map((code) => ({ value: code, text: AGREED_CONTENT_WORDS[code] }))} />
        <Textarea name="words" id={id('agreed-words')} rows={2} label={{ text: 'What was agreed, in words' }} hint={{ text: 'For the record. It does not go into the letter.' }} {...value('words')} />
        <Button text="Record and write the letter" classes="govuk-button--secondary" preventDoubleClick />
      </form>
    </Details>
  );
}

/** One of them: what was agreed that they are told, and a manager's form for it. @param joined reference of the joined contact that they reported. */
async function one(tx: Tx, person: Person, contact: ContactHead, closing: Closing, problem: string, { contactId, joined }: { contactId: string; joined?: string }): Promise<ReactNode> {
  const agreements = await agreementsOf(tx, contactId);
  const names = await readNames(tx, agreements.map(({ by }) => by));
  const fields = await typedBefore(tx, { kind: 'agree_to_tell', contactId: contact.id, about: joined ?? '' });
  const errors = problem === 'incomplete' && Object.keys(fields).length > 0 ? problemsOf(fields) : [];
  const mayRecord = can(person, 'POST /contacts/[reference]/agree-to-tell').allowed && closing.state === 'decided';
  return (
    <Fragment key={contactId}>
      {agreements.map(({ agreedByRole, agreedByName, content, words, by, at }) => (
        <p className="govuk-body" key={at.toString()}>
          {joined !== undefined && `Whoever reported ${joined}: `}{AGREER_WORDS[agreedByRole]} agreed ({agreedByName}): {AGREED_CONTENT_WORDS[content].toLowerCase()}. {words}{' '}
          <span className="ds-secondary">
            <bdi>{names.get(by)}</bdi>, <DateTime at={at} now={tx.at} within />
          </span>
        </p>
      ))}
      {agreements.length === 0 && <p className="govuk-body">{joined === undefined ? 'The concern is, or may be, about them or their agency' : `The concern is, or may be, about whoever reported ${joined} or their agency`}: nothing is said to them until the designated officer or the strategy discussion agrees and a manager records it.</p>}
      {mayRecord && <AgreeForm reference={contact.reference} joined={joined} fields={fields} errors={errors} />}
    </Fragment>
  );
}

/** For whoever reported it, or a contact joined into it, and may be the subject, or whose agency may be: what was agreed that they are told. */
export async function agreeing(tx: Tx, person: Person, contact: ContactHead, closing: Closing, problem: string): Promise<ReactNode> {
  if (closing.decision === null) return null;
  const [own, joined] = await Promise.all([readOccasion(tx, contact.id), joinedSubjects(tx, contact.id)]);
  const all = [...(own.recipient.referrerClass === 'subject' ? [{ contactId: contact.id }] : []), ...joined.map(({ contactId, reference }) => ({ contactId, joined: reference }))];
  return Promise.all(all.map((each) => one(tx, person, contact, closing, problem, each)));
}
