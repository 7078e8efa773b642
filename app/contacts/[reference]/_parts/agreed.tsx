import type { ReactNode } from 'react';
import type { Temporal } from 'temporal-polyfill';
import { AgreedList } from '@/app/calls/_parts/agreed-list';
import { LevelAndWorse, StepFields } from '@/app/calls/_parts/agreed-fields';
import { Card, DateTime, Narrative } from '@/components/doorstep';
import { Button, Checkboxes, Details, Input, Radios, Tag, Textarea, WarningText } from '@/components/govuk';
import { errorFor, FormErrors, type FormError } from '@/components/shell';
import type { Person } from '@/lib/access/model';
import { can } from '@/lib/access/policy';
import { readNames } from '@/lib/access/store';
import { agreedFromFields } from '@/lib/contact/ending/agreed';
import { correctionsOf, type CallerCorrection } from '@/lib/contact/ending/correction-store';
import { KIND_TABLE } from '@/lib/contact/call/kinds';
import { agreedOf, type AgreedRecord } from '@/lib/contact/ending/agreed-store';
import { putCallsOf, type PutCall } from '@/lib/contact/ending/put-call-store';
import { callerCode, spokenCode } from '@/lib/contact/ending/caller-code';
import { AGREED_PROBLEM_WORDS } from '@/lib/contact/ending/verbs/add-to-agreed';
import { SAID_WAY_WORDS } from '@/lib/contact/report/report-words';
import { SAID_WAYS } from '@/lib/contact/schema';
import type { ContactHead } from '@/lib/contact/head';
import { linkProblem, LINK_PROBLEM_WORDS, mustBeVerified, notDue, NOT_DUE_WORDS, openWays, type FollowUpWay } from '@/lib/letter/follow-up/follow-up';
import { readCallFacts, type ReadCallFacts } from '@/lib/letter/follow-up/follow-up-store';
import { linkOfLetter, opens, repliesOf, type CallerLink, type CallerReply } from '@/lib/letter/follow-up/link-store';
import { owedFor } from '@/lib/letter/follow-up/owing';
import { CORRECT_PROBLEM_WORDS } from '@/lib/letter/follow-up/verbs/correct-caller';
import { FOLLOW_UP_PROBLEM_WORDS } from '@/lib/letter/follow-up/verbs/write-follow-up';
import type { WhichCall } from '@/lib/letter/follow-up/which-call';
import { followUpsOf } from '@/lib/letter/follow-up/writing';
import { letterStateWords } from '@/lib/letter/model';
import type { Letter } from '@/lib/letter/store';
import { dutiesOfContact } from '@/lib/duty/store';
import type { Duty } from '@/lib/duty/model';
import type { Tx } from '@/lib/platform/db';
import { textOf, type Fields } from '@/lib/platform/draft/model';
import { typedBefore } from '@/lib/platform/draft/typed';
import type { Guide } from '@/lib/threshold/model';
import { agreedPlace, correctedForm, whichCall } from './which-call';

const PROBLEM_WORDS: Record<string, { field: string; message: string }> = {
  no_call: { field: 'agreed', message: 'Nobody is known to have rung about this contact, or it has ended.' },
  nothing_said: { field: 'call.step.1.what', message: AGREED_PROBLEM_WORDS.nothing_said },
  why_missing: { field: 'why', message: AGREED_PROBLEM_WORDS.why_missing },
  not_confirmed: { field: 'rungBack', message: 'Tick that you rang them back, once you have.' },
  no_live_link: { field: 'agreed', message: 'No link of this caller opens any more.' },
  way_missing: { field: 'way', message: 'Choose how the letter goes.' },
  way_closed: { field: 'way', message: FOLLOW_UP_PROBLEM_WORDS.way_closed },
  correct_no_call: { field: 'agreed', message: CORRECT_PROBLEM_WORDS.no_call },
  correct_not_an_address: { field: 'correctEmail', message: CORRECT_PROBLEM_WORDS.not_an_address },
  correct_why_missing: { field: 'correctWhy', message: CORRECT_PROBLEM_WORDS.why_missing },
  correct_nothing_changed: { field: 'correctEmail', message: CORRECT_PROBLEM_WORDS.nothing_changed },
  reason_missing: { field: 'letGoReason', message: 'Say why no follow-up letter goes, so that somebody else could follow it.' },
  not_owed: { field: 'agreed', message: 'No follow-up letter is owed any more.' },
};

