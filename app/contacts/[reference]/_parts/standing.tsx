import type { ReactNode } from 'react';
import { Card, DateTime } from '@/components/doorstep';
import type { ContactHead } from '@/lib/contact/head';
import { linksOf } from '@/lib/contact/additions/link-store';
import { holdStanding, openHold } from '@/lib/decision/hold';
import { readHolds } from '@/lib/decision/hold-store';
import { REFERRAL_BASES } from '@/lib/decision/referral';
import { readReferral } from '@/lib/decision/referral-store';
import type { Tx } from '@/lib/platform/db';

/** What stands beside a contact's state: a hold, that it is a referral, and contacts that belong to it. Nothing where nothing is. */
export async function standing(tx: Tx, contact: ContactHead): Promise<ReactNode> {
  const [hold, referral, links] = [openHold(await readHolds(tx, contact.id)), await readReferral(tx, contact.id), await linksOf(tx, contact.id)];
  if (hold === null && referral === null && links.length === 0) return null;
  return (
    <Card heading="How it stands" id="standing">
      {hold !== null && (
        <p className="govuk-body">
          <a className="govuk-link" href={`/contacts/${contact.reference}/hold`}>
            {holdStanding(hold) === 'asked' ? 'A manager is asked to hold it for checks' : 'Held for checks'}
          </a>{' '}
          until <DateTime at={hold.until} now={tx.at} within />: {hold.checking}
        </p>
      )}
      {referral !== null && (
        <p className="govuk-body">
          <strong>A referral</strong> since <DateTime at={referral.at} now={tx.at} within />. <span className="ds-secondary">{REFERRAL_BASES[referral.basis]}.</span>
        </p>
      )}
      {links.map(({ reference, other }) => (
        <p className="govuk-body" key={reference}>
          <a className="govuk-link ds-reference" href={`/contacts/${reference}`}>
            {reference}
          </a>{' '}
          {other === 'alleged_child' ? 'is about a child alleged to have harmed' : 'is where this one began'}
        </p>
      ))}
    </Card>
  );
}
