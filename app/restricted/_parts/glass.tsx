import type { Temporal } from 'temporal-polyfill';
import { DateTime } from '@/components/doorstep';
import { Button, Input, Textarea } from '@/components/govuk';
import { errorFor, type FormError } from '@/components/shell';
import type { GlassRequest } from '@/lib/restriction/access-store';
import { GLASS_WISH_HOURS } from '@/lib/restriction/model';

/** Asking to see what one cannot even find: by the reference one was told. */
export function AskGlass({ errors, alone }: { errors: readonly FormError[]; alone: boolean }) {
  return (
    <section aria-labelledby="ask">
      <h2 className="govuk-heading-m" id="ask">
        Break the glass
      </h2>
      <p className="govuk-body">
        Somebody told you of a contact by its reference, you cannot find it, and a child cannot wait.{' '}
        {alone ? 'It is outside duty hours: if there is such a contact it opens to you at once, for an hour. Its guardians and the managers are told now, and a second person looks it over on the next working day.' : 'A second person, a guardian or another manager, has to agree. It then opens for an hour.'} The answer here is the same whether or not there is such a contact.
      </p>
      <form method="post" action="/restricted/ask" noValidate>
        <Input id="reference" name="reference" classes="govuk-input--width-20" label={{ text: 'Reference' }} errorMessage={errorFor(errors, 'reference')} autocomplete="off" spellcheck={false} />
        <Textarea id="reason" name="reason" rows={2} label={{ text: 'Who told you, and why must you see it now?' }} errorMessage={errorFor(errors, 'reason')} />
        <Button text={alone ? 'Open it for an hour' : 'Ask a second person'} classes="govuk-button--warning" preventDoubleClick />
      </form>
    </section>
  );
}

function Request({ request, me, answers, now }: { request: GlassRequest; me: string; answers: boolean; now: Temporal.Instant }) {
  const { id, reference, by, byId, at, reason, how, answered, lapsed, review } = request;
  return (
    <li>
      <p className="govuk-body">
        <strong className="ds-reference">{reference}</strong> asked by <bdi>{byId === me ? 'you' : by}</bdi>, <DateTime at={at} now={now} within />
        {how === 'out_of_hours' && ', out of hours, alone'}: {reason}
      </p>
      {answered === null && byId === me && !lapsed && <p className="ds-secondary">Nobody has answered yet.</p>}
      {lapsed && <p className="ds-secondary">Nobody answered within {GLASS_WISH_HOURS} hours, and nobody can any more.{byId === me && ' Ask again if you must still see it.'}</p>}
      {answered !== null && how === 'two_persons' && (
        <p className="ds-secondary">
          {answered.agreed ? 'Agreed' : 'Refused'} <DateTime at={answered.at} now={now} within />: {answered.why}
        </p>
      )}
      {answered === null && !lapsed && byId !== me && answers && (
        <form method="post" action="/restricted/approve" noValidate>
          <input type="hidden" name="request" value={id} />
          <Input id={`why-${id}`} name="why" label={{ text: 'Why do you agree or refuse?' }} hint={{ text: 'You agree to the reason. Whether there is such a contact is told to neither of you.' }} />
          <div className="govuk-button-group">
            <Button text="Agree, for an hour" name="answer" value="agree" preventDoubleClick />
            <Button text="Refuse" name="answer" value="refuse" classes="govuk-button--secondary" preventDoubleClick />
          </div>
        </form>
      )}
      {review !== null && review.done !== null && (
        <p className="ds-secondary">
          Looked over <DateTime at={review.done.at} now={now} within />: {review.done.words}
        </p>
      )}
      {review !== null && review.done === null && byId !== me && answers && (
        <form method="post" action="/restricted/review" noValidate>
          <input type="hidden" name="request" value={id} />
          <Input id={`words-${id}`} name="words" label={{ text: 'Was it needed, and what was opened?' }} hint={{ html: <>Due <DateTime at={review.dueAt} now={now} within />{review.dueAt.epochMilliseconds <= now.epochMilliseconds && <strong className="ds-mark">overdue</strong>}</> }} />
          <Button text="Keep my review" classes="govuk-button--secondary" preventDoubleClick />
        </form>
      )}
    </li>
  );
}

/** What was asked, with what waits for the reader's answer first. */
export function Requests({ requests, me, answers, now }: { requests: readonly GlassRequest[]; me: string; answers: boolean; now: Temporal.Instant }) {
  if (requests.length === 0) return null;
  return (
    <section aria-labelledby="approve">
      <h2 className="govuk-heading-m" id="approve">
        Asked in the last week
      </h2>
      <ul className="govuk-list ds-list--spaced" id="review">
        {requests.map((request) => (
          <Request key={request.id} request={request} me={me} answers={answers} now={now} />
        ))}
      </ul>
    </section>
  );
}
