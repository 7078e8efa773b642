import type { ReactNode } from 'react';
import { Card, DateTime } from '@/components/doorstep';
import type { Person } from '@/lib/access/model';
import { can } from '@/lib/access/policy';
import { readAllJoinedIn } from '@/lib/contact/additions/joined-store';
import type { ContactHead } from '@/lib/contact/head';
import { openProtections, PROTECTION_KINDS, type Protection } from '@/lib/contact/protection/model';
import { protectableChildren, protectionsOf } from '@/lib/contact/protection/store';
import type { Tx } from '@/lib/platform/db';
import { TimeLeft } from '../under-protection/_parts/record';

/** Which children are under police protection or an order now, with the hours that are left, also of contacts that were joined in. */
export async function underProtection(tx: Tx, person: Person, { id, reference }: ContactHead): Promise<ReactNode> {
  const [all, children, joined] = await Promise.all([protectionsOf(tx, id), protectableChildren(tx, id), readAllJoinedIn(tx, id)]);
  const rows = [
    ...openProtections(all).map((one) => ({ one, reference, child: children.find((each) => each.id === one.personId)?.name ?? 'A child of this contact' })),
    ...joined.flatMap((other) => openProtections(other.protections).map((one) => ({ one, reference: other.reference, child: `A child of ${other.reference}, which was joined in` }))),
  ];
  const writes = can(person, 'POST /contacts/[reference]/under-protection/record').allowed;
  if (rows.length === 0 && all.length === 0 && !writes) return null;
  return (
    <Card heading="Police protection and orders" id="under-protection">
      {rows.length === 0 && <p className="govuk-body">{all.length === 0 ? 'No child here is recorded to be under one.' : 'None runs now.'}</p>}
      {rows.map((row) => (
        <Running key={row.one.id} {...row} now={tx.at} />
      ))}
      <p className="govuk-body">
        <a className="govuk-link" href={`/contacts/${reference}/under-protection`}>
          {writes ? 'Record one, or what follows' : 'What was recorded'}
        </a>
      </p>
    </Card>
  );
}

function Running({ one, reference, child, now }: { one: Protection; reference: string; child: string; now: Tx['at'] }) {
  return (
    <p className="govuk-body">
      <bdi>{child}</bdi>: <a className="govuk-link" href={`/contacts/${reference}/under-protection?of=${one.id}`}>{PROTECTION_KINDS[one.kind]}</a> until <DateTime at={one.endsAt} now={now} within />
      <br />
      <TimeLeft endsAt={one.endsAt} now={now} />
    </p>
  );
}
