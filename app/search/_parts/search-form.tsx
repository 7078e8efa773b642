import { Day, Line, OneOf, type Typed } from '@/app/report/_parts/questions';
import { Button, Details } from '@/components/govuk';
import type { Role } from '@/lib/access/model';
import { REASONS, writesReason } from '@/lib/lookup/model';
import { textOf } from '@/lib/platform/draft/model';

const has = ({ fields, errors }: Typed, names: readonly string[]) => names.some((name) => textOf(fields, name) !== '' || errors.some(({ field }) => field === name));

/** What somebody is looked for by, and why. Posted, so that nothing of it stands in an address. */
export function SearchForm({ typed, role }: { typed: Typed; role: Role }) {
  const writes = writesReason(role, []);
  return (
    <search>
      <form method="post" action="/search/run" noValidate>
        <Line typed={typed} name="givenName" label="First names" />
        <Line typed={typed} name="familyName" label="Family name" hint="Spelling need not be right. Former and other names are found too." />
        <Day typed={typed} name="birth" label="Date of birth" hint="Or month and year, or the year alone, with a name" />
        <Line typed={typed} name="postcode" label="Postcode" width="govuk-input--width-10" capitals />
        <Line typed={typed} name="address" label="House number and street" />
        <Details summaryText="By a number or a reference" open={has(typed, ['nhsNumber', 'upn', 'reference'])}>
          <Line typed={typed} name="nhsNumber" label="NHS number" width="govuk-input--width-10" />
          <Line typed={typed} name="upn" label="Pupil number (UPN)" width="govuk-input--width-10" capitals />
          <Line typed={typed} name="reference" label="Contact reference" hint="Everybody named in that contact" width="govuk-input--width-10" capitals />
        </Details>
        {!writes && <OneOf typed={typed} name="reason" label="Why do you look this up?" items={Object.entries(REASONS).map(([value, text]) => ({ value, text }))} small />}
        <Line typed={typed} name="reasonWords" label={writes ? 'Why do you look this up?' : 'In a few words'} hint={writes ? 'Kept with your name. Name nobody here.' : 'Needed for “another reason”, and with an address alone. Name nobody here.'} />
        <Button text="Search" preventDoubleClick />
      </form>
    </search>
  );
}
