import type { ReactNode } from 'react';
import { Card, DateTime, Narrative } from '@/components/doorstep';
import { Button, Details, Textarea } from '@/components/govuk';
import { errorFor, FormErrors, type FormError } from '@/components/shell';
import type { Person } from '@/lib/access/model';
import { can } from '@/lib/access/policy';
import { readNames } from '@/lib/access/store';
import { readCoaching } from '@/lib/contact/ending/verbs/read-coaching';
import type { Coaching, CoachingComment } from '@/lib/contact/ending/coaching-store';
import type { ContactHead } from '@/lib/contact/head';
import type { Tx } from '@/lib/platform/db';

const PROBLEMS: Record<string, FormError> = {
  nothing_said: { field: 'discussed', message: 'Write what was discussed, what was coached, or the feedback you gave.' },
  missing: { field: 'coaching', message: 'That record is not here. Comment on one that is.' },
  comment_missing: { field: 'coaching', message: 'Write the comment.' },
};

const PARTS = [
  { name: 'discussed', label: 'What did you talk about openly?', title: 'Talked about openly' },
  { name: 'coached', label: 'What did you coach them in?', title: 'Coached' },
  { name: 'feedback', label: 'Which feedback did you give them?', title: 'Feedback given' },
] as const;

interface Shown {
  names: ReadonlyMap<string, string>;
  now: Tx['at'];
}

function Comment({ comment: { by, at, words, seenAt }, mine, names, now }: Shown & { comment: CoachingComment; mine: boolean }) {
  return (
    <blockquote className="ds-answer">
      <Narrative text={words} />
      <p className="ds-secondary">
        <bdi>{names.get(by) ?? 'A manager'}</bdi>, <DateTime at={at} now={now} within />
        {seenAt === null && (mine ? <strong className="ds-mark">new to you</strong> : ' · not read yet by the worker')}
      </p>
    </blockquote>
  );
}

function Record({ record, reference, me, comments, names, now }: Shown & { record: Coaching; reference: string; me: string; comments: boolean }) {
  return (
    <section className="ds-said">
      <h3 className="ds-said__title">
        <bdi>{names.get(record.by) ?? 'A colleague'}</bdi> <span className="ds-row-detail"><DateTime at={record.at} now={now} /></span>
      </h3>
      {PARTS.filter(({ name }) => record[name] !== '').map(({ name, title }) => (
        <Narrative key={name} text={`${title}: ${record[name]}`} />
      ))}
      {record.comments.map((comment) => (
        <Comment key={comment.id} comment={comment} mine={record.by === me} names={names} now={now} />
      ))}
      {comments && (
        <Details summaryText="Comment on it">
          <form method="post" action={`/contacts/${reference}/coaching/comment`}>
            <input type="hidden" name="coaching" value={record.id} />
            <Textarea id={`comment-${record.id}`} name="words" rows={2} label={{ text: 'Your comment, for the worker', classes: 'govuk-label--s' }} />
            <Button text="Keep the comment" classes="govuk-button--secondary" preventDoubleClick />
          </form>
        </Details>
      )}
    </section>
  );
}

/** Consultation and coaching in a call (N23), for the service alone: a worker records it, a manager comments, the worker sees it. */
export async function coachingCard(tx: Tx, person: Person, contact: ContactHead, taken: boolean, problem: string): Promise<ReactNode> {
  if (!taken) return null;
  const records = await readCoaching(tx, contact.id);
  const names = await readNames(tx, records.flatMap(({ by, comments }) => [by, ...comments.map((comment) => comment.by)]));
  const error = Object.hasOwn(PROBLEMS, problem) ? PROBLEMS[problem] : undefined;
  const errors = error === undefined ? [] : [error];
  return (
    <Card heading="Consultation and coaching" id="coaching">
      <FormErrors errors={errors} />
      <p className="ds-secondary">For colleagues only. It stands in no letter, and the caller never sees it.</p>
      {records.map((record) => (
        <Record key={record.id} record={record} reference={contact.reference} me={person.actorId} comments={can(person, 'POST /contacts/[reference]/coaching/comment').allowed} names={names} now={tx.at} />
      ))}
      {can(person, 'POST /contacts/[reference]/coaching').allowed && (
        <Details summaryText="Record coaching" open={problem === 'nothing_said'}>
          <form method="post" action={`/contacts/${contact.reference}/coaching`}>
            {PARTS.map(({ name, label }) => (
              <Textarea key={name} id={name} name={name} rows={2} label={{ text: label, classes: 'govuk-label--s' }} errorMessage={errorFor(errors, name)} />
            ))}
            <Button text="Keep the record" classes="govuk-button--secondary" preventDoubleClick />
          </form>
        </Details>
      )}
    </Card>
  );
}
