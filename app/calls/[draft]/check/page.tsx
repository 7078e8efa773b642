import { notFound, redirect } from 'next/navigation';
import { page } from '@/app/_edge/page';
import { AgreedList, CallersCode } from '@/app/calls/_parts/agreed-list';
import { BeforeSending } from '@/app/report/_parts/before-sending';
import { Said } from '@/app/report/_parts/said';
import { Unsettled } from '@/app/report/_parts/unsettled';
import { timeOfDay } from '@/app/report/_parts/words';
import { BackLink, Button, InsetText, SummaryList, WarningText } from '@/components/govuk';
import { FormErrors, PageHeading, type FormError } from '@/components/shell';
import { fullDateTime } from '@/components/doorstep';
import { VERIFIED_WORDS, WRITTEN_WORDS } from '@/lib/contact/call/call-fields';
import { KIND_TABLE } from '@/lib/contact/call/kinds';
import { goesTo, isOwn, OWN_BECAUSE_WORDS } from '@/lib/contact/call/goes-to';
import { openContacts, readKnown } from '@/lib/contact/call/known-store';
import { nameProblem } from '@/lib/contact/call/name-refusal';
import { readCall } from '@/lib/contact/call/read-call';
import { isOriginalProblem, ORIGINAL_PROBLEMS } from '@/lib/contact/originals/kinds';
import { originalsOfDraft } from '@/lib/contact/originals/original-store';
import { Originals } from '../_parts/originals';
import { STANDING_WORDS, stepsOf, TEN_STEPS } from '@/lib/contact/call/ten-steps';
import { callingNow } from '@/lib/contact/callers/calling-now';
import { isSubmitProblem, SUBMIT_PROBLEMS } from '@/lib/contact/report/send-draft';
import { sayReport } from '@/lib/contact/report/report-words';
import { ofWhoeverTold } from '@/lib/contact/report/third-person';
import { nothingAgreed } from '@/lib/contact/ending/agreed';
import { config } from '@/lib/platform/config';
import { callerCode } from '@/lib/contact/ending/caller-code';
import { asksToBeProtected } from '@/lib/contact/secrecy/sealing';
import { unsettledOf } from '@/lib/contact/unsettled';
import { closedCall } from '../_parts/closed';

export const metadata = { title: 'Read it back' };

