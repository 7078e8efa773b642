import type { ReactNode } from 'react';
import type { Temporal } from 'temporal-polyfill';
import { Day, Line, OneOf, Words, type Typed } from '@/app/report/_parts/questions';
import { dateTimeWithin } from '@/components/doorstep';
import { Button, Checkboxes, Details, Select } from '@/components/govuk';
import { errorFor, fieldId } from '@/components/shell';
import {
  AGREEMENT_ANSWERS, AGREEMENT_ANSWER_WORDS, ASKED_HOW, ASKED_HOW_WORDS, BASES, BASIS_WORDS, CATEGORIES, CATEGORY_WORDS, CHECKS_REASONS, CHECKS_REASON_WORDS, CHECKS_VIEWS, CHECKS_VIEW_WORDS,
  CONFIDENCES, CONFIDENCE_WORDS, GIVERS, GIVER_WORDS, NOT_TOLD_REASONS, NOT_TOLD_REASON_WORDS, SENT_HOW, SENT_HOW_WORDS, SERVICES, SERVICE_WORDS, SPECIAL_WORDS,
  ALL_CHILDREN, NO_REQUEST, objectionsAbout, successorOf,
  type ChecksRequest, type Openness, type SharingBasis,
} from '@/lib/sharing/model';
import { AGREER_WORDS, AGREERS, NOBODY_AGREED, PREGNANCY_REACHES, PREGNANCY_REACH_WORDS, TRUST_REACHES, TRUST_REACH_WORDS, type Asks } from '@/lib/sharing/reach';
import type { SharingForm } from '@/lib/sharing/schema';
import { listOf, textOf } from '@/lib/platform/draft/model';

export interface FormProps {
  reference: string;
  typed: Typed;
  /** The children of the contact. */
  among: readonly { id: string; name: string }[];
}

/** Codes as choices, in their words. */
export const itemsOf = <T extends string>(codes: readonly T[], words: Record<T, string>) => codes.map((value) => ({ value, text: words[value] }));

/** One record to add: a name that opens, and a plain form. It stands open when what was typed was not taken. */
function Recording({ form, name, button, reference, typed, children }: { form: SharingForm; name: string; button: string; reference: string; typed: Typed; children: ReactNode }) {
  return (
    <Details classes="ds-act ds-no-print" summaryText={name} open={Object.keys(typed.fields).length > 0}>
      <form method="post" action={`/contacts/${reference}/sharing/${form}`} id={form} noValidate>
        {children}
        <Button text={button} classes="govuk-button--secondary ds-button--small" preventDoubleClick />
      </form>
    </Details>
  );
}

/** Which child a record is about. Nobody is chosen beforehand, and all of them is a choice of its own (domain 7.13). */
function AboutWhom({ typed, form, among }: { typed: Typed; form: SharingForm; among: FormProps['among'] }) {
  if (among.length < 2) return null;
  const name = `${form}.person`;
  return (
    <Select
      id={fieldId(name)}
      name={name}
      label={{ text: 'About whom?', classes: 'govuk-label--s' }}
      value={textOf(typed.fields, name)}
      errorMessage={errorFor(typed.errors, name)}
      items={[{ value: '', text: 'Choose' }, ...among.map((child) => ({ value: child.id, text: child.name })), { value: ALL_CHILDREN, text: 'All the children' }]}
    />
  );
}

export function AgreementForm({ reference, typed, among }: FormProps) {
  return (
    <Recording form="agreement" name="Record an answer" button="Record the answer" reference={reference} typed={typed}>
      <AboutWhom typed={typed} form="agreement" among={among} />
      <OneOf typed={typed} name="agreement.service" label="To which service?" small items={itemsOf(SERVICES, SERVICE_WORDS)} />
      <OneOf typed={typed} name="agreement.answer" label="What is the answer?" small hint="A refusal is by itself no risk. It changes no level and closes nothing." items={itemsOf(AGREEMENT_ANSWERS, AGREEMENT_ANSWER_WORDS)} />
      <OneOf
        typed={typed}
        name="agreement.givenBy"
        label="Who answered?"
        small
        hint="From 16 a young person is presumed able to decide."
        items={GIVERS.map((value) => ({
          value,
          text: GIVER_WORDS[value],
          ...(value === 'gillick'
            ? {
                then: (
                  <>
                    <Line typed={typed} name="agreement.judgedBy" label="Who judged that they understand enough?" />
                    <Words typed={typed} name="agreement.judgedOn" label="On what?" hint="What they could say of what is offered, and of what follows from yes and from no" rows={2} />
                  </>
                ),
              }
            : {}),
        }))}
      />
      <Line typed={typed} name="agreement.askedOf" label="Who was asked?" hint="Name, and who they are to the child" />
      <OneOf typed={typed} name="agreement.how" label="How were they asked?" small items={itemsOf(ASKED_HOW, ASKED_HOW_WORDS)} />
      <Day typed={typed} name="agreement.askedOn" label="On which day?" />
      <Words typed={typed} name="agreement.scope" label="What would it be, and what may be told to whom for it?" rows={2} />
      <Words typed={typed} name="agreement.notAsked" label="Who could not be asked, and why?" hint="Fathers and others with parental responsibility too" rows={2} />
    </Recording>
  );
}

