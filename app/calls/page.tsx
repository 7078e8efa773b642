import type { Temporal } from 'temporal-polyfill';
import { page } from '@/app/_edge/page';
import { NotSent } from '@/app/report/_parts/not-sent';
import { DateTime } from '@/components/doorstep';
import { Button, Radios, WarningText } from '@/components/govuk';
import { Done, errorFor, FormErrors, PageHeading, type FormError } from '@/components/shell';
import { ringsUnsent } from '@/lib/attention/unsent-alarms';
import { isNoNameProblem, NO_NAME_PROBLEMS } from '@/lib/attention/verbs/answer-no-name';
import { GOT_WRITTEN, WRITTEN_WORDS, writtenOf } from '@/lib/contact/call/call-fields';
import { SUBMIT_PROBLEMS } from '@/lib/contact/report/send-draft';
import { unseenComments } from '@/lib/contact/ending/coaching-store';
import { textOf, type Draft, type Fields } from '@/lib/platform/draft/model';
import { ownUnsent } from '@/lib/contact/unsent/unsent-store';
import { openDrafts, putAwayDrafts } from '@/lib/platform/draft/store';
import { instantOf } from '@/lib/platform/time';
import { noNames } from './_parts/no-names';

export const metadata = { title: 'Log a call' };

const DONE_WORDS: Readonly<Record<string, string>> = { 'no-name': 'It stands on the page of your colleague’s call.', 'put-away': 'It is put away, and is no contact. You can take it up again below, under “Put away by you”.' };

/** A call, or what is typed in. */
function whatOf(fields: Fields): string {
  const written = writtenOf(fields);
  return written === null ? 'call' : WRITTEN_WORDS[written].toLowerCase();
}

/** From whom it was and about which child, as far as it was typed, so that two of one minute are told apart. Who asked to be protected is not named. */
function fromWhom(fields: Fields): string {
  const caller = textOf(fields, 'you.protectMe') === 'yes' ? '' : textOf(fields, 'call.callerName').trim();
  const child = `${textOf(fields, 'child.1.givenName')} ${textOf(fields, 'child.1.familyName')}`.trim();
  return [caller === '' ? '' : ` from ${caller}`, child === '' ? '' : ` about ${child}`].join('');
}

/** What its worker put away: each can be taken up again for as long as it is kept. */
function PutAway({ calls, now }: { calls: readonly Draft[]; now: Temporal.Instant }) {
  if (calls.length === 0) return null;
  return (
    <section id="put-away" aria-labelledby="put-away-heading">
      <h2 className="govuk-heading-m" id="put-away-heading">
        Put away by you
      </h2>
      <p className="govuk-body">None of these is a contact. Take one up again if it should be one after all: its clocks run from when it began.</p>
      <ul className="govuk-list">
        {calls.map((call) => {
          const [what, whom] = [whatOf(call.content.fields), fromWhom(call.content.fields)];
          return (
            <li key={call.id} className="mb-4 flex flex-wrap items-baseline gap-x-6">
              <span>
                The {what} of <DateTime at={instantOf(call.createdAt)} now={now} within /><bdi>{whom}</bdi>, put away <DateTime at={instantOf(call.closedAt ?? call.updatedAt)} now={now} within />
              </span>
              <form method="post" action={`/calls/${call.id}/take-up`}>
                <Button html={<>Take it up again<span className="govuk-visually-hidden">, the {what} of <DateTime at={instantOf(call.createdAt)} now={now} within />{whom}</span></>} classes="govuk-button--secondary ds-button--small" preventDoubleClick />
              </form>
            </li>
          );
        })}
      </ul>
    </section>
  );
}

export default page('GET /calls', async ({ tx, person, authority, query }) => {
  const problem = query('problem');
  const errors: FormError[] = isNoNameProblem(problem) ? [{ field: 'no-name', message: NO_NAME_PROBLEMS[problem] }] : problem === 'channel' ? [{ field: 'channel', message: 'Choose what you got' }] : [];
  const drafts = await openDrafts(tx, 'call');
  const away = await putAwayDrafts(tx, 'call');
  const unsent = await ownUnsent(tx, drafts.map(({ id }) => id));
  const serious = [...unsent.values()].filter(({ ended }) => ended === null).sort((a, b) => a.since.epochMilliseconds - b.since.epochMilliseconds)[0];
  const unseen = await unseenComments(tx);
  tx.ledger({ action: 'drafts.listed', objectKind: 'list', objectId: 'calls', detail: { ids: [...drafts, ...away].map(({ id }) => id) } });
  return (
    <>
      {serious !== undefined && <NotSent call authority={authority} at={tx.at} since={serious.since} href={`/calls/${serious.draftId}`} />}
      <FormErrors errors={errors} />
      {problem === 'put_away' && <WarningText text={SUBMIT_PROBLEMS.put_away} />}
      <Done text={Object.hasOwn(DONE_WORDS, query('done')) ? DONE_WORDS[query('done')] : undefined} />
      {ringsUnsent(person.role) && (await noNames(tx))}
      <PageHeading heading="Log a call" lead="Both clocks of what it becomes run from when the call began." />
      <form method="post" action="/calls/start">
        <Button text="Start the call now" isStartButton preventDoubleClick attributes={{ autofocus: errors.length === 0 }} />
      </form>
      {unseen.length > 0 && (
        <>
          <h2 className="govuk-heading-m">New comments on your coaching</h2>
          <ul className="govuk-list">
            {unseen.map(({ reference, at }) => (
              <li key={`${reference} ${at.toString()}`}>
                <a className="govuk-link ds-reference" href={`/contacts/${reference}#coaching`}>
                  {reference}
                </a>{' '}
                <span className="ds-secondary">
                  <DateTime at={at} now={tx.at} />
                </span>
              </li>
            ))}
          </ul>
        </>
      )}
      <h2 className="govuk-heading-m" id="written">
        An e-mail or a letter
      </h2>
      <p className="govuk-body">A conversation says more: ring whoever wrote, if they can be rung. Type in what they wrote all the same, on the same screen; the original is attached before it becomes a contact.</p>
      <form method="post" action="/calls/start">
        <input type="hidden" name="written" value="1" />
        <Radios
          idPrefix="channel"
          name="channel"
          classes="govuk-radios--inline"
          fieldset={{ legend: { text: 'What did you get?', classes: 'govuk-fieldset__legend--s' } }}
          errorMessage={errorFor(errors, 'channel')}
          items={GOT_WRITTEN.map((value) => ({ value, text: WRITTEN_WORDS[value] }))}
        />
        <Button text="Type it in" classes="govuk-button--secondary" preventDoubleClick />
      </form>
      {drafts.length > 0 && (
        <>
          <h2 className="govuk-heading-m">Calls that are not a contact yet</h2>
          <p className="govuk-body">Nobody but you sees what you typed. Make each a contact, or put it away with the reason.</p>
          <ul className="govuk-list">
            {drafts.map((draft) => (
              <li key={draft.id}>
                <a className="govuk-link" href={`/calls/${draft.id}`}>
                  Go on with the {whatOf(draft.content.fields)} of <DateTime at={instantOf(draft.createdAt)} now={tx.at} within />
                </a>
                {unsent.get(draft.id)?.ended === null && <strong className="ds-mark">may be serious</strong>}
              </li>
            ))}
          </ul>
        </>
      )}
      <PutAway calls={away} now={tx.at} />
    </>
  );
});
