import { DangerBanner } from '@/components/shell';
import type { Authority } from '@/lib/access/store';
import { dangerLines, lineAnswered, readAgain } from '@/lib/access/lines';
import type { Temporal } from 'temporal-polyfill';
import { Telephone } from './telephone';

/** First on every page that takes a concern: whom to ring now, and at night that nobody is watching, until when (domain 7.1). */
export function DangerNow({ authority: { settings, shortName }, at }: { authority: Pick<Authority, 'settings' | 'shortName'>; at: Temporal.Instant }) {
  const answered = lineAnswered(settings, at);
  if (answered === 'day') return <DangerBanner lines={dangerLines(settings)} />;
  const again = readAgain(settings, at);
  return (
    <aside className="ds-danger" aria-label="If a child is in danger now">
      <p className="ds-danger__words">
        <strong>
          Emergency duty team: <Telephone number={settings.nightPhone} />.
        </strong>{' '}
        Is a child in danger right now? Ring <Telephone number="999" /> first.
      </p>
      <p className="ds-danger__words">
        Nobody is watching this form until {again ?? 'the office opens'}. {shortName} reads it then. Ring now if it cannot wait
        {answered === 'unknown' && (
          <>
            ; on a working day also <Telephone number={settings.dayPhone} />
          </>
        )}
        .
      </p>
    </aside>
  );
}
