import type { ReactNode } from 'react';
import { DateTime } from '@/components/doorstep';
import { InsetText } from '@/components/govuk';
import type { Person } from '@/lib/access/model';
import type { Tx } from '@/lib/platform/db';
import { readAccesses } from '@/lib/restriction/access-store';
import { readRestrictions } from '@/lib/restriction/restricted-store';

/** Says on a closed contact that it is closed, and to whom the glass was broken until when it stays open. */
export async function closedBanner(tx: Tx, person: Person, contactId: string): Promise<ReactNode> {
  const restrictions = await readRestrictions(tx, contactId);
  if (restrictions.length === 0) return null;
  const own = (await readAccesses(tx, contactId)).find(({ accountId }) => accountId === person.actorId);
  const trust = restrictions.every(({ kind }) => kind === 'position_of_trust');
  return (
    <InsetText>
      <strong>{trust ? 'For named LADO and duty staff only.' : 'Restricted: only its guardians and those they let in see this contact.'}</strong>{' '}
      {own !== undefined && (
        <>
          {own.how === 'broken_glass' ? 'The glass is broken. It is open to you until ' : 'You were let in until '}
          <DateTime at={own.untilAt} now={tx.at} />. Guardians were told, and everything you open is in the ledger.
        </>
      )}{' '}
      Do not speak of it to others.
    </InsetText>
  );
}

/** The ways to who may see a contact, and to the history of its address. */
export function WhoSeesLinks({ reference, works }: { reference: string; works: boolean }) {
  return (
    <ul className="govuk-list">
      <li>
        <a className="govuk-link" href={`/contacts/${reference}/who-sees`}>
          Who may see this contact
        </a>
      </li>
      <li>
        <a className="govuk-link" href={`/contacts/${reference}/before`}>
          I may know somebody in this family
        </a>
      </li>
      {works && (
        <li>
          <a className="govuk-link" href={`/contacts/${reference}/address`}>
            History of the address
          </a>
        </li>
      )}
    </ul>
  );
}
