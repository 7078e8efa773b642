import type { Temporal } from 'temporal-polyfill';
import { DateTime } from '@/components/doorstep';
import { ROLE_NAMES } from '@/lib/access/model';
import type { Following } from '@/lib/decision/consequences';
import { DUTY_KINDS } from '@/lib/duty/codes';

/** What will be owed after the decision: by whom, by when, under which law, and how the instant came about. */
export function FollowsList({ follows, nameOf, deciderId, now }: { follows: readonly Following[]; deciderId: string; nameOf: (personId: string | null) => string; now: Temporal.Instant }) {
  return (
    <ul className="govuk-list govuk-list--bullet">
      {follows.map(({ code, personId, due, ownerId }) => (
        <li key={`${code}${personId ?? ''}`}>
          <strong>{DUTY_KINDS[code].title}</strong>
          {nameOf(personId) !== '' && (
            <>
              , for <bdi>{nameOf(personId)}</bdi>
            </>
          )}
          , {due.dueAt === null ? 'no instant can be given' : <>by <DateTime at={due.dueAt} now={now} within due /></>} ({ownerId === deciderId ? 'yours' : ROLE_NAMES[due.ownerRole]}).{' '}
          <span className="ds-secondary">
            {due.evidence} {DUTY_KINDS[code].law}.
          </span>
        </li>
      ))}
    </ul>
  );
}
