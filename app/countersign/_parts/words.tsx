import type { Temporal } from 'temporal-polyfill';
import { MAY_KNOW_WORDS, type Shown } from '@/lib/restriction/model';

/** How long something has waited, in the largest unit that says enough. */
export function waitedWords(since: Temporal.Instant, now: Temporal.Instant): string {
  const minutes = Math.max(0, Math.floor(since.until(now).total('minutes')));
  const [count, unit] = minutes < 120 ? [minutes, 'minute'] : minutes < 2 * 1440 ? [Math.floor(minutes / 60), 'hour'] : [Math.floor(minutes / 1440), 'day'];
  return `Waiting ${count} ${unit}${count === 1 ? '' : 's'}`;
}

/** The worker's reason, to whoever said that they know nobody in the family: the list is reading, too (domain 7.14). */
export function Rationale({ words, shown }: { words: string; shown: Shown }) {
  if (shown === 'nothing') return <p className="ds-secondary">{MAY_KNOW_WORDS}</p>;
  if (shown === 'kind') return <p className="ds-secondary">Why stands on its page. You are asked first whether you know the family.</p>;
  return (
    <div className="ds-narrative" dir="auto">
      {shortened(words)}
    </div>
  );
}

const LIST_LENGTH = 280;

function shortened(text: string): string {
  return text.length <= LIST_LENGTH ? text : `${text.slice(0, LIST_LENGTH).trimEnd()}… (whole on its page)`;
}