export function OpennessForm({ reference, typed, among, openness }: FormProps & { openness: readonly Openness[] }) {
  const objected = objectionsAbout(openness, null, among);
  return (
    <Recording form="openness" name="Record what the family knows" button="Record it" reference={reference} typed={typed}>
      <AboutWhom typed={typed} form="openness" among={among} />
      {/* Those of whom it is asked whether they agree now: one who objected meanwhile is asked of anew. */}
      {[...new Set(objected.map(({ id }) => id))].map((id) => (
        <input key={id} type="hidden" name="openness.seen" value={id} />
      ))}
      <OneOf
        typed={typed}
        name="openness.told"
        label="Was the family told of this contact?"
        small
        items={[
          {
            value: 'yes',
            text: 'Yes',
            then: (
              <>
                <Line typed={typed} name="openness.toldWhom" label="Who was told?" />
                <Words typed={typed} name="openness.toldWhat" label="What were they told?" rows={2} />
                <Line typed={typed} name="openness.toldBy" label="By whom?" />
                <Day typed={typed} name="openness.toldOn" label="On which day?" />
                <OneOf typed={typed} name="openness.checks" label="Were they told that other agencies may be asked?" small items={itemsOf(CHECKS_VIEWS, CHECKS_VIEW_WORDS)} />
                {objected.length > 0 && (
                  <OneOf
                    typed={typed}
                    name="openness.objectorsAgree"
                    label="If they agree: is it they who did not agree before?"
                    hint={`Did not agree: ${[...new Set(objected.map(({ toldWhom, personId }) => `${toldWhom || 'Somebody'}${aboutWords(personId, among)}`))].join('; ')}. One parent’s yes does not undo the other’s no.`}
                    small
                    items={[
                      { value: 'yes', text: 'Yes, everybody who did not agree agrees now' },
                      { value: 'no', text: 'No, somebody else agrees: a manager is asked before anything goes' },
                    ]}
                  />
                )}
              </>
            ),
          },
          {
            value: 'no',
            text: 'No',
            then: (
              <>
                <OneOf typed={typed} name="openness.reason" label="Why not?" small items={itemsOf(NOT_TOLD_REASONS, NOT_TOLD_REASON_WORDS)} />
                <Words typed={typed} name="openness.reasonWords" label="In your words" rows={2} />
                <Day typed={typed} name="openness.untilOn" label="On which day is it looked at again?" />
              </>
            ),
          },
        ]}
      />
    </Recording>
  );
}

export function BasisForm({ reference, typed, among }: FormProps) {
  return (
    <Recording form="basis" name="Record a basis" button="Record the basis" reference={reference} typed={typed}>
      <AboutWhom typed={typed} form="basis" among={among} />
      <OneOf typed={typed} name="basis.basis" label="On what basis is it shared?" small hint="Consent is not one of them: you would share to protect a child whatever the answer." items={itemsOf(BASES, BASIS_WORDS)} />
      <Checkboxes
        idPrefix={fieldId('basis.special')}
        name="basis.special"
        values={[textOf(typed.fields, 'basis.special')]}
        classes="govuk-checkboxes--small"
        fieldset={{ legend: { text: 'Is it about health, ethnicity, religion, sex life or another special category?', classes: 'govuk-fieldset__legend--s' } }}
        items={[{ value: 'yes', text: SPECIAL_WORDS }]}
      />
      <OneOf typed={typed} name="basis.confidence" label="If it is about health: why does confidence allow it?" small items={itemsOf(CONFIDENCES, CONFIDENCE_WORDS)} />
      <Words typed={typed} name="basis.why" label="Why is it needed, and why would no less do?" rows={3} />
      <Line typed={typed} name="basis.advice" label="Whose advice did you take?" hint="A manager, the Caldicott guardian, a lawyer; leave it empty if nobody’s" />
    </Recording>
  );
}

