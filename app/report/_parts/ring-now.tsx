import { WarningText } from '@/components/govuk';
import type { Authority } from '@/lib/access/store';
import { numberNow } from '@/lib/access/lines';
import type { Temporal } from 'temporal-polyfill';
import { Telephone } from './telephone';

/** The first thing that is answered to what cannot wait: the number for this moment, by day and by night (domain 7.1). */
export function RingNow({ authority: { settings }, at }: { authority: Pick<Authority, 'settings'>; at: Temporal.Instant }) {
  const { number, whose } = numberNow(settings, at);
  return (
    <WarningText
      html={
        <>
          Ring <Telephone number={number} /> now{whose === 'night' && ', the emergency duty team'}. Do not wait for us to read this. If a child is in danger at this moment, ring <Telephone number="999" /> first.
        </>
      }
    />
  );
}
