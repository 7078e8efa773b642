'use client';

import { useEffect, useRef } from 'react';
import { KeyHints } from '@/components/doorstep';

export const QUEUE_KEYS = [
  { keys: ['j', 'k'], does: 'next, previous' },
  { keys: ['Enter'], does: 'open' },
  { keys: ['c'], does: 'claim' },
  { keys: ['d'], does: 'decide' },
  { keys: ['/'], does: 'find' },
  { keys: ['.'], does: 'show new' },
  { keys: ['?'], does: 'all keys' },
] as const;

const rows = () => [...document.querySelectorAll<HTMLElement>('[data-contact]')];
const linkOf = (row: HTMLElement | undefined) => row?.querySelector<HTMLElement>('[data-open]');

function typing(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && (target.isContentEditable || ['INPUT', 'TEXTAREA', 'SELECT'].includes(target.tagName));
}

/** The row that has the focus; moving and acting both go by it, so that what is drawn, spoken and done is one. */
function current(): HTMLElement | undefined {
  return document.activeElement?.closest<HTMLElement>('[data-contact]') ?? undefined;
}

function move(by: 1 | -1): void {
  const all = rows();
  const now = current();
  const at = now === undefined ? (by === 1 ? -1 : all.length) : all.indexOf(now);
  const link = linkOf(all[Math.min(Math.max(at + by, 0), all.length - 1)]);
  link?.focus();
  link?.closest('tr')?.scrollIntoView({ block: 'nearest' });
}

/** Only who holds a contact decides on it: what nobody holds is claimed on the way. */
function decide(): void {
  const row = current();
  const submit = row?.querySelector<HTMLButtonElement>('button[data-decide]') ?? row?.querySelector<HTMLButtonElement>('button[data-open-decision]');
  if (submit) submit.form?.requestSubmit(submit);
  else linkOf(row)?.click();
}

/**
 * Single-key shortcuts of the queue. They are off in fields, with a modifier held, and for whoever turned them off
 * in their preferences, where this is not rendered (WCAG 2.1.4).
 */
export function QueueKeys() {
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => {
    const acts: Record<string, () => void> = {
      j: () => move(1),
      k: () => move(-1),
      c: () => current()?.querySelector<HTMLFormElement>('form[data-claim]')?.requestSubmit(),
      d: decide,
      '/': () => document.getElementById('find-reference')?.focus(),
      '.': () => document.querySelector<HTMLAnchorElement>('a[data-show-new]')?.click(),
      '?': () => dialog.current?.showModal(),
    };
    const onKey = (event: KeyboardEvent) => {
      const act = acts[event.key];
      if (!act || event.ctrlKey || event.metaKey || event.altKey || typing(event.target) || dialog.current?.open) return;
      event.preventDefault();
      act();
    };
    const mark = () => {
      const now = current();
      for (const row of rows()) row.classList.toggle('ds-stack__row--selected', row === now);
    };
    document.addEventListener('keydown', onKey);
    document.addEventListener('focusin', mark);
    return () => {
      document.removeEventListener('keydown', onKey);
      document.removeEventListener('focusin', mark);
    };
  }, []);
  const off = (
    <a className="govuk-link" href="/preferences">
      Turn these off
    </a>
  );
  return (
    <>
      <KeyHints hints={QUEUE_KEYS} toggle={off} />
      <dialog ref={dialog} className="ds-dialog" aria-label="Keyboard shortcuts">
        <KeyHints hints={QUEUE_KEYS} toggle={off} />
        <form method="dialog">
          <button type="submit" className="govuk-button govuk-button--secondary ds-button--small" data-module="govuk-button">
            Close
          </button>
        </form>
      </dialog>
    </>
  );
}
