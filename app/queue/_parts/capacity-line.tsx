import { DateTime } from '@/components/doorstep';
import type { Capacity } from '@/lib/contact/queue/queue-list-store';
import type { Tx } from '@/lib/platform/db';
import { readOnDuty } from '@/lib/rota/rota-store';

/** How much there is to do, by how many who are on, and the oldest of it. */
export async function capacityLine(tx: Tx, { undecided, unclaimed, oldest }: Capacity) {
  const on = new Set((await readOnDuty(tx)).filter(({ post }) => post === 'duty_social_worker' || post === 'emergency_duty_worker').map(({ accountId }) => accountId)).size;
  const each = on === 0 ? 'nobody on shift' : `${on} on shift, ${(undecided / on).toFixed(1).replace(/\.0$/, '')} for each`;
  return (
    <p className="ds-secondary" id="capacity">
      To decide: {undecided}; <a className="govuk-link" href="/rota">{each}</a>; {unclaimed} unclaimed
      {oldest !== null && (
        <>
          ; the oldest came in <DateTime at={oldest} now={tx.at} within />
        </>
      )}
      .
    </p>
  );
}
