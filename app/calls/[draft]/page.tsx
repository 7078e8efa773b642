import { notFound, redirect } from 'next/navigation';
import { page } from '@/app/_edge/page';
import { Autosave } from '@/app/report/_parts/autosave';
import { NotSent } from '@/app/report/_parts/not-sent';
import { Unsettled } from '@/app/report/_parts/unsettled';
import { Line, SIX_QUESTIONS, Words, type Typed } from '@/app/report/_parts/questions';
import { timeOfDay } from '@/app/report/_parts/words';
import { Card, fullDateTime, Key } from '@/components/doorstep';
import { Button, Details, Radios, Textarea } from '@/components/govuk';
import { FormErrors, PageHeading, type FormError } from '@/components/shell';
import { CALL_PAGE, WRITTEN_WORDS, type Written } from '@/lib/contact/call/call-fields';
import { owedSinceCutOff } from '@/lib/contact/call/cut-off';
import { bodyOf } from '@/lib/contact/machine/intake-store';
import { readCall } from '@/lib/contact/call/read-call';
import { PARTS } from '@/lib/contact/call/ten-steps';
import { findCallers } from '@/lib/contact/callers/verbs/find-callers';
import { LONGEST_NARRATIVE } from '@/lib/contact/report/report-fields';
import { unsentOfDraft } from '@/lib/contact/unsent/unsent-store';
import { unsettledOf } from '@/lib/contact/unsettled';
import { DISCARD_PROBLEMS } from '@/lib/contact/verbs/discard-draft';
import { listOf, textOf } from '@/lib/platform/draft/model';
import { instantOf } from '@/lib/platform/time';
import { CallKeys, CallTimer } from './_parts/at-the-keyboard';
import { closedCall } from './_parts/closed';
import { Facts } from './_parts/facts';
import { CutOff } from './_parts/cut-off';
import { Kind } from './_parts/kind';
import { answerNow } from './_parts/answer-now';
import { Arrived } from './_parts/arrived';
import { AsSent } from './_parts/as-sent';
import { Live } from './_parts/live';
import { offerOf } from './_parts/offer';

export const metadata = { title: 'Call' };

const FORM = 'call-form';
/** The texts and the guide stay in sight while the facts scroll, where the screen is wide enough for columns. */
const STAYS = 'min-[80em]:sticky min-[80em]:top-2 min-[80em]:max-h-[calc(100vh-1rem)] min-[80em]:overflow-y-auto';

/** What the caller says, and apart from it what is ours (domain 7.9). */
function TwoTexts({ typed, written }: { typed: Typed; written: Written | null }) {
  const said: Record<Written, string> = { email: 'What the e-mail says', letter: 'What the letter says', api: 'What was sent says' };
  return (
    <>
      <Card heading={written === null ? 'What the caller says' : said[written]} id="said" aside={<Key>Alt+0</Key>}>
        <Textarea
          id="happened-what"
          name="happened.what"
          rows={10}
          label={{ text: written === null ? 'As they say it' : 'Word for word', classes: 'govuk-label--s' }}
          hint={{ text: `${SIX_QUESTIONS} Only what happened; what is thought of it has its own place.` }}
          value={textOf(typed.fields, 'happened.what')}
          attributes={{ 'data-longest': LONGEST_NARRATIVE, dir: 'auto', autofocus: typed.errors.length === 0 }}
        />
      </Card>
      <Card heading="Our notes and history" id="notes">
        <Words typed={typed} name="call.notes" label="Ours: for colleagues only" hint="Never read out, never in a letter, never shown to the caller. It becomes a note on the contact." rows={4} />
      </Card>
    </>
  );
}

/** The parts of the page for a finger and for whoever does not know the keys, which stand beside them. */
function Jumps() {
  const parts = [{ id: 'said', title: 'What is said', key: '0' }, ...PARTS.map(({ id, title }, index) => ({ id, title, key: String(index + 1) })), { id: 'guide-now', title: 'Guide', key: '' }, { id: 'way-on', title: 'The way on', key: '9' }];
  return (
    <nav className="ds-parts" aria-label="Parts of this call">
      <ul>
        {parts.map(({ id, title, key }) => (
          <li key={id}>
            <a className="govuk-link" href={`#${id}`}>
              {title}
            </a>
            {key !== '' && <> <Key>Alt+{key}</Key></>}
          </li>
        ))}
      </ul>
    </nav>
  );
}

/** A call that led to nothing at all; one that may be serious cannot end here. */
function PutAway({ draftId, typed, problem }: { draftId: string; typed: Typed; problem: boolean }) {
  return (
    <Details summaryText="It does not become a contact" open={problem}>
      <form method="post" action={`/calls/${draftId}/put-away`}>
        <Radios
          idPrefix="discard-how"
          name="discard.how"
          value={textOf(typed.fields, 'discard.how')}
          fieldset={{ legend: { text: 'What became of it?', classes: 'govuk-fieldset__legend--s' } }}
          items={[
            { value: 'sent_another_way', text: 'It is recorded another way' },
            { value: 'not_needed', text: 'It is not needed' },
          ]}
        />
        <Textarea id="discard-why" name="discard.why" rows={2} value={textOf(typed.fields, 'discard.why')} label={{ text: 'Where is it recorded, or why is it not needed?', classes: 'govuk-label--s' }} hint={{ text: 'It is put away with your reason and not deleted. At level 3 or 4, or with a sign of serious harm, only a contact ends a call.' }} />
        <Button text="Put it away" classes="govuk-button--secondary" />
      </form>
    </Details>
  );
}

