'use client';

import { useEffect } from 'react';
import { KeyHints } from '@/components/doorstep';

const HINTS = [
  { keys: ['a'], does: 'choose what the guide proposes' },
  { keys: ['0', '…', '9'], does: 'primary need, where none is chosen' },
  { keys: ['n'], does: 'the list of needs' },
  { keys: ['y', 'x'], does: 'child seen; nobody seen yet, and so neither child nor family heard' },
  { keys: ['v'], does: 'what the child says' },
  { keys: ['h'], does: 'history read' },
  { keys: ['w'], does: 'why' },
  { keys: ['Ctrl', 'Enter'], does: 'check and decide' },
] as const;

/** Letters are words in a text field and choose an option in a list; on a radio or a box they are free. */
function typing(target: EventTarget | null): boolean {
  if (target instanceof HTMLInputElement) return !['radio', 'checkbox'].includes(target.type);
  return target instanceof HTMLTextAreaElement || target instanceof HTMLSelectElement;
}

/** A press counts as if it had been made by hand: the reasons open and the draft is saved. */
function choose(input: HTMLInputElement | null | undefined): void {
  if (input && !input.checked) input.click();
}

function openReasons({ target }: Event): void {
  if (!(target instanceof HTMLInputElement) || target.type !== 'radio') return;
  const group = target.closest<HTMLElement>('[data-proposed]');
  const reasons = document.getElementById(group?.dataset['differs'] ?? '');
  if (reasons instanceof HTMLDetailsElement && target.value !== group?.dataset['proposed']) reasons.open = true;
  const safety = document.getElementById('keeping-safe');
  if (safety instanceof HTMLDetailsElement && group?.dataset['protects']?.split(' ').includes(target.value)) safety.open = true;
}

/** Is it asked now, and not folded away under an answer that was not given? */
const isAsked = (element: Element) => element.closest('.govuk-radios__conditional--hidden') === null;

function chooseNeed(form: HTMLFormElement, figure: string): void {
  for (const select of form.querySelectorAll<HTMLSelectElement>('select[name^="primaryNeed."]')) {
    if (select.value !== '' || !isAsked(select)) continue;
    select.value = `N${figure}`;
    select.dispatchEvent(new Event('input', { bubbles: true }));
  }
}

function chooseSeen(form: HTMLFormElement, value: 'yes' | 'no'): void {
  for (const input of form.querySelectorAll<HTMLInputElement>(`input[name^="childSeen."][value="${value}"]`)) if (isAsked(input)) choose(input);
}

/** Whom nobody saw was not heard for that reason, and the family not asked, unless something else is said already. */
function chooseNotHeard(form: HTMLFormElement): void {
  for (const select of form.querySelectorAll<HTMLSelectElement>('select[name^="notHeard."]')) {
    const said = form.querySelector<HTMLTextAreaElement>(`textarea[name="${select.name.replace('notHeard', 'childViews')}"]`)?.value ?? '';
    if (select.value !== '' || said !== '' || !isAsked(select)) continue;
    select.value = 'not_seen_yet';
    select.dispatchEvent(new Event('input', { bubbles: true }));
  }
  const family = form.querySelector<HTMLSelectElement>('select[name="familyNotHeard"]');
  if (family === null || family.value !== '' || (form.querySelector<HTMLTextAreaElement>('textarea[name="familyViews"]')?.value ?? '') !== '') return;
  family.value = 'not_asked_yet';
  family.dispatchEvent(new Event('input', { bubbles: true }));
}

/**
 * Opens the reasons as soon as a route other than the proposed one is chosen, and gives the form its keys. Single keys
 * are off in fields and for whoever turned them off (WCAG 2.1.4). Without the script the reasons stand behind their line.
 */
export function DecisionKeys({ formId, shortcuts }: { formId: string; shortcuts: boolean }) {
  useEffect(() => {
    const form = document.getElementById(formId);
    if (!(form instanceof HTMLFormElement)) return;
    const acts: Record<string, () => void> = {
      a: () => {
        for (const group of form.querySelectorAll<HTMLElement>('[data-proposed]')) choose(group.querySelector<HTMLInputElement>(`input[value="${group.dataset['proposed'] ?? ''}"]`));
      },
      n: () => form.querySelector<HTMLElement>('select[name^="primaryNeed"]')?.focus(),
      y: () => chooseSeen(form, 'yes'),
      x: () => {
        chooseSeen(form, 'no');
        chooseNotHeard(form);
      },
      v: () => form.querySelector<HTMLElement>('textarea[name^="childViews."]')?.focus(),
      h: () => choose(form.querySelector<HTMLInputElement>('input[name="historyRead"]')),
      w: () => form.querySelector<HTMLElement>('textarea[name="rationale"]')?.focus(),
    };
    for (const figure of '0123456789') acts[figure] = () => chooseNeed(form, figure);
    const onKey = (event: KeyboardEvent) => {
      if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) {
        event.preventDefault();
        form.requestSubmit(form.querySelector<HTMLButtonElement>('button[value="check"]'));
        return;
      }
      const act = acts[event.key];
      if (!shortcuts || !act || event.ctrlKey || event.metaKey || event.altKey || typing(event.target)) return;
      event.preventDefault();
      act();
    };
    form.addEventListener('change', openReasons);
    document.addEventListener('keydown', onKey);
    return () => {
      form.removeEventListener('change', openReasons);
      document.removeEventListener('keydown', onKey);
    };
  }, [formId, shortcuts]);
  const off = (
    <a className="govuk-link" href="/preferences">
      Turn these off
    </a>
  );
  return shortcuts ? <KeyHints hints={HINTS} toggle={off} /> : null;
}