function Records({ records, names, guide, now }: { records: readonly AgreedRecord[]; names: ReadonlyMap<string, string>; guide: Guide; now: Temporal.Instant }) {
  if (records.length === 0) return <p className="ds-unknown">Nothing was agreed on the telephone.</p>;
  return records.map((record, index) => (
    <section className="ds-said" key={record.id}>
      <h3 className="ds-said__title">
        {index === 0 ? 'On the telephone' : 'Added'} by <bdi>{names.get(record.by) ?? 'a colleague'}</bdi> <span className="ds-row-detail"><DateTime at={record.at} now={now} /></span>
      </h3>
      <AgreedList agreed={record} guide={guide} caller="The caller" />
      {record.why !== '' && <Narrative text={`Why it was added: ${record.why}`} />}
    </section>
  ));
}

function Replies({ replies, now }: { replies: readonly CallerReply[]; now: Temporal.Instant }) {
  return replies.map(({ at, verdict }) => (
    <p className="govuk-body" key={at.toString()}>
      {verdict === 'confirmed' ? 'The caller confirmed that it is right' : <>The caller corrected what they said: <a className="govuk-link" href="#said">both versions stand above</a></>}, <DateTime at={at} now={now} within />.
    </p>
  ));
}

const WAY_WORDS: Record<FollowUpWay, string> = { account: 'Signed in, with a message that a letter waits', link: 'By a link in a message, opened with the code told on the telephone', post: 'By post or by hand' };

function LetterNow({ reference, letter, facts, link, now }: { reference: string; letter: Letter; facts: ReadCallFacts; link: CallerLink | null; now: Temporal.Instant }) {
  const live = opens(link, now);
  return (
    <>
      <p className="govuk-body">
        <a className="govuk-link" href={`/contacts/${reference}/letters/${letter.id}`}>
          {letter.state === 'to_preview' ? 'Read and send the follow-up letter' : 'The follow-up letter'}
        </a>{' '}
        <Tag text={letterStateWords(letter)} classes={letter.state === 'to_preview' || letter.state === 'came_back' || letter.state === 'undelivered' ? 'govuk-tag--yellow' : 'govuk-tag--grey'} />
      </p>
      {live && (
        <p className="govuk-body">
          The code that opens their link: <strong className="ds-reference">{spokenCode(callerCode(facts.key, letter.issue))}</strong>. Say it to nobody but the caller, rung back on the number they gave. The link opens until <DateTime at={link.expiresAt} now={now} within />.
        </p>
      )}
      {link?.ended?.how === 'locked' && <WarningText text="Their link was ended after five wrong codes. Ring them back, then write the letter anew." />}
    </>
  );
}

/** Says of which call a form is. */
function Of({ call }: { call: WhichCall }) {
  return call === null ? null : <input type="hidden" name="call" value={call} />;
}

/** The calls about this contact, each with a letter of its own; the one that is shown is no link. */
function Calls({ reference, own, put, shown, now }: { reference: string; own: boolean; put: readonly PutCall[]; shown: WhichCall; now: Temporal.Instant }) {
  if (put.length + (own ? 1 : 0) < 2) return null;
  const entry = (call: WhichCall, text: ReactNode) => <li key={call ?? 'own'}>{call === shown ? <strong aria-current="true">{text}</strong> : <a className="govuk-link" href={agreedPlace(reference, call)}>{text}</a>}</li>;
  return (
    <nav aria-label="Calls about this contact">
      <ul className="govuk-list">
        {own && entry(null, 'The call that it came of')}
        {put.map(({ key, kind, name, began }) => entry(key, <>{KIND_TABLE[kind].called}: <bdi>{name === '' ? 'a caller without a name' : name}</bdi>, <DateTime at={began} now={now} within /></>))}
      </ul>
    </nav>
  );
}

