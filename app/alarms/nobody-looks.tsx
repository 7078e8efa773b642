import type { Temporal } from 'temporal-polyfill';
import { DateTime } from '@/components/doorstep';
import { WarningText } from '@/components/govuk';
import { isLookLate } from '@/lib/assurance/service/look';

/** That nobody has looked for minutes at what is due: an empty list of alarms says nothing then. */
export function NobodyLooks({ last, now }: { last: Temporal.Instant; now: Temporal.Instant }) {
  if (!isLookLate(last, now)) return null;
  return (
    <WarningText
      iconFallbackText="Warning"
      html={
        <>
          Doorstep last looked at what is due <DateTime at={last} now={now} within />. Until it looks again no alarm is raised and nobody is called: go through the queue and the duties yourselves, and tell whoever runs the service.
        </>
      }
    />
  );
}
