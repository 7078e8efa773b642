import type { ReactNode } from 'react';
import { Checkboxes, DateInput, Input, Radios, Textarea } from '@/components/govuk';
import { errorFor, fieldId, type FormError } from '@/components/shell';
import { LONGEST_NARRATIVE } from '@/lib/contact/report/report-fields';
import { ANSWER_WORDS } from '@/lib/contact/report/report-words';
import { textOf, type Fields } from '@/lib/platform/draft/model';

/** What a page of questions is filled from: what was typed, exactly, and what to say about it. */
export interface Typed {
  fields: Fields;
  errors: readonly FormError[];
  /** Goes before the ids of a form that stands on its page several times; the summary's links lead there by the same. */
  scope?: string;
  /** What of a list is asked about before it is taken away: its list and key, "children:2". */
  sure?: string;
}

const idOf = ({ scope = '' }: Typed, name: string) => fieldId(`${scope}${name}`);

interface QuestionProps {
  typed: Typed;
  name: string;
  label: string;
  hint?: ReactNode;
}

/** The six questions of which no account should leave one out (requirement C38: the six honest serving men). */
export const SIX_QUESTIONS = 'What? Why? When? How? Where? Who?';

/** Was anything answered under a name? Then it stands open. */
export const isAnswered = ({ fields }: Typed, beginning: string) => Object.keys(fields).some((name) => name.startsWith(beginning) && textOf(fields, name).trim() !== '');

const hintOf = (hint: ReactNode) => (hint === undefined ? undefined : { html: hint });

interface LineProps extends QuestionProps {
  /** How much is expected: a class of the Design System such as `govuk-input--width-10`. */
  width?: string;
  type?: 'text' | 'tel';
  autocomplete?: 'tel' | 'off';
  capitals?: boolean;
}

/** A short answer on one line. */
export function Line({ typed, name, label, hint, width, type = 'text', autocomplete = 'off', capitals }: LineProps) {
  return (
    <Input
      id={idOf(typed, name)}
      name={name}
      type={type}
      label={{ text: label, classes: 'govuk-label--s' }}
      hint={hintOf(hint)}
      value={textOf(typed.fields, name)}
      errorMessage={errorFor(typed.errors, name)}
      classes={width}
      autocomplete={autocomplete}
      spellcheck={false}
      autocapitalize={capitals ? 'characters' : undefined}
    />
  );
}

/** Words of any length; the script counts what is left, the server counts for certain, and nothing is cut. */
export function Words({ typed, name, label, hint, rows = 4 }: QuestionProps & { rows?: number }) {
  return (
    <Textarea
      id={idOf(typed, name)}
      name={name}
      rows={rows}
      label={{ text: label, classes: 'govuk-label--s' }}
      hint={hintOf(hint)}
      value={textOf(typed.fields, name)}
      errorMessage={errorFor(typed.errors, name)}
      attributes={{ 'data-longest': LONGEST_NARRATIVE, dir: 'auto' }}
    />
  );
}

export interface ChoiceOf {
  value: string;
  text: string;
  hint?: string;
  /** Asked only of those who choose this; shown to all without the script. */
  then?: ReactNode;
}

/** One answer of several; none is chosen beforehand. */
export function OneOf({ typed, name, label, hint, items, inline = false, small = false, inOneRow = false }: QuestionProps & { items: readonly ChoiceOf[]; inline?: boolean; small?: boolean; inOneRow?: boolean }) {
  return (
    <Radios
      idPrefix={idOf(typed, name)}
      name={name}
      classes={[inline && 'govuk-radios--inline', small && 'govuk-radios--small', inOneRow && 'flex flex-wrap gap-x-5'].filter(Boolean).join(' ')}
      fieldset={{ legend: { text: label, classes: 'govuk-fieldset__legend--s' } }}
      hint={hintOf(hint)}
      errorMessage={errorFor(typed.errors, name)}
      value={textOf(typed.fields, name)}
      items={items.map(({ value, text, hint: under, then }) => ({ value, text, hint: under === undefined ? undefined : { text: under }, conditional: then === undefined ? undefined : { html: then } }))}
    />
  );
}

/** Yes, no, not known. */
export function YesNo({ yes, no, ...question }: QuestionProps & { yes?: ReactNode; no?: ReactNode; small?: boolean }) {
  return (
    <OneOf
      {...question}
      inline={yes === undefined && no === undefined}
      items={[
        { value: 'yes', text: ANSWER_WORDS.yes, ...(yes === undefined ? {} : { then: yes }) },
        { value: 'no', text: ANSWER_WORDS.no, ...(no === undefined ? {} : { then: no }) },
        { value: 'not_known', text: ANSWER_WORDS.not_known },
      ]}
    />
  );
}

/** Yes, no, not sure: where whoever answers judges and does not merely know. */
export const YES_NO_NOT_SURE = [
  { value: 'yes', text: ANSWER_WORDS.yes },
  { value: 'no', text: ANSWER_WORDS.no },
  { value: 'not_known', text: 'Not sure' },
];

/** One thing that is so when ticked. */
export function Tick({ typed, name, label, hint, then, small = false }: QuestionProps & { then?: ReactNode; small?: boolean }) {
  return (
    <Checkboxes
      idPrefix={idOf(typed, name)}
      name={name}
      classes={small ? 'govuk-checkboxes--small' : undefined}
      values={[textOf(typed.fields, name)]}
      errorMessage={errorFor(typed.errors, name)}
      items={[{ value: 'yes', text: label, hint: hintOf(hint), conditional: then === undefined ? undefined : { html: then } }]}
    />
  );
}

/** A date in three parts, kept as typed even when it is none. */
export function Day({ typed, name, label, hint }: QuestionProps) {
  const error = errorFor(typed.errors, `${name}.day`);
  const part = (unit: 'day' | 'month' | 'year', figures: 2 | 4) => ({
    name: `${name}.${unit}`,
    id: idOf(typed, `${name}.${unit}`),
    label: unit[0]?.toUpperCase() + unit.slice(1),
    value: textOf(typed.fields, `${name}.${unit}`),
    classes: `govuk-input--width-${figures}`,
  });
  return (
    <DateInput
      id={idOf(typed, name)}
      fieldset={{ legend: { text: label, classes: 'govuk-fieldset__legend--s' } }}
      hint={hintOf(hint)}
      errorMessage={error}
      items={[part('day', 2), part('month', 2), part('year', 4)]}
    />
  );
}