export default page('GET /calls/[draft]', async ({ tx, person, authority, draft, query }) => {
  if (!draft) notFound();
  const elsewhere = closedCall(draft);
  if (elsewhere !== null) redirect(elsewhere);
  const { fields, steps } = draft.content;
  const call = await readCall(tx, draft, authority);
  const now = await answerNow(tx, { id: draft.id, fields }, call, true);
  const problem = query('problem');
  const putAway = problem === 'no_reason' || problem === 'serious' || problem === 'consultation' ? problem : null;
  const errors: FormError[] = [...(query('look') === '1' ? [...call.blocking, ...call.warnings] : []), ...(putAway === null ? [] : [{ field: 'discard.how', message: DISCARD_PROBLEMS[putAway] }])];
  const typed: Typed = { fields, errors, sure: query('sure') };
  if (call.intake !== null) tx.ledger({ action: 'intake.read', objectKind: 'machine_intake', objectId: call.intake.id });
  const unsent = await unsentOfDraft(tx, draft.id);
  const waiting = (await unsettledOf(tx, draft)).length > 0;
  const saved = steps[CALL_PAGE] === undefined ? null : timeOfDay(instantOf(draft.updatedAt));
  return {
    layout: 'desk',
    body: (
      <>
        <FormErrors errors={errors} title={putAway === null ? 'Look at this again, or go on as it is' : undefined} />
        <PageHeading heading={call.written === null ? <>Call <CallTimer seconds={Math.max(0, Math.floor(tx.at.since(call.began).total('seconds')))} /></> : `${WRITTEN_WORDS[call.written]}, typed in`} lead={`${call.written === null ? `Began at ${timeOfDay(call.began)}.` : `Both clocks run from ${fullDateTime(call.began)}.`}`} />
        <Jumps />
        {unsent?.ended === null && <NotSent call authority={authority} at={tx.at} since={unsent.since} />}
        <Unsettled what="call" waiting={waiting} href={`/calls/${draft.id}/conflict`} />
        <form id={FORM} method="post" action={`/calls/${draft.id}/save`} noValidate>
          {/* Enter in a field uses the first button of a form: it keeps what is typed and stays. */}
          <button type="submit" name="act" value="save" className="govuk-visually-hidden" aria-hidden tabIndex={-1} />
          <input type="hidden" name="version" defaultValue={draft.version} />
          {call.written !== null && <input type="hidden" name="call.channel" defaultValue={call.written} />}
          <Kind typed={typed} cutOff={<CutOff owed={await owedSinceCutOff(tx, draft.id)} phone={call.caller.phone} now={tx.at} />} />
          <div className="grid items-start gap-4 min-[64em]:grid-cols-2 min-[80em]:grid-cols-[minmax(0,5fr)_minmax(0,5fr)_18rem]">
            <div className={`ds-column ${STAYS}`}>
              {call.intake !== null && <AsSent intake={call.intake} body={await bodyOf(tx, call.intake.id)} now={tx.at} />}
              <TwoTexts typed={typed} written={call.written} />
            </div>
            <div className="ds-column">
              <Facts typed={typed} authority={authority} person={person} guide={call.guide} agencies={call.agencies} formId={FORM} draftId={draft.id} calling={now.caller} offers={query('find') === '1' ? (await findCallers(tx, textOf(fields, 'call.callerName'))).map(offerOf) : null} />
            </div>
            <div className={`ds-column ${STAYS}`}>
              <Live formId={FORM} made={now} asked={listOf(fields, 'call.asked')} />
              <Card heading={call.written === null ? 'Before you hang up' : 'When it came, and the way on'} id="way-on">
                {call.written === null ? <Line typed={typed} name="call.beganAt" label="If the call began before you opened this page: at what time?" width="govuk-input--width-5" /> : call.intake === null && <Arrived typed={typed} />}
                <Autosave formId={FORM} savedAt={saved} conflictHref={`/calls/${draft.id}/conflict`} button="Save" until="It is not a contact yet." />
                <div className="govuk-button-group">
                  <Button text={call.written === null ? 'Read it back, then end the call' : 'Read it through, and attach the original'} name="act" value="check" attributes={{ 'data-way-on': '' }} />
                  <Button text="Save" name="act" value="save" classes="govuk-button--secondary" />
                </div>
              </Card>
            </div>
          </div>
        </form>
        <div className="mt-6">
          <PutAway draftId={draft.id} typed={typed} problem={putAway !== null} />
        </div>
        <CallKeys formId={FORM} />
      </>
    ),
  };
});