/** How the letter stands, who owes it, and what may be done about it. */
function FollowUp({ contact, facts, letter, link, duty, owner, works, typed, errors, now }: { contact: ContactHead; facts: ReadCallFacts; letter: Letter | undefined; link: CallerLink | null; duty: Duty | undefined; owner: string | undefined; works: boolean; typed: Fields; errors: readonly FormError[]; now: Temporal.Instant }) {
  const [why, barred, ways] = [notDue(facts), linkProblem(facts), openWays(facts)];
  if (why !== null) return <p className="govuk-body">{NOT_DUE_WORDS[why]}</p>;
  const owed = duty?.discharge === null;
  return (
    <>
      {letter !== undefined && <LetterNow reference={contact.reference} letter={letter} facts={facts} link={link} now={now} />}
      {owed && (
        <p className="govuk-body">
          Owed by <bdi>{owner ?? 'whoever takes it'}</bdi>
          {duty.dueAt !== null && (
            <>
              , {duty.dueAt.epochMilliseconds <= now.epochMilliseconds ? <strong>overdue since</strong> : 'by'} <DateTime at={duty.dueAt} now={now} within />
            </>
          )}
          .{' '}
          <a className="govuk-link" href={`/duties/${duty.id}`}>
            The duty
          </a>
        </p>
      )}
      {duty?.discharge?.how === 'ended_lawfully' && <Narrative text={`No follow-up letter: ${duty.discharge.words}`} />}
      {barred !== null && barred !== 'not_due' && <p className="ds-secondary">{LINK_PROBLEM_WORDS[barred]}</p>}
      {mustBeVerified(facts) && works && (
        <form method="post" action={`/contacts/${contact.reference}/caller/verify`}>
        <Of call={facts.call} />
          <WarningText text="The caller is not verified: nothing is written to them until they are rung back, through their agency’s switchboard if they speak for one." />
          <Checkboxes idPrefix="rungBack" name="rungBack" values={[]} errorMessage={errorFor(errors, 'rungBack')} items={[{ value: 'yes', text: facts.referrerClass === 'public' ? 'I rang them back on the number that they gave, and it is them' : 'I rang them back through the switchboard, and it is them' }]} />
          <Button text="Record it" classes="govuk-button--secondary" preventDoubleClick />
        </form>
      )}
      {works && (
        <Details summaryText="Another way, or no letter" open={errors.some(({ field }) => field === 'way' || field === 'letGoReason')}>
          <form method="post" action={`/contacts/${contact.reference}/follow-up/write`}>
        <Of call={facts.call} />
            <Radios idPrefix="way" name="way" fieldset={{ legend: { text: 'Write the letter anew', classes: 'govuk-fieldset__legend--s' } }} errorMessage={errorFor(errors, 'way')} items={ways.map((value) => ({ value, text: WAY_WORDS[value] }))} />
            <Button text="Write it anew" classes="govuk-button--secondary" preventDoubleClick />
          </form>
          {opens(link, now) && (
            <form method="post" action={`/contacts/${contact.reference}/caller/end-link`}>
        <Of call={facts.call} />
              <Button text="End the caller’s link now" classes="govuk-button--secondary" preventDoubleClick />
            </form>
          )}
          {owed && (
            <form method="post" action={`/contacts/${contact.reference}/follow-up/let-go`}>
        <Of call={facts.call} />
              <Textarea id="letGoReason" name="reason" rows={2} value={textOf(typed, 'reason')} label={{ text: 'Why does no follow-up letter go?', classes: 'govuk-label--s' }} hint={{ text: 'Such as: told by telephone, by whom and when' }} errorMessage={errorFor(errors, 'letGoReason')} />
              <Button text="Record why none goes" classes="govuk-button--secondary" preventDoubleClick />
            </form>
          )}
        </Details>
      )}
    </>
  );
}

