import type { Temporal } from 'temporal-polyfill';
import { Ended } from '@/app/duties/_parts/ended';
import { EvidenceFields } from '@/app/duties/_parts/evidence-fields';
import { Button, WarningText } from '@/components/govuk';
import { FormErrors, type FormError } from '@/components/shell';
import { ownQuestions, readEvidence } from '@/lib/duty/evidence';
import { DUTY_PROBLEMS, type Duty, type DutyProblem } from '@/lib/duty/model';
import { longDateTime } from '@/lib/letter/model';
import { textOf, type Fields } from '@/lib/platform/draft/model';

const isProblem = (text: string): text is DutyProblem => Object.hasOwn(DUTY_PROBLEMS, text);

function errorsOf(problem: string, duty: Duty, fields: Fields, now: Temporal.Instant): FormError[] {
  if (problem === 'evidence_missing') return readEvidence(ownQuestions(duty.code), fields, now).notes;
  return isProblem(problem) ? [{ field: 'police', message: DUTY_PROBLEMS[problem] }] : [];
}

function OnePolice({ reference, duty, typed, problem, now }: { reference: string; duty: Duty; typed: Fields; problem: string; now: Temporal.Instant }) {
  if (duty.discharge !== null) return <Ended discharge={duty.discharge} name="You" now={now} />;
  const mine = textOf(typed, 'duty') === duty.id;
  const fields = mine ? typed : {};
  const errors = mine ? errorsOf(problem, duty, fields, now) : [];
  return (
    <>
      <FormErrors errors={errors} title="That was not kept" />
      <WarningText text={`You must report this to the police yourself${duty.dueAt === null ? ', at once' : `, at the latest by ${longDateTime(duty.dueAt)}`}: ring 101. Ring 999 if somebody is in danger now.`} />
      {duty.dueAt !== null && <p className="govuk-body">That time is counted from when it reached us. The law counts from when you learned of it: the end of the next working day after that. If you learned of it before you told us, it may be sooner, or past: report it now.</p>}
      <p className="govuk-body">The law puts this duty on whoever was told by the girl or saw the signs. What you sent us does not take its place, and nobody here or in your agency can do it for you. Do not speak to the family first.</p>
      <form method="post" action={`/my/contacts/${reference}/police`} noValidate>
        <input type="hidden" name="duty" value={duty.id} />
        <EvidenceFields questions={ownQuestions(duty.code)} fields={fields} errors={errors} />
        <Button text="I have reported it to the police" preventDoubleClick />
      </form>
    </>
  );
}

/** The duty that is the reader's alone: to report known genital mutilation to the police in person (domain 7.15). */
export function PoliceDuties({ duties, ...rest }: { reference: string; duties: readonly Duty[]; typed: Fields; problem: string; now: Temporal.Instant }) {
  const [first] = duties.filter(({ discharge }) => discharge === null);
  const shown = first === undefined ? duties : [first, ...duties.filter(({ discharge }) => discharge !== null)];
  if (shown.length === 0) return null;
  return (
    <section id="police" aria-labelledby="police-heading">
      <h2 className="govuk-heading-m" id="police-heading">
        Your duty to report to the police
      </h2>
      {duties.filter(({ discharge }) => discharge === null).length > 1 && <p className="govuk-body">There is one report for each girl. When this one is kept, the next is asked for.</p>}
      {shown.map((duty) => (
        <OnePolice key={duty.id} duty={duty} {...rest} />
      ))}
    </section>
  );
}
