import type { ReactNode } from 'react';

export interface SavedLineProps {
  /** When the last save was, as a `DateTime` or words; nothing when nothing is saved yet. */
  savedAt?: ReactNode;
  /** Whether the draft has gone to anyone; an unsent one says so. */
  sent?: boolean | undefined;
}

/** Tells the author what is kept and whether anybody has it. Announced when autosave changes it. */
export function SavedLine({ savedAt, sent = false }: SavedLineProps) {
  return (
    <p className="ds-saved" role="status">
      {savedAt ? <>Saved {savedAt}.</> : 'Nothing saved yet.'}
      {!sent && ' Nothing has been sent yet.'}
    </p>
  );
}
