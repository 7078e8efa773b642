import { DateTime } from '@/components/doorstep';
import { InsetText } from '@/components/govuk';
import { RELEASE_WORDS } from '@/lib/contact/queue/idle';
import { releasedSince } from '@/lib/contact/queue/idle-store';
import type { Tx } from '@/lib/platform/db';

const HOURS = 24;

/** For somebody whose contacts went back to the queue by themselves: which, when and why. It shows for a day, or until taken up again. */
export async function wentBack(tx: Tx, accountId: string) {
  const released = await releasedSince(tx, tx.at.subtract({ hours: HOURS }), accountId);
  if (released.length === 0) return null;
  return (
    <InsetText>
      <strong>Back in the queue by itself, and no longer yours</strong>
      <ul className="govuk-list" id="went-back">
        {released.map(({ reference, at, how }) => (
          <li key={`${reference} ${at.toString()}`}>
            <a className="govuk-link ds-reference" href={`/contacts/${reference}`}>
              {reference}
            </a>{' '}
            <DateTime at={at} now={tx.at} />, because {RELEASE_WORDS[how]}
          </li>
        ))}
      </ul>
    </InsetText>
  );
}
