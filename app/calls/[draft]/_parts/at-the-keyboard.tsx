'use client';

import { useEffect, useState } from 'react';

const FIELDS = 'input:not([type="hidden"]), select, textarea';

/** Where a key leads: the first field of a part, the notes (0), or the way on (9). */
function target(digit: string): HTMLElement | null {
  if (digit === '0') return document.getElementById('happened-what');
  if (digit === '9') return document.querySelector<HTMLElement>('[data-way-on]');
  return document.querySelector<HTMLElement>(`[data-part="${digit}"]`)?.querySelector<HTMLElement>(FIELDS) ?? null;
}

/**
 * Alt and a figure jump to a part. They carry a modifier, so that they never meet what is typed (WCAG 2.1.4). Enter in a
 * line would save and draw the page anew in the middle of a sentence; what is typed is kept without it.
 */
export function CallKeys({ formId }: { formId: string }) {
  useEffect(() => {
    const pressed = (event: KeyboardEvent) => {
      if (event.key === 'Enter' && event.target instanceof HTMLInputElement && event.target.form?.id === formId) {
        event.preventDefault();
        return;
      }
      const digit = /^Digit(\d)$/.exec(event.code)?.[1];
      if (digit === undefined || !event.altKey || event.ctrlKey || event.metaKey) return;
      const field = target(digit);
      if (field === null) return;
      event.preventDefault();
      field.focus();
      field.scrollIntoView({ block: 'center' });
    };
    document.addEventListener('keydown', pressed);
    return () => document.removeEventListener('keydown', pressed);
  }, [formId]);
  return null;
}

const SECOND = 1_000;
const two = (figure: number) => String(figure).padStart(2, '0');

/**
 * How long ago the call began. It is not spoken: a screen reader that counts seconds would talk over the caller.
 * @param seconds at the moment the page was made.
 */
export function CallTimer({ seconds }: { seconds: number }) {
  const [passed, setPassed] = useState(0);
  useEffect(() => {
    const from = performance.now();
    const timer = window.setInterval(() => setPassed(Math.floor((performance.now() - from) / SECOND)), SECOND);
    return () => window.clearInterval(timer);
  }, []);
  const all = seconds + passed;
  const hours = Math.floor(all / 3600);
  return (
    <span role="timer" aria-label="Since the call began" className="tabular-nums">
      {hours > 0 && `${hours}:`}
      {two(Math.floor((all % 3600) / 60))}:{two(all % 60)}
    </span>
  );
}
