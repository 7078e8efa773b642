import type { ReactNode } from 'react';
import { StackTable } from './stack-table';

/** Someone in the household or of weight in a child's life. What is left out is shown as not known. */
export interface HouseholdPerson {
  id: string;
  name?: ReactNode;
  /** Age at the event, as words: "5 months", "unborn, due in May". */
  age?: ReactNode;
  /** "Mother", "half-brother". */
  relation?: ReactNode;
  /** Who is who to them as colleagues wrote it down, beside what was told: one sentence each. */
  written?: readonly string[] | undefined;
  /** "Lives here", "at his grandmother's". */
  lives?: ReactNode;
  note?: ReactNode;
  /** Whether the concern is about this person. */
  concern?: boolean | undefined;
}

const or = (value: ReactNode) => value || <span className="ds-unknown">Not known</span>;

/** Everyone around the child, as a table. */
export function HouseholdTable({ people, caption = 'Household and significant adults' }: { people: readonly HouseholdPerson[]; caption?: string | undefined }) {
  return (
    <StackTable
      caption={caption}
      columns={[{ heading: 'Name' }, { heading: 'Age' }, { heading: 'Relation' }, { heading: 'Lives' }, { heading: 'What matters' }]}
      rows={people.map(({ id, name, age, relation, written = [], lives, note, concern }) => ({
        id,
        cells: [
          <>
            <bdi>{or(name)}</bdi>
            {concern && <strong className="ds-mark">concern</strong>}
          </>,
          or(age),
          <>
            {or(relation)}
            {written.map((words) => (
              <p className="ds-secondary" key={words}>
                Written down: <bdi>{words}</bdi>
              </p>
            ))}
          </>,
          or(lives),
          note || '–',
        ],
      }))}
    />
  );
}
