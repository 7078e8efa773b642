import type { Temporal } from 'temporal-polyfill';
import { DateTime, LevelBadge } from '@/components/doorstep';
import { standingOfDecision, type Decision } from '@/lib/decision/record';
import { routeWordsOf, type Guide } from '@/lib/threshold/model';

const STANDING_WORDS = { in_force: 'in force', awaiting: 'waits for a second person', returned: 'returned by the second person' } as const;

/** Every decision on the contact, the latest first; an earlier one stays as it was. */
export function Decisions({ reference, decisions, guide, names, now }: { reference: string; decisions: readonly Decision[]; guide: Guide; names: ReadonlyMap<string, string>; now: Temporal.Instant }) {
  const governs = decisions.findLast((decision) => standingOfDecision(decision) === 'in_force');
  return (
    <ul className="govuk-list">
      {decisions.toReversed().map((decision) => (
        <li key={decision.id}>
          <a className="govuk-link" href={`/contacts/${reference}/decisions/${decision.version}`}>
            Decision {decision.version}
          </a>{' '}
          <LevelBadge level={decision.level} label={routeWordsOf(guide, decision.route).name} />
          <p className="ds-secondary">
            <bdi>{names.get(decision.by) ?? 'A colleague who has left'}</bdi>, <DateTime at={decision.at} now={now} within />, {governs !== undefined && decision.version < governs.version ? 'replaced by a later one' : STANDING_WORDS[standingOfDecision(decision)]}
          </p>
        </li>
      ))}
    </ul>
  );
}
