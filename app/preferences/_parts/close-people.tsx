import { Button, Input } from '@/components/govuk';
import { FormErrors } from '@/components/shell';
import type { ClosePerson } from '@/lib/restriction/close-store';

/** The people and places close to a member of staff: so that a contact about them asks before it opens. */
export function ClosePeople({ people, missing }: { people: readonly ClosePerson[]; missing: boolean }) {
  return (
    <section aria-labelledby="close">
      <h2 className="govuk-heading-m" id="close">
        People and places close to you
      </h2>
      <p className="govuk-body">Before you open a contact, the service looks whether somebody on this list is in it, and asks you. Nobody else reads the list, a manager neither; it is used for nothing else. Your own name, telephone and e-mail address are looked for without being listed.</p>
      <FormErrors errors={missing ? [{ field: 'close-familyName', message: 'Enter a family name, or an address with its postcode' }] : []} />
      {people.length > 0 && (
        <ul className="govuk-list">
          {people.map(({ id, givenName, familyName, address, postcode }) => {
            const words = [[givenName, familyName].filter(Boolean).join(' '), address, postcode].filter(Boolean).join(', ');
            return (
              <li key={id}>
                <form method="post" action="/preferences/close/end" className="ds-inline-form">
                  <input type="hidden" name="close" value={id} />
                  <bdi>{words}</bdi>{' '}
                  <button type="submit" className="ds-open__button">
                    Take off<span className="govuk-visually-hidden"> the list: {words}</span>
                  </button>
                </form>
              </li>
            );
          })}
        </ul>
      )}
      <form method="post" action="/preferences/close/add" noValidate>
        <Input id="close-givenName" name="givenName" classes="govuk-input--width-20" label={{ text: 'First name' }} autocomplete="off" />
        <Input id="close-familyName" name="familyName" classes="govuk-input--width-20" label={{ text: 'Family name' }} hint={{ text: 'Without a first name, everybody of that family name.' }} autocomplete="off" />
        <Input id="close-address" name="address" label={{ text: 'Address: house and street' }} autocomplete="off" />
        <Input id="close-postcode" name="postcode" classes="govuk-input--width-10" label={{ text: 'Postcode' }} autocomplete="off" />
        <Button text="Put on my list" classes="govuk-button--secondary" preventDoubleClick />
      </form>
    </section>
  );
}
