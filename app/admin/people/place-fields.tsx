import { Checkboxes, Radios, Select } from '@/components/govuk';
import { errorFor, type FormError } from '@/components/shell';
import { AGENCY_ROLES, ROLE_NAMES } from '@/lib/access/model';
import type { AgencyChoice } from '@/lib/access/people-store';
import { GIVEN_ROLES } from '@/lib/access/schema';

export interface PlaceFieldsProps {
  agencies: readonly AgencyChoice[];
  errors: readonly FormError[];
  role: string;
  agencyId: string;
  qualified: boolean;
}

/** Role, agency and qualification, as the invitation and the person's page both ask them. */
export function PlaceFields({ agencies, errors, role, agencyId, qualified }: PlaceFieldsProps) {
  return (
    <>
      <Radios
        name="role"
        classes="govuk-radios--small"
        fieldset={{ legend: { text: 'What they do', classes: 'govuk-fieldset__legend--s' } }}
        errorMessage={errorFor(errors, 'role')}
        value={role}
        items={GIVEN_ROLES.map((code) => ({ value: code, text: ROLE_NAMES[code], hint: AGENCY_ROLES.includes(code) ? { text: 'Works for a partner agency: choose it below' } : undefined }))}
      />
      <Select
        name="agencyId"
        label={{ text: 'Agency' }}
        hint={{ text: 'For partners only' }}
        errorMessage={errorFor(errors, 'agencyId')}
        value={agencyId}
        items={[{ value: '', text: 'None: works at the front door' }, ...agencies.map(({ id, name }) => ({ value: id, text: name }))]}
      />
      <Checkboxes name="qualified" items={[{ value: 'yes', text: 'Registered social worker', hint: { text: 'As a manager: may decide, and countersign. Without it a manager does neither' }, checked: qualified }]} />
    </>
  );
}