export function ChecksForm({ reference, typed, among, formId }: FormProps & { formId: string }) {
  return (
    <Recording form="checks" name="Ask a manager to agree to checks without the parents" button="Ask a manager" reference={reference} typed={typed}>
      <input type="hidden" name="checks.form" value={formId} />
      <AboutWhom typed={typed} form="checks" among={among} />
      <Line typed={typed} name="checks.agencies" label="Which agencies are to be asked?" hint="Each by its name, with a comma between them. A manager’s agreement is to these and to no other." />
      <Words typed={typed} name="checks.question" label="What are they to be asked?" rows={2} />
      <OneOf typed={typed} name="checks.reason" label="Why is the parents’ agreement not there?" small items={itemsOf(CHECKS_REASONS, CHECKS_REASON_WORDS)} />
      <Words typed={typed} name="checks.why" label="In your words" rows={3} />
    </Recording>
  );
}

export function AnswerForm({ reference, typed, request, now }: Omit<FormProps, 'among'> & { request: ChecksRequest; now: Temporal.Instant }) {
  return (
    <form method="post" action={`/contacts/${reference}/sharing/answer`} id="answer" className="ds-no-print" noValidate>
      <p className="govuk-body">
        Your answer to what was asked {dateTimeWithin(request.at, now)}, about <bdi>{request.agencies}</bdi>:
      </p>
      <input type="hidden" name="request" value={request.id} />
      <OneOf
        typed={typed}
        name="answer.verdict"
        label="Do you agree?"
        small
        items={[
          { value: 'agreed', text: 'I agree: the agencies named may be asked without the parents' },
          { value: 'returned', text: 'I return it: the parents are told and asked first' },
        ]}
      />
      <Words typed={typed} name="answer.comment" label="Why?" hint="Kept beside the request for good." rows={3} />
      <Button text="Sign" preventDoubleClick />
    </form>
  );
}

/** About whom a record is, as a choice of it says; nothing where the contact has but one child. */
const aboutWords = (personId: string | null, among: FormProps['among']) => (among.length < 2 ? '' : `, about ${among.find(({ id }) => id === personId)?.name ?? 'all the children'}`);

/** A basis as a choice: about whom, and whether a later one took its place, so that no child's goes for another's. */
function basisWords(record: SharingBasis, bases: readonly SharingBasis[], among: FormProps['among'], now: Temporal.Instant): string {
  const { basis, confidence, personId, at } = record;
  const replaced = successorOf(bases, record) === undefined ? '' : ', replaced since';
  return `${BASIS_WORDS[basis].split(':')[0] ?? ''}${confidence === null ? '' : ', health too'}${aboutWords(personId, among)}, recorded ${dateTimeWithin(at, now)}${replaced}`;
}

/** Under which agreement of a manager it goes: the agencies of each stand in it word for word. Asked only where there is one. */
export function Under({ typed, among, requests, now, form = 'sent' }: Omit<FormProps, 'reference'> & { requests: readonly ChecksRequest[]; now: Temporal.Instant; form?: 'sent' | 'right' }) {
  // What went before an agreement was taken back went under it.
  const agreed = requests.flatMap(({ id, agencies, personId, answer }) => (answer?.verdict === 'agreed' ? [{ value: id, text: `${agencies}: agreed ${dateTimeWithin(answer.at, now)}${answer.takenBack === null ? '' : `, taken back ${dateTimeWithin(answer.takenBack.at, now)}`}${aboutWords(personId, among)}` }] : []));
  if (agreed.length === 0) return null;
  const name = `${form}.under`;
  return (
    <Select
      id={fieldId(name)}
      name={name}
      label={{ text: 'If a manager agreed without the parents: under which agreement?', classes: 'govuk-label--s' }}
      hint={{ text: 'It is to the agencies named in it and to no other. Write the agency above as it is named here.' }}
      value={textOf(typed.fields, name)}
      errorMessage={errorFor(typed.errors, name)}
      items={[{ value: '', text: 'Choose' }, ...agreed, { value: NO_REQUEST, text: 'None: it has gone, and no manager had agreed to it' }]}
    />
  );
}

/** What goes or went out is about, by kind. */
export function Categories({ typed, form }: { typed: Typed; form: 'sent' | 'right' }) {
  const name = `${form}.categories`;
  return (
    <Checkboxes
      idPrefix={fieldId(name)}
      name={name}
      values={listOf(typed.fields, name)}
      classes="govuk-checkboxes--small"
      errorMessage={errorFor(typed.errors, name)}
      fieldset={{ legend: { text: 'What is it about?', classes: 'govuk-fieldset__legend--s' } }}
      items={itemsOf(CATEGORIES, CATEGORY_WORDS)}
    />
  );
}

