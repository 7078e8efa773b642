import { Button, Checkboxes, Details, Input, Radios, Textarea } from '@/components/govuk';
import { Day, OneOf, Words, type Typed } from '@/app/report/_parts/questions';
import { errorFor, type FormError } from '@/components/shell';
import { MOST_BORN } from '@/lib/contact/report/unborn-form';
import { textOf, type Fields } from '@/lib/platform/draft/model';

export interface UnbornFormProps {
  /** The page's path. */
  here: string;
  personId: string;
  fields: Fields;
  errors: readonly FormError[];
  /** Goes before every id: the same form stands there once for each child. */
  scope: string;
}

const CHILD = ({ personId }: Pick<UnbornFormProps, 'personId'>) => <input type="hidden" name="child" value={personId} />;

/** Due date, midwifery, and who knows: one record, of which every part is answered. */
export function ExpectedForm({ here, personId, fields, errors, scope }: UnbornFormProps) {
  const typed: Typed = { fields, errors, scope };
  return (
    <form method="post" action={`${here}/expected`} noValidate>
      <CHILD personId={personId} />
      <Radios
        name="due.how"
        idPrefix={`${scope}due-how`}
        classes="govuk-radios--small"
        fieldset={{ legend: { text: 'Is the due date known?', classes: 'govuk-fieldset__legend--s' } }}
        value={textOf(fields, 'due.how')}
        errorMessage={errorFor(errors, 'due.how')}
        items={[
          { value: 'known', text: 'Known, by a scan or from a midwife' },
          { value: 'estimated', text: 'About' },
          { value: 'unknown', text: 'Not known' },
        ]}
      />
      <Day typed={typed} name="due" label="When is the child due?" />
      <Input name="unit" id={`${scope}unit`} label={{ text: 'Where is the pregnancy booked?', classes: 'govuk-label--s' }} hint={{ text: 'The maternity unit. Leave it empty if it is booked nowhere, or nobody knows.' }} value={textOf(fields, 'unit')} errorMessage={errorFor(errors, 'unit')} autocomplete="off" />
      <Input name="midwife" id={`${scope}midwife`} label={{ text: 'Which midwife, by name?', classes: 'govuk-label--s' }} value={textOf(fields, 'midwife')} autocomplete="off" />
      <OneOf typed={typed} name="informed" label="Does midwifery know of this contact?" small items={[{ value: 'yes', text: 'Yes, told by us or by the referrer' }, { value: 'no', text: 'No' }, { value: 'not_known', text: 'Not known' }]} />
      <Input name="informedWords" id={`${scope}informedWords`} label={{ text: 'Who told whom, and when?' }} value={textOf(fields, 'informedWords')} autocomplete="off" />
      <OneOf
        typed={typed}
        name="known"
        label="Who knows of the pregnancy?"
        hint="Nobody learns of it from us whom the mother has not told: not by letter, not on a page, not by a word on the telephone."
        small
        items={[{ value: 'mother_only', text: 'Only the mother, and professionals in confidence' }, { value: 'listed', text: 'The people named below' }, { value: 'not_known', text: 'Not known: held as if only the mother knew' }]}
      />
      <Words typed={typed} name="people" label="Whom has she told?" hint="One name on each line." rows={3} />
      <Button text="Keep what is known" preventDoubleClick />
    </form>
  );
}

/** The children born of one pregnancy: one, or two and three one press away. */
export function BornForm({ here, personId, fields, errors, scope }: UnbornFormProps) {
  const typed: Typed = { fields, errors, scope };
  const places = Array.from({ length: MOST_BORN }, (_, index) => index + 1);
  const one = (place: number) => (
    <div key={place}>
      <Input name={`born.${place}.givenName`} id={`${scope}born-${place}-givenName`} label={{ text: 'First name', classes: 'govuk-label--s' }} hint={place === 1 ? { text: 'Leave it empty while the child has no name.' } : undefined} value={textOf(fields, `born.${place}.givenName`)} autocomplete="off" spellcheck={false} />
      <Input name={`born.${place}.familyName`} id={`${scope}born-${place}-familyName`} label={{ text: 'Family name', classes: 'govuk-label--s' }} value={textOf(fields, `born.${place}.familyName`)} autocomplete="off" spellcheck={false} />
      <Day typed={typed} name={`born.${place}.birth`} label="Date of birth" />
      <OneOf typed={typed} name={`born.${place}.sex`} label="Girl or boy" inline small items={[{ value: 'F', text: 'Girl' }, { value: 'M', text: 'Boy' }, { value: 'U', text: 'Not known' }]} />
    </div>
  );
  return (
    <form method="post" action={`${here}/born`} noValidate>
      <CHILD personId={personId} />
      {one(1)}
      {places.slice(1).map((place) => (
        <Details key={place} summaryText={place === 2 ? 'A second child: twins' : 'A third child'} open={textOf(fields, `born.${place}.birth.day`) !== '' || textOf(fields, `born.${place}.givenName`) !== ''}>
          {one(place)}
        </Details>
      ))}
      <Button text="Record the birth" preventDoubleClick />
    </form>
  );
}

