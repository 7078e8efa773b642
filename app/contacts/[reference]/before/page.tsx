import { page } from '@/app/_edge/page';
import { Button, Details, InsetText, Radios, SummaryList, Textarea } from '@/components/govuk';
import { errorFor, FormErrors, PageHeading, type FormError } from '@/components/shell';
import { AGENCY_KINDS, type AgencyKind } from '@/lib/access/model';
import { readGlimpse } from '@/lib/contact/secrecy/glimpse-store';
import { ACQUAINTANCE_WORDS, type AcquaintanceGround } from '@/lib/restriction/model';
import { readOpening } from '@/lib/restriction/opening-store';

export const metadata = { title: 'Before you open it' };

const kindName = (kind: string) => (kind !== 'other' && Object.hasOwn(AGENCY_KINDS, kind) ? AGENCY_KINDS[kind as AgencyKind] : 'Another agency, or somebody of the public');

const PROBLEMS: Record<string, FormError> = {
  answer_missing: { field: 'knows', message: 'Say whether you, or somebody close to you, know anybody in this family' },
  reason_missing: { field: 'reason', message: 'Say why it is somebody else. If you cannot say, choose “not sure”: a manager looks' },
};

const QUESTION = 'Do you, or does somebody close to you, know anybody in this family?';

/** Where they go on to, and that something of theirs waits for the answer. */
function Onward({ to, typed }: { to: string; typed: boolean }) {
  return (
    <>
      <input type="hidden" name="to" value={to} />
      {typed && <input type="hidden" name="typed" value="kept" />}
    </>
  );
}

function Matched({ reference, to, typed, grounds, errors }: { reference: string; to: string; typed: boolean; grounds: readonly AcquaintanceGround[]; errors: readonly FormError[] }) {
  return (
    <form method="post" action={`/contacts/${reference}/open`} noValidate>
      <InsetText>
        <strong>You may know somebody in this contact.</strong> {grounds.map((ground) => ACQUAINTANCE_WORDS[ground]).join(' ')}
      </InsetText>
      <Onward to={to} typed={typed} />
      <Radios
        name="knows"
        fieldset={{ legend: { text: QUESTION, classes: 'govuk-fieldset__legend--m' } }}
        errorMessage={errorFor(errors, 'knows')}
        items={[
          { value: 'no', text: 'No, it is somebody else', hint: { text: 'Say below why. It opens, and what you said is kept.' } },
          { value: 'yes', text: 'Yes', hint: { text: 'It is hidden from you at once, and a manager is told. That you know them is no fault.' } },
          { value: 'not_sure', text: 'I am not sure', hint: { text: 'It is hidden from you until a manager has looked.' } },
        ]}
      />
      <Textarea name="reason" rows={2} label={{ text: 'Why is it somebody else, or whom may you know?' }} hint={{ text: 'Such as: “I have no family in Thetford; my name is a common one.”' }} errorMessage={errorFor(errors, 'reason')} />
      <Button text="Continue" preventDoubleClick />
    </form>
  );
}

function Usual({ reference, to, typed, open }: { reference: string; to: string; typed: boolean; open: boolean }) {
  return (
    <>
      <h2 className="govuk-heading-m">{QUESTION}</h2>
      <form method="post" action={`/contacts/${reference}/open`}>
        <Onward to={to} typed={typed} />
        <Button text={open ? 'No, go back to the contact' : 'No, open the contact'} name="knows" value="no" preventDoubleClick />
      </form>
      <Details summaryText="Yes, or I am not sure">
        <form method="post" action={`/contacts/${reference}/open`}>
          <p className="govuk-body">The contact is hidden from you at once, and what you hold of it goes back to the queue. A manager is told. That you know them is no fault.</p>
          <Textarea name="reason" rows={2} label={{ text: 'Whom may you know, and how? You may leave this empty.' }} />
          <div className="govuk-button-group">
            <Button text="Yes, I know somebody" name="knows" value="yes" classes="govuk-button--secondary" preventDoubleClick />
            <Button text="I am not sure" name="knows" value="not_sure" classes="govuk-button--secondary" preventDoubleClick />
          </div>
        </form>
      </Details>
    </>
  );
}

/** Before a contact is opened: no name, no words, and one question (domain 7.14). */
export default page('GET /contacts/[reference]/before', async ({ tx, contact, query }) => {
  if (!contact) throw new Error('the wrapper loads the contact');
  const opening = await readOpening(tx, contact.id);
  const glimpse = await readGlimpse(tx, contact.id);
  const problem = PROBLEMS[query('problem')];
  const errors = problem ? [problem] : [];
  const to = query('to');
  const typed = query('typed') === 'kept';
  return {
    backHref: '/queue',
    layout: 'page' as const,
    body: (
      <>
        <FormErrors errors={errors} />
        <PageHeading caption={contact.reference} heading="Before you open it" lead="Reading about a family one knows cannot be undone. This is all that is shown before you answer." />
        {typed && <InsetText>What you typed was not sent. It is kept, and nobody else reads it. If you open the contact it comes back to you, and you send it from there; if you do not, it is told to nobody.</InsetText>}
        <SummaryList
          rows={[
            { key: { text: 'Initials' }, value: { text: glimpse.initials.join(', ') || 'No names' } },
            { key: { text: 'Children' }, value: { text: glimpse.children } },
            { key: { text: 'Area' }, value: { text: glimpse.areas.join(', ') || 'Not known' } },
            { key: { text: 'Reported by' }, value: { text: kindName(glimpse.agencyKind) } },
          ]}
        />
        {!opening.open && opening.grounds.length > 0 ? <Matched reference={contact.reference} to={to} typed={typed} grounds={opening.grounds} errors={errors} /> : <Usual reference={contact.reference} to={to} typed={typed} open={opening.open} />}
      </>
    ),
  };
});