const CORRECTS: readonly string[] = ['correctEmail', 'correctWhy'];

/** Where the caller is reached, put right afterwards, and the form that does it. */
function Reached({ contact, facts, corrections, names, works, typed, errors, now }: { contact: ContactHead; facts: ReadCallFacts; corrections: readonly CallerCorrection[]; names: ReadonlyMap<string, string>; works: boolean; typed: Fields; errors: readonly FormError[]; now: Temporal.Instant }) {
  if (notDue(facts) !== null) return null;
  const said = (way: CallerCorrection['safeWay']) => (way === null ? 'no safe way said' : SAID_WAY_WORDS[way].toLowerCase());
  const kept = (name: string, before: string) => (Object.keys(typed).length > 0 ? textOf(typed, name) : before);
  return (
    <>
      {corrections.map(({ at, by, email, emailBefore, safeWay, safeWayBefore, why }) => (
        <section className="ds-said" key={at.toString()}>
          <h3 className="ds-said__title">
            Put right by <bdi>{names.get(by) ?? 'a colleague'}</bdi> <span className="ds-row-detail"><DateTime at={at} now={now} /></span>
          </h3>
          <p className="govuk-body">
            <bdi>{emailBefore || 'No e-mail address'}</bdi>, {said(safeWayBefore)}; now <bdi>{email || 'no e-mail address'}</bdi>, {said(safeWay)}.
          </p>
          <Narrative text={why} />
        </section>
      ))}
      {works && (
        <Details summaryText="Their e-mail address or safe way is wrong" open={errors.some(({ field }) => CORRECTS.includes(field))}>
          <form method="post" action={`/contacts/${contact.reference}/caller/correct`} noValidate>
            <Of call={facts.call} />
            <Input id="correctEmail" name="email" type="email" value={kept('email', facts.emailAddress)} label={{ text: 'Their e-mail address', classes: 'govuk-label--s' }} hint={{ text: 'Empty where they have none: the letter then goes by post. A letter that waits is cancelled, a link that was sent opens no more, and the letter is written anew.' }} errorMessage={errorFor(errors, 'correctEmail')} autocomplete="off" />
            <Radios idPrefix="correctWay" name="safeWay" value={kept('safeWay', facts.safeWay ?? '')} classes="govuk-radios--small" fieldset={{ legend: { text: 'Which way is safe?', classes: 'govuk-fieldset__legend--s' } }} items={SAID_WAYS.map((value) => ({ value, text: SAID_WAY_WORDS[value] }))} />
            <Textarea id="correctWhy" name="why" rows={2} value={textOf(typed, 'why')} label={{ text: 'How do you know?', classes: 'govuk-label--s' }} hint={{ text: 'Such as: rung back, and spelled out by them' }} errorMessage={errorFor(errors, 'correctWhy')} />
            <Button text="Put it right" classes="govuk-button--secondary" preventDoubleClick />
          </form>
        </Details>
      )}
    </>
  );
}

/** Adds to what was agreed; what stands is never changed. */
function AddForm({ contact, call, fields, errors, sure, guide, open, first }: { contact: ContactHead; call: WhichCall; fields: Fields; errors: readonly FormError[]; sure: string; guide: Guide; open: boolean; first: boolean }) {
  const typed = { fields, errors, sure };
  return (
    <Details id="agreed-add" summaryText={first ? 'Write down what was agreed' : 'Add to what was agreed'} open={open}>
      <form method="post" action={`/contacts/${contact.reference}/agreed`} noValidate>
        <Of call={call} />
        {/* Enter in a field adds nothing and takes nothing away. */}
        <button type="submit" name="act" value="keep" hidden tabIndex={-1} />
        <StepFields typed={typed} />
        <LevelAndWorse typed={typed} guide={guide} asksCallerLevel />
        {!first && <Textarea id="why" name="why" rows={2} value={textOf(fields, 'why')} label={{ text: 'Why is it added?', classes: 'govuk-label--s' }} hint={{ text: 'The letter to the caller is then written anew' }} errorMessage={errorFor(errors, 'why')} />}
        <Button text="Keep it" name="act" value="keep" preventDoubleClick />
      </form>
    </Details>
  );
}