export function MovedForm({ here, personId, fields, errors, scope }: UnbornFormProps) {
  return (
    <form method="post" action={`${here}/moved`} noValidate>
      <CHILD personId={personId} />
      <p className="govuk-body">The duty to tell the authority there opens at once, and ends only when a named person there has accepted. Until then we act.</p>
      <Input name="where" id={`${scope}where`} label={{ text: 'To which authority or area?', classes: 'govuk-label--s' }} value={textOf(fields, 'where')} errorMessage={errorFor(errors, 'where')} autocomplete="off" />
      <Input name="how" id={`${scope}moved-how`} label={{ text: 'How is this known?' }} value={textOf(fields, 'how')} autocomplete="off" />
      <Button text="Record the move" classes="govuk-button--secondary" preventDoubleClick />
    </form>
  );
}

/** Quiet words: whoever types here may have sat with the mother this morning. */
export function EndedForm({ here, personId, fields, errors, scope }: UnbornFormProps) {
  return (
    <form method="post" action={`${here}/ended`} noValidate>
      <CHILD personId={personId} />
      <p className="govuk-body">We are sorry. When you record this, every letter that has not gone is stopped, and so is every duty for this child. Nothing about it is written to anyone. Other children of this contact go on as they are.</p>
      <Textarea name="how" id={`${scope}ended-how`} rows={2} label={{ text: 'How is this known, if you want to say' }} hint={{ text: 'For colleagues only. It is never shown outside.' }} value={textOf(fields, 'how')} />
      <Checkboxes name="sure" idPrefix={`${scope}sure`} values={[textOf(fields, 'sure')]} errorMessage={errorFor(errors, 'sure')} items={[{ value: 'yes', text: 'Yes, the pregnancy has ended' }]} />
      <Button text="Record it" classes="govuk-button--secondary" preventDoubleClick />
    </form>
  );
}

/** Undone by name, with the reason: nothing begins again by itself. */
export function UndoForm({ here, personId, fields, errors, scope }: UnbornFormProps) {
  return (
    <form method="post" action={`${here}/undo`} noValidate>
      <CHILD personId={personId} />
      <p className="govuk-body">The child is expected again as before. No letter and no duty begins again by itself: this page then lists what had ended, for you to choose from.</p>
      <Textarea name="reason" id={`${scope}reason`} rows={2} label={{ text: 'How is it known that this was a mistake?', classes: 'govuk-label--s' }} value={textOf(fields, 'reason')} errorMessage={errorFor(errors, 'reason')} />
      <Button text="Undo it in my name" classes="govuk-button--secondary" preventDoubleClick />
    </form>
  );
}

/** Duties that had ended with the pregnancy: none is ticked. */
export function OweForm({ here, personId, errors, scope, duties }: UnbornFormProps & { duties: readonly { id: string; title: string; hint: string }[] }) {
  return (
    <form method="post" action={`${here}/owe`} noValidate>
      <CHILD personId={personId} />
      <Checkboxes
        name="duty"
        idPrefix={`${scope}duty`}
        classes="govuk-checkboxes--small"
        fieldset={{ legend: { text: 'What is owed again?', classes: 'govuk-fieldset__legend--s' } }}
        hint={{ text: 'These ended when the end of the pregnancy was recorded. What you tick is owed again by whoever owed it, and its time runs from now.' }}
        errorMessage={errorFor(errors, 'duty')}
        items={duties.map(({ id, title, hint }) => ({ value: id, text: title, hint: { text: hint } }))}
      />
      <Button text="Owe these again" classes="govuk-button--secondary" preventDoubleClick />
    </form>
  );
}
