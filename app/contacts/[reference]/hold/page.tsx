import { mayDecide } from '@/lib/access/deciding';
import { secondPersonProblem } from '@/lib/access/second-person';
import type { Temporal } from 'temporal-polyfill';
import { page } from '@/app/_edge/page';
import { Card, DateTime } from '@/components/doorstep';
import { Button, DateInput, InsetText, Input, Radios, Textarea } from '@/components/govuk';
import { errorFor, fieldId, FormErrors, PageHeading, type FormError } from '@/components/shell';
import { can } from '@/lib/access/policy';
import { readNames } from '@/lib/access/store';
import { londonWords } from '@/lib/clock/evidence';
import { readOpen } from '@/lib/contact/standing-store';
import { readStanding } from '@/lib/contact/workspace-store';
import { planField } from '@/lib/decision/form';
import { HOLD_PROBLEMS, holdStanding, latestUntil, mayHold, openHold, PARENTS_TOLD, type Hold, type HoldProblem } from '@/lib/decision/hold';
import { readHold } from '@/lib/decision/hold-schema';
import { readHolds } from '@/lib/decision/hold-store';
import { PLAN_PARTS } from '@/lib/decision/keeping-safe';
import { readDecidable } from '@/lib/decision/store';
import { textOf, type Fields } from '@/lib/platform/draft/model';
import { typedBefore } from '@/lib/platform/draft/typed';
import { conflictedIn } from '@/lib/restriction/opening-store';
import { HoldLines, peopleOfHolds } from '../_parts/hold';
import { ContactBar } from '../decision/_parts/contact-bar';
import { PLAN_LABELS } from '../decision/_parts/words';

export const metadata = { title: 'Held for checks' };

const isProblem = (text: string): text is HoldProblem => Object.hasOwn(HOLD_PROBLEMS, text);
const FIELD_OF: Partial<Record<HoldProblem, string>> = { verdict_missing: 'verdict', comment_missing: 'comment', words_missing: 'words' };

/** "Held for checks until": asked for, agreed to and ended here (a decision ends it too). Both clocks go on. */
export default page('GET /contacts/[reference]/hold', async ({ tx, person, contact: head, authority, query }) => {
  if (!head) throw new Error('the wrapper loads the contact');
  const [contact, workspace, holds, open, typed] = await Promise.all([
    readDecidable(tx, head.id), readStanding(tx, head.id), readHolds(tx, head.id), readOpen(tx, { contactId: head.id }), typedBefore(tx, { kind: 'hold', contactId: head.id }),
  ]);
  const names = await readNames(tx, peopleOfHolds(holds));
  const current = openHold(holds);
  const writes = can(person, 'POST /contacts/[reference]/hold/submit').allowed;
  const barred = mayDecide(person) ? mayHold(open, { mine: contact.holderId === person.actorId, open: current !== null }) : 'not_decider';
  const problem = query('problem');
  const latest = open === null ? null : latestUntil(tx.at, open.level, authority.settings.holdHours);
  const errors: FormError[] = isProblem(problem) && problem !== 'not_complete' ? [{ field: FIELD_OF[problem] ?? 'main', message: HOLD_PROBLEMS[problem] }] : [];
  if (problem === 'not_complete' && latest !== null) {
    const read = readHold(typed, { at: tx.at, latest, latestWords: londonWords(latest) });
    if (!read.ok) errors.push(...read.problem);
  }
  const conflicted = current === null ? new Set<string>() : await conflictedIn(tx, head.id);
  const past = holds.filter((hold) => hold !== current).toReversed();
  return {
    layout: 'desk',
    backHref: `/contacts/${head.reference}`,
    bar: <ContactBar contact={contact} workspace={workspace} me={person.actorId} now={tx.at} />,
    body: (
      <>
        <FormErrors errors={errors} />
        <PageHeading heading="Held for checks" lead="The decision waits for named checks until a time of its own. Both clocks of the contact go on, and the contact stays in the queue." />
        {current !== null && (
          <Card heading={holdStanding(current) === 'asked' ? 'Asked for' : 'Now'}>
            <HoldLines hold={current} names={names} now={tx.at} />
            {holdStanding(current) === 'asked' && <Answer reference={head.reference} hold={current} barred={answerBarred(person, current, { ...contact, conflicted })} typed={typed} errors={errors} />}
            {writes && <End reference={head.reference} typed={typed} errors={errors} />}
          </Card>
        )}
        {current === null && writes && (barred === null && latest !== null ? <Ask reference={head.reference} latest={latest} typed={typed} errors={errors} now={tx.at} /> : <InsetText>{HOLD_PROBLEMS[barred ?? 'ended']}</InsetText>)}
        {past.length > 0 && (
          <Card heading="Before">
            {past.map((hold) => (
              <HoldLines key={hold.id} hold={hold} names={names} now={tx.at} />
            ))}
          </Card>
        )}
      </>
    ),
  };
});

