import { EvidenceFields } from '@/app/duties/_parts/evidence-fields';
import { Button, Radios } from '@/components/govuk';
import { errorFor, fieldId, type FormError } from '@/components/shell';
import type { Question } from '@/lib/duty/evidence-questions';
import { LETTING_GO, PROTECTION_ENDINGS, PROTECTION_KINDS, type Protection } from '@/lib/contact/protection/model';
import type { ProtectableChild } from '@/lib/contact/protection/store';
import { textOf, type Fields } from '@/lib/platform/draft/model';
import { LONDON } from '@/lib/platform/time';

export interface FormProps {
  /** The page's path. */
  here: string;
  fields: Fields;
  errors: readonly FormError[];
}

const line = (name: string, label: string): Question => ({ name, label, kind: 'line' });
const when = (name: string, label: string, hint: string): Question => ({ name, label, hint, kind: 'coming', timeToo: true });

const POLICE: readonly Question[] = [line('force', 'Which police force?'), line('officer', 'Which officer? Name, and rank or number')];
const ENDS = (extends_: boolean) => when('ends', 'When does it end, as the court said?', extends_ ? 'At most 7 days after the order that it extends, and 15 days in all' : 'At most 8 days after it was made');
const ORDER = (extends_: boolean): readonly Question[] => [ENDS(extends_), line('court', 'Which court?'), line('case', 'The number of the case')];
const PLACE: Question = { name: 'place', label: 'Where is the child now?', hint: 'For the duty service alone: it stands in no letter, and neither whoever reported it nor the family reads it. Keep an address that nobody may know under “Details kept secret”, and say here who knows it.', kind: 'words' };
const REASON: Question = { name: 'reason', label: 'What was wrong with the record?', hint: 'It is kept beside this one.', kind: 'words' };

const Fieldset = ({ questions, fields, errors }: { questions: readonly Question[] } & Omit<FormProps, 'here'>) => <EvidenceFields questions={questions} fields={fields} errors={errors} plain />;

/** What a record holds, as its form does: for one who puts it right. */
export function fieldsOfRecord({ personId, kind, beganAt, endsAt, agency, named, place }: Protection): Fields {
  const parts = (name: string, at: Protection['beganAt']): Fields => {
    const on = at.toZonedDateTimeISO(LONDON);
    return { [`${name}.day`]: String(on.day), [`${name}.month`]: String(on.month), [`${name}.year`]: String(on.year), [`${name}.time`]: on.toPlainTime().toString({ smallestUnit: 'minute' }) };
  };
  return { child: personId, kind, place, ...parts('began', beganAt), ...(kind === 'police' ? { force: agency, officer: named } : { court: agency, case: named, ...parts('ends', endsAt) }) };
}

export interface RecordFormProps extends FormProps {
  /** The children who can be under one. */
  born: readonly ProtectableChild[];
  follows: Protection | null;
  corrects: Protection | null;
  /** It extends an order, or puts right what does. */
  extends_: boolean;
  /** What is put right was followed by an order or an extension, which says which of the two it is. */
  held: boolean;
}

