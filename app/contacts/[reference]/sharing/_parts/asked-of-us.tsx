import type { Temporal } from 'temporal-polyfill';
import { Day, Line, OneOf, Words, type Typed } from '@/app/report/_parts/questions';
import { Card, DateTime, dateTimeWithin, Narrative } from '@/components/doorstep';
import { Button, Select } from '@/components/govuk';
import { errorFor, fieldId } from '@/components/shell';
import { VERIFIED_WORDS } from '@/lib/contact/call/call-fields';
import type { InformationRequest, RequestAnswer } from '@/lib/contact/call/request-store';
import { textOf } from '@/lib/platform/draft/model';
import { namesAgency, type Outbound } from '@/lib/sharing/model';

interface AskedOfUsProps {
  reference: string;
  requests: readonly InformationRequest[];
  /** The one that the form answers; undefined where none waits. */
  answering: InformationRequest | undefined;
  /** What went out, newest first. */
  outbound: readonly Outbound[];
  names: ReadonlyMap<string, string>;
  now: Temporal.Instant;
  /** What was typed into the form; null for whoever only reads. */
  typed: Typed | null;
}

function AnswerRequestForm({ reference, request, requests, outbound, typed, now }: Pick<AskedOfUsProps, 'reference' | 'requests' | 'outbound' | 'now'> & { request: InformationRequest; typed: Typed }) {
  const answering = new Set(requests.map(({ answer }) => answer?.outboundId));
  const since = outbound.filter(({ id, kind, agency, sentAt }) => kind === 'fact' && sentAt.epochMilliseconds >= request.receivedAt.epochMilliseconds && namesAgency(request.askedBy, agency) && !answering.has(id));
  const name = 'request.outboundId';
  return (
    <form method="post" action={`/contacts/${reference}/sharing/request`} id="request" className="ds-no-print" noValidate>
      <h3 className="ds-said__title">
        Your answer to <bdi>{request.askedBy}</bdi>, asked {dateTimeWithin(request.receivedAt, now)}
      </h3>
      <input type="hidden" name="request.id" value={request.id} />
      <OneOf
        typed={typed}
        name="request.outcome"
        label="What becomes of it?"
        small
        hint="That we know nothing is a fact too: record it below as sent, then choose it here."
        items={[
          {
            value: 'given',
            text: 'Answered, by what is recorded below as sent',
            then: (
              <>
                <Select
                  id={fieldId(name)}
                  name={name}
                  label={{ text: 'Which record is the answer?', classes: 'govuk-label--s' }}
                  hint={{ text: 'What went to whoever asks, with the agency named as it stands under “Who asks”, and is the answer to no other request.' }}
                  value={textOf(typed.fields, name)}
                  errorMessage={errorFor(typed.errors, name)}
                  items={[{ value: '', text: since.length === 0 ? 'Nothing was sent to them since it was asked' : 'Choose one' }, ...since.map(({ id, agency, recipient, sentAt }) => ({ value: id, text: `${agency}, ${recipient}, ${dateTimeWithin(sentAt, now)}` }))]}
                />
                <Line typed={typed} name="request.checkedHow" label="How was it made sure who asks?" hint="For example: rung back through the switchboard of their organisation." />
                <Day typed={typed} name="request.checkedOn" label="On which day was it made sure?" />
                <Line typed={typed} name="request.checkedTime" label="At what time?" hint="Before anything was told. For example, 14:30. Both may be empty where they were verified as they rang." width="govuk-input--width-5" />
              </>
            ),
          },
          { value: 'refused', text: 'Refused', then: <Words typed={typed} name="request.reason" label="Why?" rows={2} /> },
        ]}
      />
      <Button text="End the request" classes="govuk-button--secondary ds-button--small" preventDoubleClick />
    </form>
  );
}

/** By whom it was answered, and how; or why it was refused. */
function Answer({ answer, names, now }: Pick<AskedOfUsProps, 'names' | 'now'> & { answer: RequestAnswer }) {
  return (
    <>
      by <bdi>{names.get(answer.by) ?? 'a colleague'}</bdi>, <DateTime at={answer.at} now={now} within />: <bdi>{answer.outcome === 'given' ? answer.checkedHow : answer.reason}</bdi>
      {answer.checkedAt !== null && (
        <>
          , made sure <DateTime at={answer.checkedAt} now={now} within />
        </>
      )}
    </>
  );
}

/** @param answerHref where the form for it is; null where it is below, or nothing is answered. */
function Asked({ request, names, now, answerHref }: Pick<AskedOfUsProps, 'names' | 'now'> & { request: InformationRequest; answerHref: string | null }) {
  const { askedBy, verified, what, purpose, authority, dueAt, answer, receivedAt, by, reopened } = request;
  const rows = [
    ['Who asks', askedBy],
    ['Verified', verified === null ? 'Nobody said' : VERIFIED_WORDS[verified]],
    ['What they want to know', what],
    ['For what', purpose],
    ['By what right', authority],
  ] as const;
  return (
    <section className="ds-said">
      <h3 className="ds-said__title">
        Asked <DateTime at={receivedAt} now={now} within />, taken down by <bdi>{names.get(by) ?? 'a colleague'}</bdi>
      </h3>
      <dl className="ds-said__rows">
        {rows.map(([label, value]) => (
          <div key={label}>
            <dt>{label}</dt>
            <dd>{value === '' ? <span className="ds-unknown">Not said</span> : <Narrative text={value} />}</dd>
          </div>
        ))}
        <div>
          <dt>By when</dt>
          <dd>{dueAt === null ? 'No time was named: within one working day' : <DateTime at={dueAt} now={now} />}</dd>
        </div>
        {reopened.map(({ id, at, by: putRightBy, before }) => (
          <div key={id}>
            <dt>Was answered</dt>
            <dd>
              {before !== null && <Answer answer={before} names={names} now={now} />}; until <DateTime at={at} now={now} within />, when <bdi>{names.get(putRightBy) ?? 'a colleague'}</bdi> put right what was recorded as sent. Since then the request is open again.
            </dd>
          </div>
        ))}
        {answer !== null && (
          <div>
            <dt>{answer.outcome === 'given' ? 'Answered' : 'Refused'}</dt>
            <dd>
              <Answer answer={answer} names={names} now={now} />
            </dd>
          </div>
        )}
      </dl>
      {answerHref !== null && (
        <p className="govuk-body ds-no-print">
          <a className="govuk-link" href={answerHref}>
            Answer <bdi>{askedBy}</bdi>
          </a>
        </p>
      )}
    </section>
  );
}

/** Who asked us what, and what became of it; nothing where nobody did. */
export function AskedOfUs({ reference, requests, answering, outbound, names, now, typed }: AskedOfUsProps) {
  if (requests.length === 0) return null;
  return (
    <Card heading="Asked of us" id="asked-of-us">
      {requests.map((request) => (
        <Asked key={request.id} request={request} names={names} now={now} answerHref={typed !== null && request.answer === null && request !== answering ? `/contacts/${reference}/sharing?request=${request.id}#request` : null} />
      ))}
      {answering !== undefined && typed !== null && <AnswerRequestForm reference={reference} request={answering} requests={requests} outbound={outbound} typed={typed} now={now} />}
    </Card>
  );
}
