'use client';

import { useEffect, useRef, useState, useSyncExternalStore } from 'react';

/** The list follows once the letters pause: narrowing it at each would hold up the next one on a slow telephone. */
const PAUSE_MS = 150;

/** Shows only the signs that hold every word typed, and those ticked; whole groups without one step back. */
function narrow(within: HTMLElement, typed: string): number {
  const words = typed.toLowerCase().split(/\s+/).filter(Boolean);
  let shown = 0;
  for (const item of within.querySelectorAll<HTMLElement>('.govuk-checkboxes__item')) {
    const text = item.textContent.toLowerCase();
    const ticked = item.querySelector<HTMLInputElement>('input')?.checked ?? false;
    const fits = ticked || words.every((word) => text.includes(word));
    // The Design System lays items out itself, which outweighs the hidden attribute.
    const display = fits ? '' : 'none';
    if (item.style.display !== display) item.style.display = display;
    if (fits) shown += 1;
  }
  const left = (part: HTMLElement) => [...part.querySelectorAll<HTMLElement>('.govuk-checkboxes__item')].filter((item) => item.style.display !== 'none');
  for (const group of within.querySelectorAll<HTMLElement>('[data-signs]')) group.hidden = left(group).length === 0;
  // What was found is seen; where nothing is looked for, a part stands open only for what is ticked in it.
  for (const fold of within.querySelectorAll<HTMLDetailsElement>('details[data-fold]')) {
    const ticked = fold.querySelector('input:checked') !== null;
    fold.open = ticked || (words.length > 0 && left(fold).length > 0);
  }
  return shown;
}

/** Finds a sign in a long list by its words. Only with the script; without it the whole list stands. */
export function FindSign({ within }: { within: string }) {
  const scripted = useSyncExternalStore(
    () => () => undefined,
    () => true,
    () => false,
  );
  const [count, setCount] = useState<number | null>(null);
  const pause = useRef<ReturnType<typeof setTimeout>>(undefined);
  useEffect(() => () => clearTimeout(pause.current), []);
  if (!scripted) return null;
  return (
    <div className="govuk-form-group">
      <label className="govuk-label govuk-label--s" htmlFor="find-sign">
        Find a sign
      </label>
      <div className="govuk-hint" id="find-sign-hint">
        For example, bruise, hungry, school
      </div>
      <input
        className="govuk-input"
        id="find-sign"
        type="search"
        autoComplete="off"
        aria-describedby="find-sign-hint"
        onKeyDown={(event) => {
          // It only narrows the list: Enter must not send the page.
          if (event.key === 'Enter') event.preventDefault();
        }}
        onChange={({ target }) => {
          clearTimeout(pause.current);
          pause.current = setTimeout(() => {
            const list = document.getElementById(within);
            if (list) setCount(target.value.trim() === '' ? (narrow(list, ''), null) : narrow(list, target.value));
          }, PAUSE_MS);
        }}
      />
      <p className="govuk-hint mt-1" role="status">
        {count !== null && (count === 1 ? '1 sign' : `${count} signs`)}
      </p>
    </div>
  );
}