/** On which of the recorded bases it goes or went. */
export function OnBasis({ typed, form, among, bases, now }: Pick<FormProps, 'typed' | 'among'> & { form: 'sent' | 'right'; bases: readonly SharingBasis[]; now: Temporal.Instant }) {
  const name = `${form}.basisId`;
  return (
    <Select
      id={fieldId(name)}
      name={name}
      label={{ text: 'On which basis?', classes: 'govuk-label--s' }}
      hint={{ text: 'One of those recorded above. Only what has gone without one can lack it.' }}
      value={textOf(typed.fields, name)}
      errorMessage={errorFor(typed.errors, name)}
      items={[{ value: '', text: 'Choose' }, ...bases.map((record) => ({ value: record.id, text: basisWords(record, bases, among, now) }))]}
    />
  );
}

/** Whom it must not reach before that is agreed (domain 7.15): asked while something is alleged of somebody in a position of trust. */
function TrustReached({ typed }: { typed: Typed }) {
  return (
    <>
      <OneOf
        typed={typed}
        name="sent.trustReach"
        label="Does it go to the adult concerned, their employer or somebody who will tell them?"
        small
        hint="Something is or may be alleged here of somebody in a position of trust. Nothing goes to them or their employer before it is agreed, at no level."
        items={itemsOf(TRUST_REACHES, TRUST_REACH_WORDS)}
      />
      <OneOf
        typed={typed}
        name="sent.trustAgreer"
        label="If it goes to one of them: who agreed?"
        small
        items={[...itemsOf(AGREERS, AGREER_WORDS), { value: NOBODY_AGREED, text: 'Nobody: it has gone all the same' }]}
      />
      <Line typed={typed} name="sent.trustAgreedBy" label="Who was that?" hint="The person’s full name, not a team; leave it empty where nobody agreed" />
      <Line typed={typed} name="sent.trustAgreedRole" label="What is their work?" />
      <Day typed={typed} name="sent.trustOn" label="On which day did they agree?" />
      <Line typed={typed} name="sent.trustTime" label="At what time did they agree?" hint="For example, 14:30" width="govuk-input--width-5" />
    </>
  );
}

export function SentForm({ reference, typed, among, formId, bases, requests, asks, now }: FormProps & { asks: Asks; formId: string; bases: readonly SharingBasis[]; requests: readonly ChecksRequest[]; now: Temporal.Instant }) {
  return (
    <Recording form="sent" name="Record what goes to another agency" button="Record it" reference={reference} typed={typed}>
      <input type="hidden" name="sent.form" value={formId} />
      <AboutWhom typed={typed} form="sent" among={among} />
      <OneOf
        typed={typed}
        name="sent.kind"
        label="What is it?"
        small
        inline
        items={[
          { value: 'question', text: 'A question' },
          { value: 'fact', text: 'A fact' },
        ]}
      />
      <Line typed={typed} name="sent.agency" label="To which agency?" />
      <Under typed={typed} among={among} requests={requests} now={now} />
      <Line typed={typed} name="sent.recipient" label="To whom there?" hint="The person’s name" />
      <Line typed={typed} name="sent.recipientRole" label="Their work" />
      <Categories typed={typed} form="sent" />
      <Words typed={typed} name="sent.words" label="What is told or asked, in its words" hint="Only what they need" rows={3} />
      {asks.trust !== null && <TrustReached typed={typed} />}
      {asks.pregnancy !== null && (
        <OneOf typed={typed} name="sent.pregnancyReach" label="Whom does it let know of a pregnancy?" small hint="One is on record here. It is told to nobody whom the mother has not told." items={itemsOf(PREGNANCY_REACHES, PREGNANCY_REACH_WORDS)} />
      )}
      <OnBasis typed={typed} form="sent" among={among} bases={bases} now={now} />
      <OneOf typed={typed} name="sent.how" label="How does it go?" small items={itemsOf(SENT_HOW, SENT_HOW_WORDS)} />
      <OneOf
        typed={typed}
        name="sent.gone"
        label="Does it go now?"
        small
        items={[
          { value: 'no', text: 'It goes now' },
          {
            value: 'yes',
            text: 'It has gone already',
            hint: 'It is recorded on the ground there was then. Where there was none it says so: what happened stays true.',
            then: (
              <>
                <Day typed={typed} name="sent.on" label="On which day did it go?" />
                <Line typed={typed} name="sent.time" label="At what time?" hint="For example, 14:30" width="govuk-input--width-5" />
                <Line typed={typed} name="sent.sentBy" label="Who sent it?" />
                <Words typed={typed} name="sent.lateWhy" label="Why is it written down only now?" rows={2} />
              </>
            ),
          },
        ]}
      />
    </Recording>
  );
}