interface FormProps {
  reference: string;
  typed: Fields;
  errors: readonly FormError[];
}

const named = ({ typed, errors }: Omit<FormProps, 'reference'>, name: string) => ({ name, id: fieldId(name), value: textOf(typed, name), errorMessage: errorFor(errors, name) });

function Ask({ reference, latest, now, ...form }: FormProps & { latest: Temporal.Instant; now: Temporal.Instant }) {
  const told = named(form, 'parentsTold');
  return (
    <Card heading="Hold the decision">
      <form method="post" action={`/contacts/${reference}/hold/submit`} noValidate>
        <Textarea {...named(form, 'checking')} rows={3} label={{ text: 'What is being found out?', classes: 'govuk-label--s' }} />
        <Textarea {...named(form, 'withWhom')} rows={2} label={{ text: 'With whom, and who asks them?', classes: 'govuk-label--s' }} />
        <Radios
          {...told}
          idPrefix={told.id}
          classes="govuk-radios--small"
          fieldset={{ legend: { text: 'Were the parents told of these checks?', classes: 'govuk-fieldset__legend--s' } }}
          items={Object.entries(PARENTS_TOLD).map(([value, text]) => ({ value, text, ...(value === 'no' ? { hint: { text: 'Below level 4 a manager must agree.' }, conditional: { html: <Textarea {...named(form, 'untoldReason')} rows={2} label={{ text: 'Why not?' }} /> } } : {}) }))}
        />
        <Textarea {...named(form, 'whySafe')} rows={3} label={{ text: 'Why is it safe to wait?', classes: 'govuk-label--s' }} />
        {PLAN_PARTS.map((part) => (
          <Input key={part} {...named(form, planField(part))} label={{ text: PLAN_LABELS[part] }} autocomplete="off" />
        ))}
        <DateInput
          id="until"
          namePrefix="until"
          values={{ 'until-day': textOf(form.typed, 'until-day'), 'until-month': textOf(form.typed, 'until-month'), 'until-year': textOf(form.typed, 'until-year') }}
          errorMessage={errorFor(form.errors, 'until')}
          hint={{ html: <>At the latest <DateTime at={latest} now={now} within />. It moves neither of the two clocks.</> }}
          fieldset={{ legend: { text: 'Held until', classes: 'govuk-fieldset__legend--s' } }}
          items={(['day', 'month', 'year'] as const).map((part) => ({ name: part }))}
        />
        <Input {...named(form, 'until-time')} label={{ text: 'At what time?' }} hint={{ text: 'For example 16:30' }} classes="govuk-input--width-5" autocomplete="off" />
        <Button text="Hold for checks" preventDoubleClick />
      </form>
    </Card>
  );
}

function answerBarred(person: Parameters<typeof secondPersonProblem>[0], hold: Hold, contact: Parameters<typeof secondPersonProblem>[2]): HoldProblem | null {
  const barred = secondPersonProblem(person, hold, contact);
  if (barred === null) return null;
  return barred === 'decider' ? 'own' : barred in HOLD_PROBLEMS ? barred : 'not_a_manager';
}

function Answer({ reference, hold, barred, ...form }: FormProps & { hold: Hold; barred: HoldProblem | null }) {
  if (barred !== null) return <InsetText>{HOLD_PROBLEMS[barred]}</InsetText>;
  return (
    <form method="post" action={`/contacts/${reference}/hold/answer`} noValidate>
      <input type="hidden" name="hold" value={hold.id} />
      <Radios
        {...named(form, 'verdict')}
        idPrefix="verdict"
        classes="govuk-radios--small"
        fieldset={{ legend: { text: 'Do you agree that it waits?', classes: 'govuk-fieldset__legend--s' } }}
        items={[
          { value: 'agreed', text: 'I agree: it is held until then' },
          { value: 'refused', text: 'I refuse: it is to be decided now' },
        ]}
      />
      <Textarea {...named(form, 'comment')} rows={2} label={{ text: 'Why' }} />
      <Button text="Sign" preventDoubleClick />
    </form>
  );
}

function End({ reference, ...form }: FormProps) {
  return (
    <form method="post" action={`/contacts/${reference}/hold/end`} noValidate>
      <Input {...named(form, 'words')} label={{ text: 'End it now, because' }} hint={{ text: 'The checks came in, or waiting is no longer safe. A decision ends it by itself.' }} autocomplete="off" />
      <div className="govuk-button-group">
        <Button text="End the hold" classes="govuk-button--secondary" preventDoubleClick />
        <a className="govuk-link" href={`/contacts/${reference}/decision`}>
          Decide
        </a>
      </div>
    </form>
  );
}
