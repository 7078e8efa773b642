import { Card } from '@/components/doorstep';
import { unbornOf } from '@/lib/contact/unborn-store';
import { gestationOn } from '@/lib/people/unborn';
import type { Tx } from '@/lib/platform/db';
import { londonDate } from '@/lib/platform/time';

/** The unborn children of a contact in one line each, and the way to their page; nothing where there is none. */
export async function unbornCard(tx: Tx, { id, reference }: { id: string; reference: string }) {
  const unborn = await unbornOf(tx, id);
  if (unborn.length === 0) return null;
  return (
    <Card heading={unborn.length === 1 ? 'Unborn child' : 'Unborn children'} id="unborn">
      <ul className="govuk-list">
        {unborn.map(({ personId, state, expected, born }) => {
          const far = expected.due.how === 'unknown' ? null : gestationOn(expected.due.on, londonDate(tx.at));
          const line = { expected: far === null ? 'Expected, due date not known' : `Expected, ${far.weeks} weeks today`, moved: 'The mother moved away: ours until a named person there accepts', born: `Born: ${born.length === 1 ? 'one child' : `${born.length} children`}`, pregnancy_ended: 'The pregnancy has ended' }[state];
          return <li key={personId}>{line}</li>;
        })}
      </ul>
      <p className="govuk-body">
        <a className="govuk-link" href={`/contacts/${reference}/unborn`}>
          {unborn.every(({ state }) => state === 'pregnancy_ended') ? 'What was recorded, and by whom' : 'Due date, midwifery, and who may learn of it'}
        </a>
      </p>
    </Card>
  );
}