export default page('GET /calls/[draft]/check', async ({ tx, authority, draft, query }) => {
  if (!draft) notFound();
  const elsewhere = closedCall(draft);
  if (elsewhere !== null) redirect(elsewhere);
  const call = await readCall(tx, draft, authority);
  const { report, guide, kind, caller, began, written, notes, agreed, warnings, blocking } = call;
  const goes = await goesTo(tx, { ...call, fields: draft.content.fields }, authority.prefix);
  const openThere = openContacts((await readKnown(tx, draft.content.fields, report, began)).children);
  const calling = await callingNow(tx, caller);
  const ending = goes.how === 'addition' ? 'Put it to the contact' : goes.how === 'request' ? 'Keep the request' : 'Make it a contact';
  const unnamed = nameProblem(call, draft.content.fields);
  const waiting = (await unsettledOf(tx, draft)).length > 0;
  const standing = stepsOf(draft.content.fields);
  const open = TEN_STEPS.filter(({ id }) => standing[id] === 'open');
  const asked = TEN_STEPS.filter(({ id }) => standing[id] === 'asked');
  const problem = query('problem');
  const here = `/calls/${draft.id}`;
  const clocksFrom = written === null ? timeOfDay(began) : fullDateTime(began);
  const original = query('original');
  const refusedFile: FormError[] = isOriginalProblem(original) ? [{ field: 'file', message: ORIGINAL_PROBLEMS[original] }] : [];
  const errors: FormError[] = [...(isSubmitProblem(problem) ? [{ field: 'send', message: SUBMIT_PROBLEMS[problem] }] : []), ...refusedFile];
  return {
    before: <nav aria-label="Back"><BackLink href={here} /></nav>,
    body: (
      <>
        <FormErrors errors={errors} />
        <PageHeading caption={written === null ? 'Call' : WRITTEN_WORDS[written]} heading={written === null ? 'Read it back' : 'Read it through'} lead={written === null ? 'Only what the caller said. Your notes are not here.' : 'Only what it says. Your notes are not here.'} />
        <Unsettled what="call" waiting={waiting} href={`${here}/conflict`} />
        {calling?.number === 'differs' && caller.verified !== 'rung_back' && <WarningText text="The number they gave is not on record for them. Ring back through the agency’s switchboard before you tell them anything." />}
        {caller.verified !== 'known' && caller.verified !== 'rung_back' && <WarningText text="The caller is not verified: listen to what they say about it, and tell them nothing." />}
        {[...blocking, ...warnings].length > 0 && (
          <InsetText>
            <ul className="govuk-list govuk-list--bullet">
              {[...blocking, ...warnings].map(({ field, message }) => (
                <li key={field}>
                  {message} <a className="govuk-link" href={`${here}?look=1`}>Change</a>
                </li>
              ))}
            </ul>
          </InsetText>
        )}
        {unnamed !== null && (
          <InsetText>
            {SUBMIT_PROBLEMS[unnamed]}{' '}
            <a className="govuk-link" href={`${here}#kind`}>
              Go back and ask
            </a>
          </InsetText>
        )}
        {open.length > 0 && (
          <InsetText>
            Not asked yet: {open.map(({ title }) => title.toLowerCase()).join('; ')}.{' '}
            <a className="govuk-link" href={here}>
              Go back and ask
            </a>
            , or go on: no concern waits for an answer.
          </InsetText>
        )}
        {asked.length > 0 && <p className="govuk-body">{`${STANDING_WORDS.asked.charAt(0).toUpperCase()}${STANDING_WORDS.asked.slice(1)}`}: {asked.map(({ title }) => title.toLowerCase()).join('; ')}.</p>}
        <SummaryList
          rows={[
            { key: { text: 'Kind of call' }, value: { text: KIND_TABLE[kind].called } },
            { key: { text: written === null ? 'Call began' : 'Reached the authority' }, value: { text: written === null ? timeOfDay(began) : fullDateTime(began) } },
            { key: { text: 'From' }, value: { html: <bdi>{caller.agency.name}</bdi> } },
            { key: { text: 'Caller' }, value: { text: caller.verified === null ? 'Nobody said whether they are verified' : VERIFIED_WORDS[caller.verified] } },
            { key: { text: 'Our notes' }, value: { text: notes.trim() === '' ? 'None' : 'Kept apart: a note for colleagues' } },
          ]}
        />
        <BeforeSending report={report} changeAt={() => here} />
        <Said sections={ofWhoeverTold(sayReport(report, guide))} gathered />
        <h2 className="govuk-heading-m">What you agreed</h2>
        {nothingAgreed(agreed) && written !== null ? (
          <p className="govuk-body">Nothing: it came in writing.</p>
        ) : nothingAgreed(agreed) ? (
          <p className="govuk-body">
            Nothing yet. Nobody hangs up with nothing:{' '}
            <a className="govuk-link" href={`${here}#agreed`}>
              agree the next steps
            </a>
            .
          </p>
        ) : (
          <AgreedList agreed={agreed} guide={guide} caller="the caller" />
        )}
        {(isOwn(goes) || (written === null && !nothingAgreed(agreed))) && !KIND_TABLE[kind].silent && !asksToBeProtected(report) && (caller.verified === 'known' || caller.verified === 'rung_back') && <CallersCode code={callerCode(draft.key, 1)} />}
        {written !== null && <Originals draftId={draft.id} originals={await originalsOfDraft(tx, draft.id)} errors={refusedFile} scanner={config().clamd !== null} />}
        <h2 className="govuk-heading-m">{ending}</h2>
        {goes.how === 'addition' ? (
          <p className="govuk-body">
            It is added to <strong className="ds-reference">{goes.about.reference}</strong>: unread again for everyone, held against the guide anew with its clocks from {clocksFrom}, and decided on again where it had been decided.
          </p>
        ) : goes.how === 'request' ? (
          <p className="govuk-body">
            The request is kept on <strong className="ds-reference">{goes.about.reference}</strong>{goes.said !== null && ', and what was told is added to it'}. Tell the caller nothing, also not that there is a contact.
          </p>
        ) : (
          <>
            {openThere.map(({ reference }) => (
              <InsetText key={reference}>
                <strong className="ds-reference">{reference}</strong> about a child whom you said to be the same is open. What was said can be added to it instead: <a className="govuk-link" href={`${here}#known`}>go back and add it</a>.
              </InsetText>
            ))}
            {goes.because !== null && <p className="govuk-body">{OWN_BECAUSE_WORDS[goes.because]}</p>}
            <p className="govuk-body">It goes into the queue like any other. Both clocks run from {clocksFrom}.</p>
          </>
        )}
        {KIND_TABLE[kind].duties.length > 0 && <p className="govuk-body">{KIND_TABLE[kind].follows}</p>}
        <form method="post" action={`${here}/submit`} id="send">
          <input type="hidden" name="key" value={draft.key} />
          <input type="hidden" name="version" value={draft.version} />
          <Button text={ending} preventDoubleClick attributes={{ autofocus: errors.length === 0 }} />
        </form>
      </>
    ),
  };
});
