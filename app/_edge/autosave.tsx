'use client';

import { useEffect } from 'react';

export interface AutosaveProps {
  /** Id of the form: its own address is posted to, with everything typed. */
  formId: string;
  /** Id of the line that tells what is kept; it is announced when it changes. */
  statusId: string;
}

/** What the save route answers to a script; `kept` of one that had to be told to sign in again. */
export interface Answer {
  version?: number;
  savedAt?: string;
  problem?: string;
  kept?: boolean;
}

const PAUSE_MS = 1_200;

const KEPT_OUT = 'You were signed out. What you typed up to now is kept: save, sign in again, and it is here.';
const PROBLEM_WORDS: Record<string, string> = {
  signed_out: 'Not saved: you were signed out. Your words are on this page and nowhere else: leave it open, sign in again in another window, then save here.',
  ask_first: 'Not saved yet: first you are asked whether you know this family. Save, and your words are kept for you.',
  conflict: 'Changed in another window. Save to see both texts.',
};
const UNREACHABLE = 'Not saved: the service could not be reached. Your words are still on this page; it tries again as you type.';

/** What the line says of an answer. That something is kept it says only where the server did. */
export function wordsOf({ savedAt = '', problem, kept = false }: Answer): string {
  if (problem === undefined) return `Saved ${savedAt}. Nothing has been sent yet.`;
  return problem === 'signed_out' && kept ? KEPT_OUT : (PROBLEM_WORDS[problem] ?? UNREACHABLE);
}

function bodyOf(form: HTMLFormElement): URLSearchParams {
  const body = new URLSearchParams();
  for (const [name, value] of new FormData(form)) if (typeof value === 'string') body.append(name, value);
  return body;
}

/** The address is read as an attribute: a button named "action" hides the form's own property. */
async function save(form: HTMLFormElement, status: HTMLElement | null): Promise<void> {
  const say = (words: string) => {
    if (status) status.textContent = words;
  };
  try {
    const reply = await fetch(form.getAttribute('action') ?? '', { method: 'post', body: bodyOf(form), headers: { accept: 'application/json' }, credentials: 'same-origin' });
    const answer = (await reply.json()) as Answer;
    const version = form.elements.namedItem('version');
    if (version instanceof HTMLInputElement && answer.version !== undefined) version.value = String(answer.version);
    say(wordsOf(answer));
  } catch {
    say(UNREACHABLE);
  }
}

/**
 * Saves a draft while it is typed, by the same route as its save button: what is on the page is kept, right or wrong.
 * One save at a time; without the script the button does it.
 */
export function Autosave({ formId, statusId }: AutosaveProps) {
  useEffect(() => {
    const form = document.getElementById(formId);
    if (!(form instanceof HTMLFormElement)) return;
    let timer: ReturnType<typeof setTimeout> | undefined;
    let busy: Promise<void> | null = null;
    let leaving = false;
    let again = false;
    const run = () => {
      if (leaving) return;
      if (busy) {
        again = true;
        return;
      }
      busy = save(form, document.getElementById(statusId)).finally(() => {
        busy = null;
        if (again) {
          again = false;
          run();
        }
      });
    };
    const typed = () => {
      clearTimeout(timer);
      timer = setTimeout(run, PAUSE_MS);
    };
    const left = (event: SubmitEvent) => {
      leaving = true;
      clearTimeout(timer);
      if (busy === null) return;
      // The version on its way back belongs in what is posted now: without it one's own words would look like another's.
      event.preventDefault();
      const { submitter } = event;
      void busy.then(() => form.requestSubmit(submitter));
    };
    form.addEventListener('input', typed);
    form.addEventListener('submit', left);
    return () => {
      clearTimeout(timer);
      form.removeEventListener('input', typed);
      form.removeEventListener('submit', left);
    };
  }, [formId, statusId]);
  return null;
}
