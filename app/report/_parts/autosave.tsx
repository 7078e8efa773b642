'use client';

import { useEffect, useState } from 'react';

/** How long after the last key the page is kept. */
const PAUSE_MS = 800;
/**
 * While somebody types without a pause it is kept all the same: no more than two seconds of words are ever at stake, the way
 * to the server included (`npm run test:deep` kills the browser a hundred times to see it).
 */
const LONGEST_MS = 1_200;
const RETRY_MS = 5_000;
/** An answer that takes longer is taken for lost. */
const LONGEST_ANSWER_MS = 20_000;
/** Whoever says that a child is in danger waits no longer than this for an answer under way; another button until that is taken for lost, so that its page does not meet itself as another text. */
const DANGER_WAITS_MS = 2_000;
const saysDanger = (button: HTMLElement | null) => button instanceof HTMLButtonElement && button.value === 'danger';
/** How often a page that was changed in another window goes on being kept beside the other text: at each key a copy would help nobody. */
const BESIDE_MS = 30_000;
/** Browsers refuse to finish a larger request after the page has gone. */
const LARGEST_KEPT_ALIVE = 60_000;
/** The count shows when this many characters are left. */
const SHOW_COUNT_BELOW = 4_000;

/** Tells a form's page what the server answered to keeping it. */
export const KEPT = 'doorstep:kept';

export type Standing = {
  kind: 'kept' | 'typing' | 'not_kept' | 'signed_out' | 'conflict';
  at: string;
  /** What the form is part of was sent meanwhile, from another window. */
  sent?: boolean;
};

const isAnswer = (value: unknown): value is { version?: number; savedAt?: string; kept?: boolean; sent?: boolean } => typeof value === 'object' && value !== null;

/** Says of a field whether it differs from what the server sent: a person was there before the scripts were. */
function changed(field: Element): boolean {
  if (field instanceof HTMLTextAreaElement) return field.value !== field.defaultValue.replaceAll('\r\n', '\n');
  if (field instanceof HTMLSelectElement) return field.selectedIndex !== Math.max(0, [...field.options].findLastIndex((option) => option.defaultSelected));
  if (!(field instanceof HTMLInputElement)) return false;
  return field.type === 'checkbox' || field.type === 'radio' ? field.checked !== field.defaultChecked : field.value !== field.defaultValue;
}

/** Shows under each long text how much room is left, in characters as people see them counted: code points. */
function watchCounts(form: HTMLFormElement): () => void {
  const counted = [...form.querySelectorAll<HTMLTextAreaElement>('textarea[data-longest]')].map((area) => {
    const line = document.createElement('p');
    line.className = 'govuk-hint';
    line.setAttribute('role', 'status');
    area.after(line);
    const show = () => {
      const left = Number(area.dataset['longest']) - [...area.value.replaceAll('\r\n', '\n')].length;
      line.textContent = left >= SHOW_COUNT_BELOW ? '' : left >= 0 ? `${left.toLocaleString('en-GB')} characters left` : `${(-left).toLocaleString('en-GB')} characters too many. Nothing is cut; move the rest to another answer.`;
    };
    show();
    area.addEventListener('input', show);
    return { area, line, show };
  });
  return () => {
    for (const { area, line, show } of counted) {
      area.removeEventListener('input', show);
      line.remove();
    }
  };
}

