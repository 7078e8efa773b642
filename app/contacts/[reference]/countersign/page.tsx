import { secondPersonProblem } from '@/lib/access/second-person';
import { page } from '@/app/_edge/page';
import { Card, Cards } from '@/components/doorstep';
import { Button, Details, Input, InsetText, Radios, Select, Textarea } from '@/components/govuk';
import { errorFor, FormErrors, PageHeading, ProblemPage, type FormError } from '@/components/shell';
import { readNames } from '@/lib/access/store';
import { readContact } from '@/lib/contact/store';
import { readWorkspace } from '@/lib/contact/workspace-store';
import { guideOf, readBasisOf } from '@/lib/decision/basis-store';
import { COUNTERSIGN_PROBLEMS, COUNTERSIGN_REASONS, PASS_PROBLEMS, type CountersignProblem, type PassProblem } from '@/lib/decision/model';
import { secondPersons, type SecondPerson } from '@/lib/decision/second-person-store';
import { standingOfDecision } from '@/lib/decision/record';
import { readDecisions } from '@/lib/decision/store';
import { DUTY_KINDS } from '@/lib/duty/codes';
import { findOpenDuty } from '@/lib/duty/store';
import { textOf, type Fields } from '@/lib/platform/draft/model';
import { typedBefore } from '@/lib/platform/draft/typed';
import { conflictedIn } from '@/lib/restriction/opening-store';
import { allKnown } from '../_parts/all-known';
import { DECIDING, foreseeWithHistory } from '../_parts/dossier';
import { stillToSay } from '../_parts/who-is-this';
import { ContactBar } from '../decision/_parts/contact-bar';
import { DecidedPanel } from '../decision/_parts/decided-panel';
import { ProposalPanel } from '../decision/_parts/proposal-panel';

export const metadata = { title: 'Countersign' };

const isProblem = (text: string): text is CountersignProblem => Object.hasOwn(COUNTERSIGN_PROBLEMS, text);
const isPassProblem = (text: string): text is PassProblem => Object.hasOwn(PASS_PROBLEMS, text);
const PASS_FIELD: Record<PassProblem, string> = { pass_reason_missing: 'pass-reason', pass_nobody: 'to', pass_nothing: 'main' };
const FIELD_OF: Partial<Record<CountersignProblem, string>> = { verdict_missing: 'verdict', comment_missing: 'comment' };

