import type { PublicKeyCredentialCreationOptionsJSON } from '@simplewebauthn/server';
import type { Temporal } from 'temporal-polyfill';
import { DateTime, StackTable } from '@/components/doorstep';
import { Button, Input } from '@/components/govuk';
import { errorFor, type FormError } from '@/components/shell';
import type { Passkey } from '@/lib/access/passkey/passkey-store';
import { NewPasskey } from './passkey-button';

const PROBLEMS: Record<string, string> = {
  not_made: 'No passkey was made. Begin again: what is asked of your device is good for five minutes.',
  known: 'That passkey is here already.',
  passkey_name: 'Give the passkey a name of at most 60 letters',
  passkey_gone: 'That passkey is not here any more.',
  passkey_needed: 'It is your only second factor, and your area asks for one. Set up another first.',
};

/** What was wrong with a passkey, as the page's error. */
export function passkeyErrors(problem: string): FormError[] {
  const message = PROBLEMS[problem];
  return message === undefined ? [] : [{ field: problem === 'passkey_name' ? 'name' : 'passkeys', message }];
}

/** Asks for a name and the device for a passkey. */
export function MakePasskey({ asked, challenge, action, back, errors }: { asked: PublicKeyCredentialCreationOptionsJSON; challenge: string; action: string; back?: string; errors: readonly FormError[] }) {
  return (
    <form method="post" action={action} noValidate>
      {back !== undefined && <input type="hidden" name="return" value={back} />}
      <input type="hidden" name="challenge" value={challenge} />
      <Input id="name" name="name" label={{ text: 'What do you call it?' }} hint={{ text: 'So that you know it again, such as “Work laptop” or “Blue key”' }} value="Passkey" errorMessage={errorFor(errors, 'name')} classes="govuk-input--width-20" autocomplete="off" />
      <NewPasskey asked={asked} />
    </form>
  );
}

/** A person's passkeys, each to be renamed or removed. */
export function Passkeys({ passkeys, now }: { passkeys: readonly Passkey[]; now: Temporal.Instant }) {
  return (
    <StackTable
      caption="Your passkeys"
      columns={[{ heading: 'Name' }, { heading: 'Made' }, { heading: 'Used last' }, { heading: 'Remove' }]}
      rows={passkeys.map(({ id, name, since, used }) => ({
        id: `passkey-${id}`,
        cells: [
          <form method="post" action="/account/passkeys/rename" key="name" className="ds-inline-form">
            <input type="hidden" name="passkey" value={id} />
            <Input id={`name-${id}`} name="name" label={{ text: 'Name', classes: 'govuk-visually-hidden' }} value={name} classes="govuk-input--width-10" autocomplete="off" />
            <Button classes="govuk-button--secondary ds-button--small" preventDoubleClick html={<>Rename<span className="govuk-visually-hidden"> {name}</span></>} />
          </form>,
          <DateTime key="since" at={since} now={now} />,
          used === null ? <span className="ds-unknown" key="used">Never</span> : <DateTime key="used" at={used} now={now} />,
          <form method="post" action="/account/passkeys/remove" key="remove">
            <input type="hidden" name="passkey" value={id} />
            <Button classes="govuk-button--warning ds-button--small" preventDoubleClick html={<>Remove<span className="govuk-visually-hidden"> {name}</span></>} />
          </form>,
        ],
      }))}
    />
  );
}
