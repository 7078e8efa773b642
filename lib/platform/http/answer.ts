import type { BodyProblem } from './body';

/** Headers of every dynamic answer; the content security policy with its nonce is added by `proxy.ts`. */
export const NO_STORE = { 'cache-control': 'no-store' } as const;

/** POST → 303 → GET. */
export function seeOther(path: string): Response {
  return new Response(null, { status: 303, headers: { ...NO_STORE, location: path } });
}

export function json(body: unknown, status = 200): Response {
  return Response.json(body, { status, headers: NO_STORE });
}

const escapes: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };
const escape = (text: string) => text.replace(/[&<>"]/g, (mark) => escapes[mark] ?? mark);

/** A page without the application: for answers that must come even when nothing else works. */
export function plainPage(status: number, title: string, lines: string[], onward?: { href: string; text: string }): Response {
  const body = `<!doctype html><html lang="en-GB"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${escape(title)}</title><link rel="stylesheet" href="/plain.css"></head><body><main><h1>${escape(title)}</h1>${lines.map((line) => `<p>${escape(line)}</p>`).join('')}${onward === undefined ? '' : `<p><a href="${escape(onward.href)}">${escape(onward.text)}</a></p>`}</main></body></html>`;
  return new Response(body, { status, headers: { ...NO_STORE, 'content-type': 'text/html; charset=utf-8' } });
}

/** The answer to somebody whose network has tried too often (RFC 6585, section 4). @param seconds after which it may be tried again. */
export function tooOften(seconds: number): Response {
  const minutes = Math.ceil(seconds / 60);
  const answer = plainPage(429, 'Too many tries from where you are', [`Wait ${minutes === 1 ? 'a minute' : `${minutes} minutes`}, then try again. Others on your network may have made them; a computer on which you have signed in before need not wait.`, 'You need no account to ring your area’s number. If a child is in danger now, ring 999.'], { href: '/', text: 'Find your area’s number' });
  answer.headers.set('retry-after', String(seconds));
  return answer;
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
