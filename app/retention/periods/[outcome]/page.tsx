import { page } from '@/app/_edge/page';
import { Missing } from '@/app/_edge/subject';
import { Button, Input, Tag, Textarea } from '@/components/govuk';
import { errorFor, FormErrors, PageHeading, type FormError } from '@/components/shell';
import { countedFrom, isOutcome, readPeriod, scheduleOf, yearsByLaw, yearsField } from '@/lib/assurance/retention/schedules';
import { OUTCOME_WORDS } from '@/lib/assurance/retention/schema';
import { periodText } from '@/lib/assurance/retention/verbs/set-period';
import { textOf } from '@/lib/platform/draft/model';
import { typedBefore } from '@/lib/platform/draft/typed';
import { FROM, periodFormOf, periodWords } from '../../_parts/words';

export const metadata = { title: 'How long records are kept' };

const CHANGED: FormError = { field: 'source', message: 'Somebody else changed this period since you opened it. What holds now stands above; what you typed is below. Keep it only if yours is right' };

/** An area's own period for one outcome, from its published retention schedule (domain 7.18). */
export default page('GET /retention/periods/[outcome]', async ({ tx, authority, params, query }) => {
  const outcome = params['outcome'] ?? '';
  if (!isOutcome(outcome)) throw new Missing('retention_period', outcome);
  const typed = query('problem') === '' ? {} : await typedBefore(tx, periodFormOf(outcome));
  const refused = Object.keys(typed).length > 0;
  const own = authority.settings.retention?.[outcome];
  const rule = scheduleOf(authority.settings).rules[outcome];
  const text = (field: string) => textOf(typed, field);
  const read = readPeriod(outcome, text);
  const errors: FormError[] = !refused ? [] : query('problem') === 'changed_meanwhile' ? [CHANGED] : read.ok ? [] : read.problem;
  const yearsOf = (from: (typeof rule.longestOf)[number]['from']) => (refused ? text(yearsField(from)) : String(own?.longestOf.find((each) => each.from === from)?.years ?? ''));
  return (
    <>
      <FormErrors errors={errors} />
      <PageHeading heading={OUTCOME_WORDS[outcome]} caption="How long it is kept" lead="By your council’s own published retention schedule. Where more than one time is given, the one that ends last keeps it; and a child’s records are kept as long as the longest of them." />
      <p className="govuk-body">
        Now: {rule.longestOf.map(periodWords).join('; ')}. {rule.illustrative ? <><Tag text="Illustrative" classes="govuk-tag--yellow" /> Nothing can be deleted while it is.</> : rule.source}
      </p>
      <form method="post" action={`/retention/periods/${outcome}/save`} className="ds-narrow" noValidate>
        <input type="hidden" name="stood" value={periodText(own)} />
        {countedFrom(outcome).map((from) => {
          const least = yearsByLaw(outcome, from);
          return <Input key={from} id={yearsField(from)} name={yearsField(from)} inputmode="numeric" classes="govuk-input--width-3" label={{ text: `Years ${FROM[from]}` }} hint={{ text: least > 0 ? `At least ${least}` : from === 'closure' ? 'Needed, whatever else counts' : 'Leave it empty if this does not count' }} value={yearsOf(from)} errorMessage={errorFor(errors, yearsField(from))} autocomplete="off" />;
        })}
        <Textarea id="source" name="source" rows={3} label={{ text: 'Which published schedule, law or guidance is it from?' }} hint={{ text: 'Its name, and the row or paragraph' }} value={refused ? text('source') : (own?.source ?? '')} errorMessage={errorFor(errors, 'source')} />
        <p className="govuk-body ds-secondary">With everything left empty your area says nothing of its own{yearsByLaw(outcome, countedFrom(outcome)[0] ?? 'closure') > 0 ? '.' : ', and nothing can be deleted.'}</p>
        <Button text="Keep this period" preventDoubleClick />
        <p className="govuk-body"><a className="govuk-link" href="/retention#schedule">Back without a change</a></p>
      </form>
    </>
  );
});