/** Keeps a form on the server while it is typed: the same POST as the button, by fetch. */
export function keepSaved(form: HTMLFormElement, tell: (standing: Standing) => void): () => void {
  let dirty = false;
  let failed = false;
  let leaving = false;
  let parted = false;
  let timer: number | undefined;
  let dirtySince = 0;
  let busy: Promise<void> | null = null;
  /** The button that waits for an answer under way. */
  let pressed: HTMLElement | null | undefined;
  let underWay: AbortController | null = null;
  /** What was sent and not answered. The server may have it: sent again as it was it gives the version, where newer words would be another text of the page. */
  let lost: URLSearchParams | null = null;
  const version = () => form.elements.namedItem('version');
  const typedNow = () => {
    const body = new URLSearchParams();
    for (const [name, value] of new FormData(form)) if (typeof value === 'string') body.append(name, value);
    return body;
  };
  const mark = () => {
    dirty = true;
    dirtySince = performance.now();
  };

  const send = async (again: URLSearchParams | null): Promise<void> => {
    dirty = false;
    failed = false;
    const body = again ?? typedNow();
    lost = body;
    const request = new AbortController();
    underWay = request;
    const limit = window.setTimeout(() => request.abort(), LONGEST_ANSWER_MS);
    try {
      const small = body.toString().length < LARGEST_KEPT_ALIVE;
      // What is on its way when the page goes arrives all the same.
      const answer = await fetch(form.action, { method: 'POST', body, keepalive: small, signal: request.signal, headers: { accept: 'application/json' } });
      const said: unknown = await answer.json().catch(() => null);
      // A server between may answer that there was none.
      if (answer.ok ? said !== null : answer.status <= 500) lost = null;
      // What was typed since then is still to be sent.
      if (again !== null) mark();
      const { version: saved, savedAt = '', kept = false, sent = false } = isAnswer(said) ? said : {};
      const field = version();
      if (saved !== undefined && field instanceof HTMLInputElement) field.value = String(saved);
      if (answer.ok && saved !== undefined) {
        parted = false;
        tell({ kind: dirty ? 'typing' : 'kept', at: savedAt, sent });
        form.dispatchEvent(new CustomEvent(KEPT, { detail: said }));
      }
      else if (answer.status === 401) tell({ kind: 'signed_out', at: kept ? 'kept' : '' });
      else if (answer.status === 409) {
        // Both texts are kept now. What is typed from here on stands nowhere else, and is kept more slowly.
        parted = true;
        tell({ kind: 'conflict', at: '', sent });
      } else throw new Error('not kept');
    } catch {
      mark();
      failed = true;
      tell({ kind: 'not_kept', at: '' });
      timer = window.setTimeout(flush, RETRY_MS);
    } finally {
      window.clearTimeout(limit);
    }
  };
  const flush = () => {
    window.clearTimeout(timer);
    if (!dirty || leaving || busy) return;
    busy = send(lost).finally(() => {
      busy = null;
      // What was typed meanwhile has waited already. After a failure its own, longer wait stands.
      if (dirty && !failed) later();
    });
  };
  const later = () => {
    window.clearTimeout(timer);
    const sofar = performance.now() - dirtySince;
    timer = window.setTimeout(flush, Math.max(0, parted ? BESIDE_MS - sofar : Math.min(PAUSE_MS, LONGEST_MS - sofar)));
  };
  const typed = () => {
    if (!dirty) mark();
    later();
  };
  const left = () => {
    if (!parted) flush();
  };
  const hide = () => {
    // Should the server have another by then, from the save under way, it keeps both texts: what was typed since is in no other place.
    if (dirty && !leaving) void send(null);
  };
  const submit = (event: SubmitEvent) => {
    if (leaving) return;
    if (busy) {
      // The version on its way back belongs in what is posted now; but nobody in danger waits for a line that is dead.
      event.preventDefault();
      const { submitter } = event;
      if (pressed === undefined) void busy.finally(() => form.requestSubmit(pressed));
      // Of several presses the last goes, and none instead of danger.
      if (pressed === undefined || !saysDanger(pressed)) pressed = submitter;
      if (saysDanger(submitter)) window.setTimeout(() => underWay?.abort(), DANGER_WAITS_MS);
      return;
    }
    leaving = true;
    window.clearTimeout(timer);
  };
  const shown = (event: PageTransitionEvent) => {
    if (event.persisted) window.location.reload();
  };
  if ([...form.elements].some(changed)) typed();
  form.addEventListener('input', typed);
  form.addEventListener('focusout', left);
  form.addEventListener('submit', submit);
  window.addEventListener('pagehide', hide);
  window.addEventListener('pageshow', shown);
  return () => {
    window.clearTimeout(timer);
    form.removeEventListener('input', typed);
    form.removeEventListener('focusout', left);
    form.removeEventListener('submit', submit);
    window.removeEventListener('pagehide', hide);
    window.removeEventListener('pageshow', shown);
  };
}

/** What a form's line says: what is kept, and what is still to be done with it, or that it was sent and this no more. */
export function SavedLine({ standing: { kind, at, sent = false }, conflictHref, button, until }: { standing: Standing; conflictHref: string; button: string; until: string }) {
  return (
    <>
      <p className="ds-saved">
        {(kind === 'kept' || kind === 'typing') && (at === '' ? 'Nothing saved yet.' : `Saved ${at}.`)}
        {kind === 'not_kept' && 'Not saved – trying again.'}
        {kind === 'signed_out' && (at === 'kept' ? `You have been signed out. What you typed is kept: press ${button}, sign in, and come back here.` : `Not saved: you have been signed out. What you typed is on this page and nowhere else: leave it open, sign in again in another window, then press ${button} here.`)}
        {kind === 'conflict' && !sent && (
          <>
            This page was changed in another window. Both texts are kept: <a className="govuk-link" href={conflictHref}>choose which to use</a>.
          </>
        )}{' '}
        {sent ? (
          <>
            This report was sent. What you type now did not go with it: <a className="govuk-link" href={conflictHref}>look at what was left out, and send it</a>.
          </>
        ) : (
          until
        )}
      </p>
      <p className="govuk-visually-hidden" role="status">
        {kind === 'not_kept' && 'Not saved. Trying again.'}
        {kind === 'signed_out' && 'You have been signed out.'}
        {kind === 'conflict' && !sent && 'This page was changed in another window.'}
        {sent && 'This report was sent. What you type now did not go with it.'}
      </p>
    </>
  );
}

/**
 * The line that says what is kept and that nothing was sent, and the script that keeps it so. Without the script the
 * line is true all the same: the page is kept by its buttons.
 * @param button the button that keeps the page and goes on.
 * @param until what is still to be done with what is kept.
 */
export function Autosave({ formId, savedAt, conflictHref, button = 'Continue', until = 'Nothing has been sent yet.' }: { formId: string; savedAt: string | null; conflictHref: string; button?: string; until?: string }) {
  const [standing, setStanding] = useState<Standing>({ kind: 'kept', at: savedAt ?? '' });
  useEffect(() => {
    const form = document.getElementById(formId);
    if (!(form instanceof HTMLFormElement)) return undefined;
    const [stopSaving, stopCounting] = [keepSaved(form, (next) => setStanding((before) => ({ ...next, sent: next.sent === true || before.sent === true }))), watchCounts(form)];
    return () => {
      stopSaving();
      stopCounting();
    };
  }, [formId]);
  const { sent = false } = standing;
  useEffect(() => {
    if (sent) for (const untrue of document.querySelectorAll<HTMLElement>('[data-not-sent]')) untrue.hidden = true;
  }, [sent]);
  return <SavedLine standing={standing} conflictHref={conflictHref} button={button} until={until} />;
}
