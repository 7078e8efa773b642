import { WarningText } from '@/components/govuk';
import { lineAnswered } from '@/lib/access/lines';
import type { Authority } from '@/lib/access/store';
import type { Temporal } from 'temporal-polyfill';
import { Telephone } from './telephone';

/** Tells the author of something serious that nobody has it (domain 7.10). */
export function NotSent({ authority: { settings }, at }: { authority: Authority; at: Temporal.Instant }) {
  const answered = lineAnswered(settings, at);
  return (
    <WarningText
      html={
        <>
          NOT SENT. What you say here may be serious, and nobody has it. Send it, or ring <Telephone number={answered === 'night' ? settings.nightPhone : settings.dayPhone} /> now.
        </>
      }
    />
  );
}
