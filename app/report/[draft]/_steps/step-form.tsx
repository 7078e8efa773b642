import { Button } from '@/components/govuk';
import { FormErrors, PageHeading, type FormError } from '@/components/shell';
import { Autosave } from '@/app/report/_parts/autosave';
import { timeOfDay } from '@/app/report/_parts/words';
import type { Authority } from '@/lib/access/store';
import type { Person } from '@/lib/access/model';
import { STEP_TABLE, STEPS, type StepName } from '@/lib/contact/report/steps';
import type { Draft } from '@/lib/platform/draft/model';
import { instantOf } from '@/lib/platform/time';
import type { Guide } from '@/lib/threshold/model';
import { STEP_PAGES } from './index';

const FORM = 'questions';

interface StepFormProps {
  step: StepName;
  draft: Draft;
  authority: Authority;
  person: Person;
  guide: Guide;
  /** Notes to show because the author asked to go on. */
  notes: readonly FormError[];
  /** The key of the thing that is asked about before it is taken away; empty for none. */
  sure: string;
  /** Came from the answers to check, and goes back there. */
  fromCheck: boolean;
}

/** One question page: its questions, what is kept, and the ways on. */
export function StepForm({ step, draft, authority, person, guide, notes, sure, fromCheck }: StepFormProps) {
  const { heading, lead, Questions } = STEP_PAGES[step];
  const saved = draft.content.steps[step] === undefined ? null : timeOfDay(instantOf(draft.updatedAt));
  return (
    <>
      <FormErrors errors={notes} title="Look at this again, or go on as it is" />
      <PageHeading caption={`Report a worry · ${STEPS.indexOf(step) + 1} of ${STEPS.length}`} heading={heading} lead={lead} />
      <form id={FORM} method="post" action={`/report/${draft.id}/${step}/save`} noValidate>
        {/* Pressing Enter in a field uses the first button of a form: it must be the one that goes on. */}
        <button type="submit" name="act" value="continue" className="govuk-visually-hidden" aria-hidden tabIndex={-1} />
        <input type="hidden" name="version" defaultValue={draft.version} />
        {fromCheck && <input type="hidden" name="from" value="check" />}
        {notes.length > 0 && <input type="hidden" name="shown" value="1" />}
        <Questions typed={{ fields: draft.content.fields, errors: notes, sure: `${STEP_TABLE[step].several?.list ?? ''}:${sure}` }} authority={authority} person={person} guide={guide} />
        <Autosave formId={FORM} savedAt={saved} conflictHref={`/report/${draft.id}/conflict`} />
        <div className="govuk-button-group">
          <Button text={notes.length > 0 ? 'Continue anyway' : 'Continue'} name="act" value="continue" />
          <Button text="Save and come back later" name="act" value="later" classes="govuk-button--secondary" />
        </div>
        <Button text="A child is in danger: send this now" name="act" value="danger" classes="govuk-button--warning" />
      </form>
      <p className="ds-secondary">
        Not sure it is serious enough?{' '}
        <a className="govuk-link" href={`/areas/${authority.id}/guide`}>
          Look in the guide
        </a>{' '}
        or ring us.
      </p>
    </>
  );
}
