'use client';

import { InsetText } from '@/components/govuk';
import type { CallingNow } from '@/lib/contact/callers/calling-now';
import { useCallNow } from './call-now';

/** "4 March 2026", in London. */
const DAY = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'long', year: 'numeric', timeZone: 'Europe/London' });

/** How to be sure of who rings, where the number is another than the one on record (safe practice 9). */
function Differs({ switchboard }: { switchboard: string }) {
  return (
    <InsetText>
      <strong>This number is not on record for them.</strong> Ring back through the agency’s switchboard{switchboard !== '' && <> on {switchboard}</>} before you tell them anything, or say below that they are not verified.
    </InsetText>
  );
}

/** Whether whoever rings is known, and by which number, beside what they give. A name alone proves nothing. */
export function CallerKnown({ formId, made }: { formId: string; made: CallingNow | null }) {
  const now = useCallNow(formId)?.caller;
  const caller = now === undefined ? made : now;
  return (
    <div role="status" id="caller-known" data-number={caller?.number}>
      {caller !== null && (
        <>
          <p className="govuk-body">
            <strong>{caller.known === '' ? 'Has an account with this service.' : `Known to the service: ${caller.known}.`}</strong>
            {caller.lastAt !== null && <> Last on {DAY.format(new Date(caller.lastAt))}.</>} {caller.onRecord.length > 0 ? <>On record: {caller.onRecord.join(', ')}.</> : 'No number on record.'}
            {caller.switchboard !== '' && <> Switchboard: {caller.switchboard}.</>}
          </p>
          {caller.number === 'differs' && <Differs switchboard={caller.switchboard} />}
        </>
      )}
    </div>
  );
}
