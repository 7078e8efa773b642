import { DutyTag } from '@/app/duties/_parts/duty-table';
import { Card, DateTime } from '@/components/doorstep';
import { DUTY_KINDS } from '@/lib/duty/codes';
import { dutiesOfContact } from '@/lib/duty/store';
import type { Tx } from '@/lib/platform/db';

/** The duties of a contact in short: what is owed and by when, and how many ended. */
export async function dutiesCard(tx: Tx, { id, reference }: { id: string; reference: string }) {
  const duties = await dutiesOfContact(tx, id);
  const open = duties.filter(({ discharge }) => discharge === null);
  return (
    <Card heading="Duties" id="duties" aside={`${duties.length - open.length} ended`}>
      {open.length === 0 && <p className="ds-unknown">Nothing is owed now.</p>}
      <ul className="govuk-list">
        {open.map((duty) => (
          <li key={duty.id}>
            <a className="govuk-link" href={`/duties/${duty.id}`}>
              {DUTY_KINDS[duty.code].title}
            </a>{' '}
            <span className="ds-secondary">{duty.dueAt === null ? 'waits for a fact' : <DateTime at={duty.dueAt} now={tx.at} due />}</span> <DutyTag duty={duty} now={tx.at} />
          </li>
        ))}
      </ul>
      <p className="govuk-body">
        <a className="govuk-link" href={`/contacts/${reference}/duties`}>
          All duties, their evidence, and times missing
        </a>
      </p>
    </Card>
  );
}
