import { Checkboxes, Details, Input, Textarea } from '@/components/govuk';
import { errorFor, fieldId, type FormError } from '@/components/shell';
import { planField, WITHOUT_ROWS } from '@/lib/decision/form';
import { needsSafetyPlan, PLAN_PARTS } from '@/lib/decision/keeping-safe';
import type { Situation } from '@/lib/decision/model';
import { chosenRoute } from '@/lib/decision/schema';
import { textOf, type Fields } from '@/lib/platform/draft/model';
import { levelOfRoute } from '@/lib/threshold/model';
import { PLAN_LABELS } from './words';

interface SafetyFieldsProps {
  situation: Situation;
  fields: Fields;
  errors: readonly FormError[];
}

const PLAN_FIELDS = PLAN_PARTS.map(planField);
const SAFETY_FIELDS = ['ifNothing', 'delayUntil', ...PLAN_FIELDS];

function named({ fields, errors }: Omit<SafetyFieldsProps, 'situation'>, name: string) {
  return { name, id: fieldId(name), value: textOf(fields, name), errorMessage: errorFor(errors, name) };
}

const touched = ({ fields, errors }: SafetyFieldsProps, names: readonly string[]) => names.some((name) => textOf(fields, name) !== '' || errors.some(({ field }) => field === name));

/** Is a route of level 3 or 4 proposed for any child, or chosen so far? */
function protects({ situation, fields }: SafetyFieldsProps): boolean {
  return situation.children.some((child) => {
    const route = chosenRoute(fields, child, situation.routes);
    return needsSafetyPlan(route === undefined ? (child.proposed?.level ?? 1) : levelOfRoute(route));
  });
}

/** Danger of delay and the plan until the next contact: asked where the level needs them, open to every decision. */
export function KeepingSafe(props: SafetyFieldsProps) {
  return (
    <Details id="keeping-safe" summaryText="Danger of delay, and the plan until the next contact" open={protects(props) || touched(props, SAFETY_FIELDS)}>
      <p className="ds-secondary">Needed at levels 3 and 4. When you decide for less protection the first answer is needed at every level.</p>
      <Textarea {...named(props, 'ifNothing')} rows={2} label={{ text: 'What could happen if nothing is done?' }} />
      <Input {...named(props, 'delayUntil')} label={{ text: 'Until when can it wait?' }} autocomplete="off" />
      {PLAN_PARTS.map((part) => (
        <Input key={part} {...named(props, planField(part))} label={{ text: PLAN_LABELS[part] }} autocomplete="off" />
      ))}
    </Details>
  );
}

/** What had not come in, and why the decision is made all the same; and checks of which the parents were not told. */
export function DecidedWithout(props: SafetyFieldsProps) {
  const { situation, fields, errors } = props;
  const rowNames = (row: number) => [`without${row}`, `without${row}Asked`];
  const rows = Array.from({ length: WITHOUT_ROWS }, (_, index) => index + 1);
  const lastFilled = rows.findLast((row) => touched(props, rowNames(row))) ?? 0;
  const open = situation.outstanding.length > 0 || lastFilled > 0 || touched(props, ['withoutReason', 'checksUntold', 'untoldReason']);
  return (
    <Details id="decided-without" summaryText="Checks and answers that have not come in" open={open}>
      {situation.outstanding.length > 0 && (
        <>
          <p className="govuk-body">Known to be outstanding, and kept with the decision:</p>
          <ul className="govuk-list govuk-list--bullet">
            {situation.outstanding.map(({ id, what, asked }) => (
              <li key={id}>
                {what} <span className="ds-secondary">Asked {asked}.</span>
              </li>
            ))}
          </ul>
        </>
      )}
      {rows.slice(0, lastFilled + 1).map((row) => (
        <div key={row}>
          <Input {...named(props, `without${row}`)} label={{ text: row === 1 ? 'What else has not come in, and from whom?' : 'And what else?' }} autocomplete="off" />
          <Input {...named(props, `without${row}Asked`)} label={{ text: 'Asked when?' }} autocomplete="off" />
        </div>
      ))}
      <Textarea {...named(props, 'withoutReason')} rows={2} label={{ text: 'Why do you decide without it?' }} />
      <Checkboxes
        name="checksUntold"
        idPrefix="checksUntold"
        values={textOf(fields, 'checksUntold') === 'yes' ? ['yes'] : []}
        errorMessage={errorFor(errors, 'checksUntold')}
        classes="govuk-checkboxes--small"
        items={[{ value: 'yes', text: 'Agencies were asked and the parents were not told', hint: { text: 'Below level 4 a second person must agree.' }, conditional: { html: <Textarea {...named(props, 'untoldReason')} rows={2} label={{ text: 'Why were they not told?' }} /> } }]}
      />
    </Details>
  );
}
