import { Line, Tick, Words, YesNo, type Typed } from '@/app/report/_parts/questions';
import { keysOf } from '@/lib/contact/report/steps';
import { textOf } from '@/lib/platform/draft/model';
import { Several } from './several';
import type { StepProps } from './step-page';

/** One agency that helps already; of the telephone, too. */
export function Agency({ typed, prefix }: { typed: Typed; prefix: string }) {
  return (
    <>
      <Line typed={typed} name={`${prefix}.name`} label="Organisation or service" />
      <Line typed={typed} name={`${prefix}.worker`} label="Who works there with the family" />
      <Line typed={typed} name={`${prefix}.phone`} label="Telephone" type="tel" width="govuk-input--width-20" />
      <Tick typed={typed} name={`${prefix}.extraHelp`} label="They give more help than every family gets" hint="Beyond school, GP and health visitor" />
      <YesNo typed={typed} name={`${prefix}.stillInvolved`} label="Are they still involved?" />
      <Words typed={typed} name={`${prefix}.doing`} label="What do they do, and since when?" rows={2} />
    </>
  );
}

/** Who helps already, and what has been tried. */
export function Agencies({ typed, person }: StepProps) {
  return (
    <>
      <Words typed={typed} name="help.tried" label="What have you and others tried?" hint="What helped, what did not, and since when" />
      <YesNo typed={typed} name="help.reporterGivesExtraHelp" label={`Does ${person.agencyName ?? 'your organisation'} give this family more help than every family gets?`} />
      <Several sure={typed.sure} list="agencies" keys={keysOf(typed.fields, 'agencies')} titleOf={(key, place) => textOf(typed.fields, `agency.${key}.name`).trim() || `Organisation ${place}`} addText="Add another organisation">
        {(key) => <Agency typed={typed} prefix={`agency.${key}`} />}
      </Several>
    </>
  );
}
