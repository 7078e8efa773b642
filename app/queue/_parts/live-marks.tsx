'use client';

import { useRowNews } from './news';
import type { ShownMark } from './marks-shown';

/**
 * The marks of a row, which follow what others do without a reload. A mark that is over keeps its room, so that no row moves
 * under the cursor.
 */
export function LiveMarks({ contactId, marks }: { contactId: string; marks: readonly ShownMark[] }) {
  const now = useRowNews(contactId)?.marks ?? marks;
  const over = marks.filter(({ mark }) => !now.some((each) => each.mark === mark));
  if (now.length === 0 && over.length === 0) return null;
  return (
    <ul className="ds-marks" aria-label="Marks" aria-hidden={now.length === 0}>
      {now.map(({ mark, words, meaning, colour }) => (
        <li key={mark} title={meaning}>
          <strong className={`govuk-tag govuk-tag--${colour}`}>{words}</strong>
        </li>
      ))}
      {over.map(({ mark }) => (
        <li key={mark} className="invisible" aria-hidden>
          <strong className="govuk-tag">&nbsp;</strong>
        </li>
      ))}
    </ul>
  );
}
