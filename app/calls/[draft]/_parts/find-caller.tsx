'use client';

import { useEffect, useRef, useState } from 'react';
import type { Offer } from './offer';

const PAUSE_MS = 200;
const FEWEST_LETTERS = 2;
const LIST = 'known-callers';

interface Offered extends Offer {
  fields: Record<string, string>;
}

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
    const typed = (control).value;
    if (GIVEN.has(name) && typed.trim() !== '' && typed !== before[name]) continue;
    control.value = value;
    written[name] = value;
  }
  form.dispatchEvent(new Event('input', { bubbles: true }));
  return written;
}

/**
 * Makes the field for the caller's name a combobox of known professionals (WAI-ARIA, list autocomplete with manual selection):
 * arrows choose, Enter takes, Escape closes, and whatever is typed stays typed. Names go by POST and into no address.
 * @param insteadId what does the same without scripts, and is taken away.
 */
export function FindCaller({ formId, inputId, insteadId, href }: { formId: string; inputId: string; insteadId: string; href: string }) {
  const [offered, setOffered] = useState<readonly Offered[]>([]);
  const [active, setActive] = useState(-1);
  const [said, setSaid] = useState('');
  const written = useRef<Record<string, string>>({});
  const open = offered.length > 0;
  const take = useRef<(at: number) => void>(() => undefined);
  const move = useRef<(event: KeyboardEvent) => void>(() => undefined);

  useEffect(() => {
    take.current = (at) => {
      const form = document.getElementById(formId);
      const chosen = offered[at];
      if (!(form instanceof HTMLFormElement) || chosen === undefined) return;
      written.current = fill(form, chosen.fields, written.current);
      setOffered([]);
      setActive(-1);
      setSaid(`${chosen.name}, ${chosen.detail}: filled in. Change what is different now.`);
    };
    move.current = (event) => {
      if (!open) return;
      if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
        event.preventDefault();
        const step = event.key === 'ArrowDown' ? 1 : -1;
        setActive((at) => (at === -1 && step === -1 ? offered.length - 1 : (at + step + offered.length) % offered.length));
      } else if (event.key === 'Enter' && active >= 0) {
        event.preventDefault();
        event.stopPropagation();
        take.current(active);
      } else if (event.key === 'Escape') {
        event.preventDefault();
        setOffered([]);
        setActive(-1);
      }
    };
  }, [formId, offered, active, open]);

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
        setOffered(found.callers);
        setActive(-1);
        const { length } = found.callers;
        setSaid(length === 0 ? '' : `${length === 1 ? '1 known professional' : `${length} known professionals`}. Arrow down to choose, or go on typing.`);
      } catch {
        // No list is no loss: the name is typed as without it.
      }
    };
    const typed = (event: Event) => {
      if (!event.isTrusted) return;
      window.clearTimeout(timer);
      asking?.abort();
      setOffered([]);
      setActive(-1);
      setSaid('');
      if (input.value.trim().length >= FEWEST_LETTERS) timer = window.setTimeout(() => void ask(), PAUSE_MS);
    };
    const key = (event: KeyboardEvent) => move.current(event);
    const left = () => {
      asking?.abort();
      window.clearTimeout(timer);
      setOffered([]);
      setActive(-1);
    };
    input.addEventListener('input', typed);
    input.addEventListener('keydown', key);
    input.addEventListener('blur', left);
    return () => {
      left();
      input.removeEventListener('input', typed);
      input.removeEventListener('keydown', key);
      input.removeEventListener('blur', left);
    };
  }, [inputId, insteadId, href]);

  useEffect(() => {
    const input = document.getElementById(inputId);
    input?.setAttribute('aria-expanded', String(open));
    if (active >= 0) input?.setAttribute('aria-activedescendant', optionId(active));
    else input?.removeAttribute('aria-activedescendant');
  }, [inputId, open, active]);

  return (
    <div className="relative">
      <ul id={LIST} role="listbox" aria-label="Known professionals" hidden={!open} className="absolute z-10 m-0 w-full list-none border border-[var(--ds-quiet-edge)] bg-[var(--ds-surface)] p-0">
        {offered.map(({ ref, name, detail, known }, at) => (
          <li
            key={ref}
            id={optionId(at)}
            role="option"
            aria-selected={at === active}
            className={`govuk-body m-0 cursor-pointer border-b border-[var(--ds-line)] px-2 py-1 ${at === active ? 'bg-[var(--ds-selected)] underline' : ''}`}
            // Before the field loses the focus, which closes the list.
            onPointerDown={(event) => {
              event.preventDefault();
              take.current(at);
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