/** A decision beside the guide's reasons, and the second person's answer to it (domain 7.7). */
export default page('GET /contacts/[reference]/countersign', async ({ tx, person, contact: head, query }) => {
  if (!head) throw new Error('the wrapper loads the contact');
  await foreseeWithHistory(tx, head.id, DECIDING);
  const latest = (await readDecisions(tx, head.id)).at(-1);
  if (latest === undefined || standingOfDecision(latest) !== 'awaiting') {
    return <ProblemPage heading="Nothing to countersign here" happened="No decision on this contact waits for a second person." next={<a className="govuk-link" href="/countersign">Decisions to countersign</a>} reference={head.reference} />;
  }
  const basis = await readBasisOf(tx, latest);
  const [whole, duty, names] = await Promise.all([readContact(tx, head.id), findOpenDuty(tx, head.id, 'COUNTERSIGN'), readNames(tx, [latest.by])]);
  if (whole === null) throw new Error('a contact without its report');
  const [workspace, maybe] = await Promise.all([readWorkspace(tx, head.id), stillToSay(tx, whole)]);
  const asked = { ...basis.contact, conflicted: await conflictedIn(tx, head.id) };
  const barred = secondPersonProblem(person, latest, asked);
  const guide = guideOf(basis.proposal);
  const typed = await typedBefore(tx, { kind: 'countersign', contactId: head.id, about: latest.id });
  const problem = query('problem');
  const errors: FormError[] = isProblem(problem) ? [{ field: FIELD_OF[problem] ?? 'main', message: COUNTERSIGN_PROBLEMS[problem] }] : isPassProblem(problem) ? [{ field: PASS_FIELD[problem], message: PASS_PROBLEMS[problem] }] : [];
  const others = (await secondPersons(tx)).filter((other) => other.actorId !== person.actorId && other.actorId !== duty?.ownerId && secondPersonProblem(other, latest, asked) === null);
  const passing = await typedBefore(tx, { kind: 'pass', contactId: head.id });
  return {
    layout: 'desk',
    backHref: '/countersign',
    bar: <ContactBar contact={basis.contact} workspace={workspace} me={person.actorId} now={tx.at} />,
    body: (
      <>
        <FormErrors errors={errors} />
        <PageHeading heading="Countersign" lead={duty ? `${DUTY_KINDS.COUNTERSIGN.clockWords}. ${duty.evidence}` : undefined} aside={<a className="govuk-link" href="#your-answer">Go to your answer</a>} />
        <div className="mb-4">
          <Cards columns={3}>
            {await allKnown(tx, person, { contact: whole, workspace, guide, maybe })}
            <Card heading="What the guide proposes">
              <ProposalPanel guide={guide} proposal={basis.proposal.document} contact={basis.contact} />
            </Card>
            <Card heading="What the worker decided">
              <DecidedPanel decision={latest} guide={guide} inView={basis.situation.children} names={names} now={tx.at} />
            </Card>
          </Cards>
        </div>
        <Card heading="Your answer" id="your-answer">
          <p className="govuk-body">You are asked because of this:</p>
          <ul className="govuk-list govuk-list--bullet">
            {[...new Set(latest.countersignReasons.map(({ code }) => code))].map((code) => (
              <li key={code}>{COUNTERSIGN_REASONS[code]}</li>
            ))}
          </ul>
          {barred !== null ? (
            <InsetText>{COUNTERSIGN_PROBLEMS[barred]}</InsetText>
          ) : (
            <form method="post" action={`/contacts/${head.reference}/countersign/submit`} noValidate>
              <input type="hidden" name="decision" value={latest.id} />
              <Radios
                name="verdict"
                value={textOf(typed, 'verdict')}
                errorMessage={errorFor(errors, 'verdict')}
                classes="govuk-radios--small"
                fieldset={{ legend: { text: 'Do you agree?', classes: 'govuk-fieldset__legend--s' } }}
                items={[
                  { value: 'agreed', text: 'I agree: the decision takes effect', hint: { text: 'What it lets go may go; the letter to the referrer is written.' } },
                  { value: 'returned', text: 'I return it: what governed before goes on governing', hint: { text: 'The worker is asked to decide again, with your words.' } },
                ]}
              />
              <Textarea name="comment" value={textOf(typed, 'comment')} rows={4} label={{ text: 'Why', classes: 'govuk-label--s' }} hint={{ text: 'Kept beside the decision for good.' }} errorMessage={errorFor(errors, 'comment')} />
              <Button text="Sign" preventDoubleClick />
            </form>
          )}
          <PassOn reference={head.reference} others={others} typed={passing} errors={errors} />
        </Card>
      </>
    ),
  };
});

/** Passes it to another manager who may sign; the time by which it is due does not move (7.7). */
function PassOn({ reference, others, typed, errors }: { reference: string; others: readonly SecondPerson[]; typed: Fields; errors: readonly FormError[] }) {
  const wrong = errors.some(({ field }) => field === 'to' || field === 'pass-reason');
  if (others.length === 0) return <p className="ds-secondary">No other manager here may sign this decision.</p>;
  return (
    <Details summaryText="Pass it to another manager" open={wrong}>
      <form method="post" action={`/contacts/${reference}/countersign/pass`} noValidate>
        <Select id="to" name="to" value={textOf(typed, 'to')} label={{ text: 'To whom?' }} errorMessage={errorFor(errors, 'to')} items={[{ value: '', text: 'Choose' }, ...others.map(({ actorId, name }) => ({ value: actorId, text: name }))]} />
        <Input id="pass-reason" name="reason" value={textOf(typed, 'reason')} label={{ text: 'Why is it passed on?' }} hint={{ text: 'The time by which it is due does not move.' }} errorMessage={errorFor(errors, 'pass-reason')} autocomplete="off" />
        <Button text="Pass it on" classes="govuk-button--secondary" preventDoubleClick />
      </form>
    </Details>
  );
}
