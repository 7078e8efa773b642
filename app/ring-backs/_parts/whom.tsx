import { Telephone } from '@/app/report/_parts/telephone';
import type { ToRing } from '@/lib/line/schema';

/** Who is to be rung, and the number while it is kept. */
export function Whom({ whom: { name, role, agencyName, phone, about }, visible }: { whom: ToRing; visible: ReadonlySet<string> }) {
  return (
    <>
      <bdi>{name}</bdi>
      <p className="ds-row-detail">
        <bdi>{[role, agencyName].filter((part) => part !== '').join(', ')}</bdi>
      </p>
      {phone === '' ? <span className="ds-unknown">The number is not kept any more</span> : <Telephone number={phone} />}
      {visible.has(about) && (
        <p className="ds-row-detail">
          About{' '}
          <a className="govuk-link ds-reference" href={`/contacts/${about}`}>
            {about}
          </a>
        </p>
      )}
    </>
  );
}
