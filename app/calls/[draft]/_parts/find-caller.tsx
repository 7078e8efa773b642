'use client';

import { useCallback, useEffect, useRef, useState } from 'react';
import type { Offer } from './offer';

const PAUSE_MS = 200;
const FEWEST_LETTERS = 2;
const LIST = 'known-callers';

interface Offered extends Offer {
  fields: Record<string, string>;
}

/** What stands open, and which of it the arrows are at; -1 for none. */
interface Open {
  offered: readonly Offered[];
  active: number;
}
const CLOSED: Open = { offered: [], active: -1 };

const isAnswer = (value: unknown): value is { callers: Offered[] } => typeof value === 'object' && value !== null && 'callers' in value;
const optionId = (at: number) => `${LIST}-${at}`;
/** Work and number that the caller gave stand; who they are and where from is what was chosen. */
const GIVEN = new Set(['you.role', 'you.phone']);

/** Fills the form's own fields, and returns what it wrote: only that may be written over by another choice. */
function fill(form: HTMLFormElement, fields: Record<string, string>, before: Readonly<Record<string, string>>): Record<string, string> {
  const written: Record<string, string> = {};
  for (const [name, value] of Object.entries(fields)) {
    const control = form.elements.namedItem(name);
    if (!(control instanceof HTMLInputElement) && !(control instanceof HTMLSelectElement)) continue;
    if (GIVEN.has(name) && control.value.trim() !== '' && control.value !== before[name]) continue;
    control.value = value;
    written[name] = value;
  }
  form.dispatchEvent(new Event('input', { bubbles: true }));
  return written;
}

/** What is offered: kept beside React's own state, so that keys which come faster than a drawing find what stands there. */
function useOpen() {
  const [open, draw] = useState(CLOSED);
  const now = useRef(CLOSED);
  const show = useCallback((next: Open) => {
    now.current = next;
    draw(next);
  }, []);
  return { open, now, show };
}

/**
 * Makes the field for the caller's name a combobox of known professionals (WAI-ARIA, list autocomplete with manual selection):
 * arrows choose, Enter takes, Escape closes, and whatever is typed stays typed. Names go by POST and into no address.
 * @param insteadId what does the same without scripts, and is taken away.
 */
export function FindCaller({ formId, inputId, insteadId, href }: { formId: string; inputId: string; insteadId: string; href: string }) {
  const { open, now, show } = useOpen();
  const [said, setSaid] = useState('');
  const written = useRef<Record<string, string>>({});

  const take = useCallback(
    (at: number) => {
      const form = document.getElementById(formId);
      const chosen = now.current.offered[at];
      if (!(form instanceof HTMLFormElement) || chosen === undefined) return;
      written.current = fill(form, chosen.fields, written.current);
      show(CLOSED);
      setSaid(`${chosen.name}, ${chosen.detail}: filled in. Change what is different now.`);
    },
    [formId, now, show],
  );

  useEffect(() => {
    const input = document.getElementById(inputId);
    if (!(input instanceof HTMLInputElement)) return undefined;
    const instead = document.getElementById(insteadId);
    if (instead !== null) instead.hidden = true;
    input.setAttribute('role', 'combobox');
    input.setAttribute('aria-autocomplete', 'list');
    input.setAttribute('aria-controls', LIST);
    input.setAttribute('aria-haspopup', 'listbox');
    let timer: number | undefined;
    let asking: AbortController | undefined;
    const ask = async () => {
      asking = new AbortController();
      try {
        const answer = await fetch(href, { method: 'POST', body: new URLSearchParams({ typed: input.value }), headers: { accept: 'application/json' }, signal: asking.signal });
        const found: unknown = await answer.json();
        if (!answer.ok || !isAnswer(found) || document.activeElement !== input) return;
        const { length } = found.callers;
        show({ offered: found.callers, active: -1 });
        setSaid(length === 0 ? '' : `${length === 1 ? '1 known professional' : `${length} known professionals`}. Arrow down to choose, or go on typing.`);
      } catch {
        // No list is no loss: the name is typed as without it.
      }
    };
    const close = () => {
      window.clearTimeout(timer);
      asking?.abort();
      show(CLOSED);
    };
    const typed = (event: Event) => {
      if (!event.isTrusted) return;
      close();
      setSaid('');
      if (input.value.trim().length >= FEWEST_LETTERS) timer = window.setTimeout(() => void ask(), PAUSE_MS);
    };
    const key = (event: KeyboardEvent) => {
      const { offered, active } = now.current;
      const { length } = offered;
      if (length === 0) return;
      if (event.key === 'ArrowDown') show({ offered, active: (active + 1) % length });
      else if (event.key === 'ArrowUp') show({ offered, active: active <= 0 ? length - 1 : active - 1 });
      else if (event.key === 'Escape') close();
      else if (event.key === 'Enter' && active >= 0) take(active);
      else return;
      event.preventDefault();
      event.stopPropagation();
    };
    input.addEventListener('input', typed);
    input.addEventListener('keydown', key);
    input.addEventListener('blur', close);
    return () => {
      close();
      input.removeEventListener('input', typed);
      input.removeEventListener('keydown', key);
      input.removeEventListener('blur', close);
    };
  }, [inputId, insteadId, href, now, show, take]);

  const { offered, active } = open;
  useEffect(() => {
    const input = document.getElementById(inputId);
    input?.setAttribute('aria-expanded', String(offered.length > 0));
    if (active >= 0) input?.setAttribute('aria-activedescendant', optionId(active));
    else input?.removeAttribute('aria-activedescendant');
  }, [inputId, offered, active]);

  return (
    <div className="relative">
      <ul id={LIST} role="listbox" aria-label="Known professionals" hidden={offered.length === 0} className="absolute z-10 -mt-5 mb-0 w-full list-none border border-[var(--ds-quiet-edge)] bg-[var(--ds-surface)] p-0">
        {offered.map(({ ref, name, detail, known }, at) => (
          <li
            key={ref}
            id={optionId(at)}
            role="option"
            aria-selected={at === active}
            className={`cursor-pointer border-b border-[var(--ds-line)] px-2 py-1 ${at === active ? 'bg-[var(--ds-selected)] underline' : ''}`}
            // Before the field loses the focus, which closes the list.
            onPointerDown={(event) => {
              event.preventDefault();
              take(at);
            }}
          >
            <bdi>{name}</bdi>, <bdi>{detail}</bdi>
            {known !== '' && <> ({known})</>}
          </li>
        ))}
      </ul>
      <p className="govuk-hint" role="status">
        {said}
      </p>
    </div>
  );
}