/** A child is under one of the two: nothing is chosen beforehand. What follows or puts right another is about the same child. */
export function RecordForm({ here, fields, errors, born, follows, corrects, extends_, held }: RecordFormProps) {
  const mustBeOrder = follows !== null || (corrects?.followsId ?? null) !== null || (held && corrects?.kind === 'order');
  const typed = { fields, errors };
  return (
    <form method="post" action={`${here}/record`} noValidate>
      <input type="hidden" name="follows" value={follows?.id ?? ''} />
      <input type="hidden" name="corrects" value={corrects?.id ?? ''} />
      {follows === null && corrects === null && (
        <Radios name="child" idPrefix={fieldId('child')} classes="govuk-radios--small" fieldset={{ legend: { text: 'Which child?', classes: 'govuk-fieldset__legend--s' } }} value={textOf(fields, 'child')} errorMessage={errorFor(errors, 'child')} items={born.map(({ id, name }) => ({ value: id, text: name }))} />
      )}
      <Fieldset {...typed} questions={[when('began', mustBeOrder ? 'When was the order made?' : 'When did it begin?', mustBeOrder ? 'Day and time, such as 27 11 2026 and 16:30' : 'For police protection when the police took or kept the child, for an order when it was made: day and time, such as 27 11 2026 and 16:30')]} />
      {mustBeOrder ? (
        <Fieldset {...typed} questions={ORDER(extends_)} />
      ) : held ? (
        <Fieldset {...typed} questions={POLICE} />
      ) : (
        <Radios
          name="kind"
          idPrefix={fieldId('kind')}
          classes="govuk-radios--small"
          fieldset={{ legend: { text: 'Which of the two?', classes: 'govuk-fieldset__legend--s' } }}
          value={textOf(fields, 'kind')}
          errorMessage={errorFor(errors, 'kind')}
          items={[
            { value: 'police', text: PROTECTION_KINDS.police, hint: { text: 'Children Act 1989 s.46. It ends 72 hours after the police took or kept the child; nobody extends it.' }, conditional: { html: <Fieldset {...typed} questions={POLICE} /> } },
            { value: 'order', text: PROTECTION_KINDS.order, hint: { text: 'Children Act 1989 s.44. At most 8 days, extended once by at most 7.' }, conditional: { html: <Fieldset {...typed} questions={ORDER(false)} /> } },
          ]}
        />
      )}
      <Fieldset {...typed} questions={corrects === null ? [PLACE] : [PLACE, REASON]} />
      <Button text={corrects === null ? 'Record it' : 'Put it right'} preventDoubleClick />
    </form>
  );
}

/** What follows, said before its end or after it. That the child goes home is asked of a manager. */
export function EndForm({ here, fields, errors, one }: FormProps & { one: Protection }) {
  const typed = { fields, errors };
  return (
    <form method="post" action={`${here}/end`} noValidate>
      <input type="hidden" name="protection" value={one.id} />
      <Radios
        name="how"
        idPrefix={fieldId('how')}
        classes="govuk-radios--small"
        fieldset={{ legend: { text: 'What follows?', classes: 'govuk-fieldset__legend--s' } }}
        value={textOf(fields, 'how')}
        errorMessage={errorFor(errors, 'how')}
        items={LETTING_GO.map((how) => ({ value: how, text: PROTECTION_ENDINGS[how], ...(how === 'returned' ? { hint: { text: 'A social-work-qualified manager has to agree first. Until then the child is protected still.' } } : {}) }))}
      />
      <Fieldset {...typed} questions={[when('ended', 'From when?', 'Day and time. That a child goes home may be still to come.'), { name: 'words', label: 'Who agreed or ordered it, where is the child, and why is that safe?', kind: 'words' }]} />
      <Button text="Record what follows" preventDoubleClick />
    </form>
  );
}

/** The second person agrees that the child goes home, or refuses it. */
export function AnswerForm({ here, fields, errors, one }: FormProps & { one: Protection }) {
  return (
    <form method="post" action={`${here}/answer`} noValidate>
      <input type="hidden" name="protection" value={one.id} />
      <Radios
        name="verdict"
        idPrefix={fieldId('verdict')}
        classes="govuk-radios--small"
        fieldset={{ legend: { text: 'Do you agree that the child goes home?', classes: 'govuk-fieldset__legend--s' } }}
        value={textOf(fields, 'verdict')}
        errorMessage={errorFor(errors, 'verdict')}
        items={[
          { value: 'agreed', text: 'I agree: the protection ends' },
          { value: 'refused', text: 'I refuse: the child stays protected, and something else has to follow' },
        ]}
      />
      <Fieldset fields={fields} errors={errors} questions={[{ name: 'comment', label: 'Why', kind: 'words' }]} />
      <Button text="Sign" preventDoubleClick />
    </form>
  );
}
