import type { BodyProblem } from './body';

/** Headers of every dynamic answer; the content security policy with its nonce is added by `proxy.ts`. */
export const NO_STORE = { 'cache-control': 'no-store' } as const;

/** POST → 303 → GET. */
export function seeOther(path: string): Response {
  return new Response(null, { status: 303, headers: { ...NO_STORE, location: path } });
}

export function json(body: unknown, status = 200, headers: Record<string, string> = {}): Response {
  return Response.json(body, { status, headers: { ...NO_STORE, ...headers } });
}

const escapes: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };
const escape = (text: string) => text.replace(/[&<>"]/g, (mark) => escapes[mark] ?? mark);

/** A page without the application: for answers that must come even when nothing else works. */
export function plainPage(status: number, title: string, lines: string[], onward?: { href: string; text: string }): Response {
  return htmlPage(status, title, `${lines.map((line) => `<p>${escape(line)}</p>`).join('')}${onward === undefined ? '' : `<p><a href="${escape(onward.href)}">${escape(onward.text)}</a></p>`}`);
}

/** Of a plain page: what was typed and is kept nowhere, for whoever typed it. Back would load the page before anew, without it: pages are not stored. */
export function handedBack(words: readonly string[]): string[] {
  const typed = words.filter((text) => text.trim() !== '');
  return typed.length === 0 ? [] : ['What you typed was not kept. Copy it from here if it is still needed:', ...typed];
}

function htmlPage(status: number, title: string, content: string, headers: Record<string, string> = {}): Response {
  const body = `<!doctype html><html lang="en-GB"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${escape(title)}</title><link rel="stylesheet" href="/plain.css"></head><body><main><h1>${escape(title)}</h1>${content}</main></body></html>`;
  return new Response(body, { status, headers: { ...NO_STORE, 'content-type': 'text/html; charset=utf-8', ...headers } });
}

/** The answer to somebody whose network has tried too often (RFC 6585, section 4). @param seconds after which it may be tried again. */
export function tooOften(seconds: number): Response {
  const minutes = Math.ceil(seconds / 60);
  const answer = plainPage(429, 'Too many tries from where you are', [`Wait ${minutes === 1 ? 'a minute' : `${minutes} minutes`}, then try again. Others on your network may have made them; a computer on which you have signed in before need not wait.`, 'You need no account to ring your area’s number. If a child is in danger now, ring 999.'], { href: '/', text: 'Find your area’s number' });
  answer.headers.set('retry-after', String(seconds));
  return answer;
}

/** When to ask again, in seconds: a database that was stopped is back within ten. */
export const AGAIN = { 'retry-after': '10' } as const;
const ELSE = 'If a child is in danger now, ring 999. For anything else that cannot wait, ring the front door.';

/**
 * The answer while the database is away: in plain words, without the application, and with what was typed. Where a form was on
 * its way it stands in the page, and one press sends it again to where it went; its key and version are in it, so that nothing is done twice.
 * @param path where it went, or which page was wanted.
 * @param typed the fields of the form; null for a page, or where they may not be shown again.
 */
export function tryAgainPage(path: string, typed: Record<string, string | string[]> | null, posted = typed !== null): Response {
  const title = 'Try again in a minute';
  const lines = posted
    ? typed === null
      ? ['The service cannot reach its records just now, so this was not answered. Go back: what you typed is still in your browser. Then send it again.']
      : ['The service cannot reach its records just now. What earlier pages said was saved is saved.', 'What you typed on the last page is kept in this page until it is sent. Leave it open, and press the button in a minute: it is sent again, and nothing is done twice.']
    : ['The service cannot reach its records just now. Your answers are saved: whatever a page said was saved is still there when it answers again.'];
  const again = typed !== null ? `<form method="post" action="${escape(path)}">${hiddenFields(typed)}<button>Try again</button></form>` : posted ? '' : `<p><a href="${escape(path)}">Try again</a></p>`;
  return htmlPage(503, title, `${lines.map((line) => `<p>${escape(line)}</p>`).join('')}${again}<p>${ELSE}</p>`, AGAIN);
}

const hiddenFields = (fields: TypedAgain['fields']) => Object.entries(fields).flatMap(([name, value]) => (Array.isArray(value) ? value : [value]).map((each) => `<textarea name="${escape(name)}" hidden>\n${escape(each)}</textarea>`)).join('');

/** A form that did not reach where it went: its address there, its fields, and when they were typed, in words. */
export interface TypedAgain {
  path: string;
  fields: Record<string, string | string[]>;
  when: string;
}

/** Words among the answers of a form; a code or a number of ours says nothing to its reader. One word by itself is told from a code by its capital or its stop, an e-mail address by its sign. */
export const wordsIn = (fields: TypedAgain['fields']) => Object.values(fields).flat().map((value) => value.trim()).filter((value) => /[\s@]|^\p{Lu}[\p{L}’'-]*\p{Ll}[.!?]?$|^\p{L}+[.!?]$/u.test(value));

/**
 * The answer to whoever was asked a question before what they had typed was taken: their own words, each form with a button that
 * sends it to where it went. Nothing is written without it.
 * @param onward where they go on to; the page of the contact.
 */
export function sendAgainPage(forms: readonly TypedAgain[], onward: string): Response {
  const each = forms.map(({ path, fields, when }) => `<h2>Typed ${escape(when)}</h2>${wordsIn(fields).map((words) => `<blockquote>${escape(words)}</blockquote>`).join('')}<form method="post" action="${escape(path)}">${hiddenFields(fields)}<button>Send it as you typed it</button></form>`);
  return htmlPage(200, 'What you typed is here', `<p>Before you were asked whether you know the family you had typed this. It was not sent, and nobody else has seen it.</p>${each.join('')}<p><a href="${escape(onward)}">Go on without sending it</a>. It stays kept for you: the contact’s page leads back here.</p>`);
}

/**
 * The answer to a form whose session had ended: nothing of it is kept here, and so its words go back to whoever sent them. Once they have
 * signed in again, in another window, one press sends it again to where it went.
 * @param danger it said that a child is in danger now: before anything else, that nobody knows, and whom to ring (domain 7.1).
 */
export function signedOutPage(path: string, typed: TypedAgain['fields'], danger = false): Response {
  const ring = danger ? '<p><strong>If a child is in danger at this moment, ring <a href="tel:999">999</a>. Then ring your area: <a href="/" target="_blank" rel="noopener">the numbers of every area, by day and by night</a> (in another window). Ring first; do not wait to sign in.</strong></p>' : '';
  const lines = ['You had been signed out before this arrived, so nothing of it is saved. What you typed on the last page is in this page, and nowhere else: leave it open.', 'Sign in again in another window. Then come back here and press the button.'];
  const form = `<p><a href="/sign-in" target="_blank" rel="noopener">Sign in in another window</a></p><form method="post" action="${escape(path)}">${hiddenFields(typed)}<button>I have signed in: send it again</button></form>`;
  return htmlPage(401, danger ? 'NOT SENT. Nobody knows yet that a child is in danger' : 'Not saved: you were signed out', `${ring}${lines.map((line) => `<p>${escape(line)}</p>`).join('')}${form}${wordsIn(typed).map((words) => `<blockquote>${escape(words)}</blockquote>`).join('')}${danger ? '' : `<p>${ELSE}</p>`}`);
}

const STILL_THERE = 'What you typed is still in your browser: go back, and it is there. If a child is in danger now, ring 999.';

const BODY_ANSWERS: Record<BodyProblem, { status: number; title: string; line: string }> = {
  wrong_type: { status: 415, title: 'We could not read that', line: 'The form was sent in a way this service does not read.' },
  too_large: { status: 413, title: 'That is more than we can take in one go', line: 'It is larger than we take: 2 megabytes of words, or 8 megabytes with a file. Shorten the longest answer, or send a smaller file.' },
  not_utf8: { status: 400, title: 'Some characters could not be read', line: 'Part of what was sent is not valid text. Copy it through a plain text editor and try again.' },
  null_character: { status: 400, title: 'Some characters could not be kept', line: 'What was sent holds a character that cannot be kept (a NUL, often from copying out of a PDF). Remove it and try again.' },
  cut_off: { status: 400, title: 'It did not all arrive', line: 'The connection was cut before everything arrived. Nothing was changed.' },
};

/** The answer to a body that could not be read, in words that say what was kept. */
export function bodyAnswer(problem: BodyProblem): Response {
  const { status, title, line } = BODY_ANSWERS[problem];
  return plainPage(status, title, [line, STILL_THERE]);
}
