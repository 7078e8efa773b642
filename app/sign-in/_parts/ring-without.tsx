import { Telephone } from '@/app/areas/[area]/telephone';
import { numberNow } from '@/lib/access/lines';
import { authoritySettings } from '@/lib/access/schema';
import { knownAuthorities } from '@/lib/platform/db';
import { now } from '@/lib/platform/time';

/** The number that is answered now in the area of somebody who is half signed in: a child waits for no code. */
export async function RingWithout({ authorityId }: { authorityId: string }) {
  const area = (await knownAuthorities()).find(({ id }) => id === authorityId);
  return (
    <p className="govuk-body">
      You need no account to ring:{' '}
      {area === undefined ? <a className="govuk-link" href="/">find your area’s number</a> : <Telephone number={numberNow(authoritySettings.parse(area.settings), now()).number} />}. If a child is in danger now, ring 999.
    </p>
  );
}
