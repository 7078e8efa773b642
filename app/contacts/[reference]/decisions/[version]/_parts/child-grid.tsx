import { StackTable } from '@/components/doorstep';
import { ageWords } from '@/lib/contact/report/children-line';
import { CHILD_TIES, RISK_ANSWERS } from '@/lib/decision/keeping-safe';
import { decidedForItself } from '@/lib/decision/model';
import type { DecidedChild } from '@/lib/decision/record';
import { childName, type NamedChild } from '@/lib/decision/situation';
import type { Guide } from '@/lib/threshold/model';
import type { Temporal } from 'temporal-polyfill';
import { routeLabel } from '../../../decision/_parts/words';

const COLUMNS = [{ heading: 'Child, age at the event' }, { heading: 'How they belong here' }, { heading: 'Same' }, { heading: 'Decided for itself, or different' }, { heading: 'Separate household' }, { heading: 'Not known yet' }, { heading: 'Household risk reaches them' }];

interface ChildGridProps {
  decided: readonly DecidedChild[];
  people: readonly NamedChild[];
  guide: Guide;
  /** The London day of receipt: ages are ages on that day. */
  receivedOn: Temporal.PlainDate;
}

/** Every child of the decision and how each stands to it (safe practice 7.13). Whoever was added later is not in it. */
export function ChildGrid({ decided, people, guide, receivedOn }: ChildGridProps) {
  const rows = people.flatMap((person) => {
    const child = decided.find(({ personId }) => personId === person.id);
    if (child === undefined) return [];
    const own = decidedForItself(child.standing) && routeLabel(guide, child.route);
    const none = <span className="ds-unknown">–</span>;
    return [
      {
        id: `grid-${person.ordinal}`,
        cells: [
          <>
            <bdi>{childName(person)}</bdi>, {ageWords({ ...person, dueDate: null }, receivedOn)}
          </>,
          CHILD_TIES[person.tie],
          child.standing === 'same' ? routeLabel(guide, child.route) : none,
          own ? (
            <>
              {own}
              {child.standingReason !== '' && <p className="ds-secondary">{child.standingReason}</p>}
            </>
          ) : (
            none
          ),
          child.standing === 'separate_household' ? 'Separate household' : none,
          child.standing === 'not_known' ? 'Not known yet' : none,
          child.riskReaches === null ? 'Not asked' : [RISK_ANSWERS[child.riskReaches], child.riskReason].filter((text) => text !== '').join(': '),
        ],
      },
    ];
  });
  if (rows.length === 0) return <p className="govuk-body">No child is named.</p>;
  return <StackTable caption="Every child, and how each stands to the decision" columns={COLUMNS} rows={rows} />;
}
