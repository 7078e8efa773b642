import type { Temporal } from 'temporal-polyfill';
import { DateTime } from '@/components/doorstep';
import { Tag } from '@/components/govuk';
import { MARK_TABLE, type Mark } from '@/lib/contact/queue/marks';
import { isOverdue } from './marks-shown';

export interface MarksProps {
  marks: readonly Mark[];
  heldUntil: Temporal.Instant | null;
  now: Temporal.Instant;
}

/** What is said of a contact beside its state, each as a tag; nothing where nothing is. The rows of the queue have `LiveMarks`. */
export function Marks({ marks, heldUntil, now }: MarksProps) {
  if (marks.length === 0) return null;
  return (
    <ul className="ds-marks" aria-label="Marks">
      {marks.map((mark) => {
        const { staff, meaning, colour } = MARK_TABLE[mark];
        const until = mark === 'held_for_checks' ? heldUntil : null;
        const overdue = until !== null && isOverdue(until, now);
        return (
          <li key={mark} title={meaning}>
            <Tag
              classes={`govuk-tag--${overdue ? 'red' : colour}`}
              html={
                <>
                  {staff}
                  {until !== null && (
                    <>
                      {' '}
                      <DateTime at={until} now={now} />
                    </>
                  )}
                  {overdue && ': time is up'}
                </>
              }
            />
          </li>
        );
      })}
    </ul>
  );
}