/**
 * What was agreed with whoever rang, on the page of the contact, and the letter to them: of one call at a time, since each has a
 * letter of its own. Nothing where nobody rang, or nobody is to know that somebody did.
 * @param problem the `agreed` code that a refused act came back with.
 * @param chosen the `call` of the page's address; where it is none of this contact's, the first.
 * @param sure the step that is asked about before it is taken away.
 */
export async function agreedCard(tx: Tx, person: Person, contact: ContactHead, guide: Guide, { problem, chosen, sure }: { problem: string; chosen: string; sure: string }): Promise<ReactNode> {
  if (contact.sealed) return null;
  const [own, put] = await Promise.all([readCallFacts(tx, contact.id), putCallsOf(tx, contact.id)]);
  const asked = put.find(({ key }) => key === whichCall(chosen)) ?? (own === null ? put[0] : undefined);
  const facts = asked === undefined ? own : await readCallFacts(tx, contact.id, asked.key);
  if (facts === null) return null;
  const { call } = facts;
  const works = can(person, 'POST /contacts/[reference]/agreed').allowed;
  const [records, replies, letters] = await Promise.all([agreedOf(tx, contact.id, call), repliesOf(tx, contact.id, call), followUpsOf(tx, contact.id, call)]);
  const duties = await owedFor(tx, contact.id, call, await dutiesOfContact(tx, contact.id));
  const duty = duties.find(({ discharge }) => discharge === null) ?? duties.at(-1);
  const link = letters[0] === undefined ? null : await linkOfLetter(tx, letters[0].id, contact.id);
  const corrections = await correctionsOf(tx, contact.id, call);
  const names = await readNames(tx, [...records.map(({ by }) => by), ...corrections.map(({ by }) => by), ...(duty?.ownerId == null ? [] : [duty.ownerId])]);
  const fields = await typedBefore(tx, { kind: 'agreed', contactId: contact.id, about: call ?? '' });
  const known = Object.hasOwn(PROBLEM_WORDS, problem) ? PROBLEM_WORDS[problem] : undefined;
  const errors: FormError[] = [...(known === undefined ? [] : [known]), ...(known === undefined ? [] : agreedFromFields(fields, 'call.callerLevel').notes)];
  return (
    <Card heading="Agreed with the caller" id="agreed">
      <FormErrors errors={errors} />
      <Calls reference={contact.reference} own={own !== null} put={put} shown={call} now={tx.at} />
      {call !== null && (
        <p className="ds-secondary">
          Their letter says nothing of this contact. It has a reference of its own: <strong className="ds-reference">{facts.reference}</strong>, by which this contact is found.
        </p>
      )}
      <Records records={records} names={names} guide={guide} now={tx.at} />
      <Replies replies={replies} now={tx.at} />
      <FollowUp contact={contact} facts={facts} letter={letters[0]} link={link} duty={duty} owner={names.get(duty?.ownerId ?? '')} works={works} typed={await typedBefore(tx, { kind: 'follow_up', contactId: contact.id, about: call ?? '' })} errors={errors} now={tx.at} />
      <Reached contact={contact} facts={facts} corrections={corrections} names={names} works={works} typed={await typedBefore(tx, correctedForm(contact.id, call))} errors={errors} now={tx.at} />
      {works && !facts.ended && <AddForm contact={contact} call={call} fields={fields} errors={errors} sure={sure} guide={guide} open={Object.keys(fields).length > 0} first={records.length === 0} />}
    </Card>
  );
}
