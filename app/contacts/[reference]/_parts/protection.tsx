import type { ReactNode } from 'react';
import { Card } from '@/components/doorstep';
import type { Person } from '@/lib/access/model';
import { can } from '@/lib/access/policy';
import type { ContactHead } from '@/lib/contact/head';
import { keepsSecret, readMarkers } from '@/lib/contact/secrecy/protected-store';
import type { Tx } from '@/lib/platform/db';

/** What of this contact is kept from those who do not need it, and the ways to it. */
export async function protection(tx: Tx, person: Person, contact: ContactHead): Promise<ReactNode> {
  if (!can(person, 'GET /contacts/[reference]/source').allowed) return null;
  const secrets = ((await keepsSecret(tx, contact.id)) ? await readMarkers(tx, contact.id) : []).filter(({ kind }) => kind !== 'words').length;
  const path = `/contacts/${contact.reference}`;
  return (
    <Card heading="Kept from others" id="protection">
      <ul className="govuk-list">
        <li>
          <a className="govuk-link" href={`${path}/protected`}>
            {secrets === 0 ? 'Keep an address, telephone or school secret' : `${secrets} ${secrets === 1 ? 'detail is' : 'details are'} kept secret`}
          </a>
        </li>
        <li>
          <a className="govuk-link" href={`${path}/source`}>
            {contact.sealed ? 'Who told us is protected' : 'Protect who told us'}
          </a>
        </li>
      </ul>
    </Card>
  );
}
