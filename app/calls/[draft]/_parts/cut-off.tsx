import type { Temporal } from 'temporal-polyfill';
import { Telephone } from '@/app/report/_parts/telephone';
import { DateTime } from '@/components/doorstep';
import { InsetText } from '@/components/govuk';
import { isLate } from '@/lib/line/model';
import type { RingBack } from '@/lib/line/ring-back-store';

/** A call that was cut off: by when whoever took it rings back, and on which number; nothing while nobody is owed one. */
export function CutOff({ owed, phone, now }: { owed: RingBack | null; phone: string; now: Temporal.Instant }) {
  if (owed === null) return null;
  return (
    <InsetText>
      <strong>{isLate(owed, now) ? 'Ring back: it was due' : 'Ring back by'}</strong> <DateTime at={owed.promisedAt} now={now} within />
      {phone === '' ? <>. No number is written down: reach them through their organisation.</> : <>, on <Telephone number={phone} />.</>} Nothing typed is lost. Once they are on the line, choose what kind of call it is and go on here; if you do not reach them, record each try under{' '}
      <a className="govuk-link" href={`/ring-backs#ring-back-${owed.id}`}>
        Ring back
      </a>
      .
    </InsetText>
  );
}
