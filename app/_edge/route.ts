import { NextResponse, type NextRequest } from 'next/server';
import type { Person } from '@/lib/access/model';
import { countWrong, networkWait, type From } from '@/lib/access/door/tries';
import { can, type RouteKey } from '@/lib/access/policy';
import { readLed, readPending, readSession, SESSION_COOKIE, type Pending, type Proof } from '@/lib/access/session';
import { config } from '@/lib/platform/config';
import { isFresh, SENSITIVE } from '@/lib/access/step-up';
import { databaseAway, forConcern, withActor, type Tx } from '@/lib/platform/db';
import { AGAIN, bodyAnswer, handedBack, json, NO_STORE, plainPage, seeOther, signedOutPage, tooOften, tryAgainPage, wordsIn } from '@/lib/platform/http/answer';
import { Form, readForm, readUpload } from '@/lib/platform/http/body';
import { takeTurn } from '@/lib/platform/http/turn';
import { sameOrigin } from '@/lib/platform/http/origin';
import type { Fields } from '@/lib/platform/draft/model';
import { newId } from '@/lib/platform/ids';
import { describeError, log } from '@/lib/platform/log';
import { timed } from '@/lib/platform/metrics';
import { isKeepable } from '@/lib/platform/text';
import { now } from '@/lib/platform/time';
import { CAME_BACK, endAsked, hasWords, keepAsked } from './asked-first';
import { safeReturn } from './session';
import { fromOf } from './door';
import { endStepUp, PROVING, stepUp, type StepUp } from './step-up';
import { AskFirst, beforePath, Missing, subjectOf, type Subject } from './subject';

export interface RouteContext extends Subject {
  tx: Tx;
  person: Person;
  /** How the session was opened, and when its person last proved themselves. */
  proof: Proof;
  params: Record<string, string>;
  form: Form;
  /** The caller is a script (autosave) and wants JSON, not a redirect. */
  wantsJson: boolean;
  /** The session had gone idle, or was led to a second factor: what was typed may be kept, and nothing else may be done (with `handIn` only). */
  idle: boolean;
  request: NextRequest;
}

interface NextRoute {
  /** Nothing at all where the path names nothing. */
  params: Promise<Record<string, string> | undefined>;
}

function refusedOrigin(): Response {
  return plainPage(403, 'That did not come from this service', ['For safety, forms are only taken from this service’s own pages. Open the page again and send it from there.', 'If a child is in danger now, ring 999.']);
}

/** @param words that were sent to what is not here, or is theirs no more: they go back to whoever sent them, and are kept nowhere. */
function missing(words: readonly string[] = []): Response {
  return plainPage(404, 'Page not found', ['It is not here, or it is not for you to see.', ...handedBack(words)]);
}

/** @param typed what may be handed back to be sent again; null where a form was not read, or may not be shown again. */
function broken(error: unknown, requestId: string, request: NextRequest, typed: Form | null): Response {
  log().error({ err: describeError(error), requestId }, 'request failed');
  if (databaseAway(error) !== null) {
    if (request.headers.get('accept')?.includes('application/json')) return json({ problem: 'try_again' }, 503, AGAIN);
    return tryAgainPage(request.nextUrl.pathname, typed === null ? null : typed.without(PROVING).fields(), request.method === 'POST');
  }
  return plainPage(500, 'The fault is ours: that could not be done', [`Nothing was lost that the page before said was saved. Try again; if it happens again, ring, and give this code: ${requestId}.`, 'If a child is in danger now, ring 999.']);
}

/** The half-open session of a request that waits for this step, or null. */
export async function pendingOf(request: NextRequest, stage: Pending['stage']): Promise<Pending | null> {
  const pending = await readPending(request.cookies.get(SESSION_COOKIE)?.value, now());
  return pending?.stage === stage ? pending : null;
}

/** A form by which a child is said to be in danger now: by its button, or by the tick of an addition. */
const saysDanger = ({ act, immediate }: Fields) => act === 'danger' || [immediate].flat().includes('yes');

/** Where somebody whose session has gone is sent, to come back to the same page. */
export function signInAgain(path: string): Response {
  return seeOther(`/sign-in?return=${encodeURIComponent(safeReturn(path))}`);
}

/** What was handed in is kept: the script learns its version and that the person must sign in again. */
async function keptButSignedOut(answer: Response): Promise<Response> {
  const said: unknown = await answer.json();
  return json({ ...(typeof said === 'object' ? said : {}), problem: 'signed_out', kept: answer.ok }, 401);
}

/**
 * A route for signed-in people: origin, session, policy, body and one transaction, in this order.
 * `handIn` lets an idle (not ended) session, and one that was led to a second factor, hand in what was typed, write-only, before signing in
 * again, and names the page to come back to, by the button that was pressed and whether the words say danger now; of one that has ended it gives the words back. `back` names that page where nothing is taken from an idle session. `files` takes forms with files;
 * of one that is too large `tooLarge` names the page that says so. `concern` says that by it a concern arrives.
 */
export function route(key: RouteKey, act: (context: RouteContext) => Promise<Response>, { handIn, back = handIn, files = false, concern = false, tooLarge }: { tooLarge?: (params: Record<string, string>) => string; handIn?: (params: Record<string, string>, act: string, danger: boolean) => string; back?: (params: Record<string, string>, act: string, danger: boolean) => string; files?: boolean; concern?: boolean } = {}) {
  /** @param renewed told the cookie of a session that goes on under a new token. */
  async function answerTo(request: NextRequest, { params: pending }: NextRoute, renewed: (cookie: string) => void): Promise<Response> {
    const requestId = request.headers.get('x-request-id') ?? newId();
    const unsafe = request.method !== 'GET' && request.method !== 'HEAD';
    if (unsafe && !sameOrigin(request.headers, config().publicOrigin)) return refusedOrigin();
    let typed: Form | null = null;
    // A file is several times as large while it is sealed: one at a time, so that ten at once are not ten times that (ASVS v5.0.0-5.2.1).
    let endTurn = (): void => undefined;
    const turn = async () => {
      endTurn = await takeTurn();
    };
    try {
      const params = (await pending) ?? {};
      const wantsJson = request.headers.get('accept')?.includes('application/json') ?? false;
      const cookie = request.cookies.get(SESSION_COOKIE)?.value;
      const session = (await readSession(cookie, now())) ?? (handIn ? await readLed(cookie, now()) : null);
      if (session === null || (session.state === 'idle' && !handIn)) {
        if (wantsJson) return json({ problem: 'signed_out' }, 401);
        const lost = unsafe && handIn ? await readForm(request) : null;
        const words = lost?.ok ? lost.value.without(PROVING).fields() : {};
        return hasWords(words) ? signedOutPage(request.nextUrl.pathname, words, saysDanger(words)) : signInAgain(back ? back(params, lost?.ok ? lost.value.text('act') : '', false) : '/home');
      }
      const { person, proof } = session;
      const verdict = can(person, key);
      let refusal: Missing | undefined;
      if (!verdict.allowed && verdict.reason === 'role') refusal = new Missing('route', key);
      const form = unsafe ? await (files ? readUpload(request, turn) : readForm(request)) : null;
      if (form && !form.ok) return form.problem === 'too_large' && tooLarge && !refusal ? seeOther(tooLarge(params)) : bodyAnswer(form.problem);
      // A file cannot be handed back: its sender chooses it again.
      typed = files ? null : (form?.value ?? null);
      try {
        if (refusal) throw refusal;
        const asked: StepUp | null = form !== null && session.state === 'active' && SENSITIVE.has(key) && !isFresh(proof.provedAt, now()) ? await stepUp(person, proof, form.value, request) : null;
        if (asked?.on === false) return asked.answer;
        if (asked?.on) renewed(asked.cookie);
        const whole = asked?.form ?? form?.value.without(PROVING);
        const posted = whole?.without(CAME_BACK);
        const answer = await withActor(person, async (tx) => {
          const subject = await subjectOf(tx, person, key, params, posted);
          const done = await act({ ...subject, tx, person, proof, params, form: posted ?? new Form([]), wantsJson, idle: session.state === 'idle', request });
          if (whole && done.status < 400) await endAsked(tx, whole);
          if (form && done.status < 400) await endStepUp(tx, form.value);
          return done;
        }, { requestId });
        if (session.state === 'idle' && handIn) return wantsJson ? await keptButSignedOut(answer) : signInAgain(handIn(params, posted?.text('act') ?? '', saysDanger(posted?.fields() ?? {})));
        return answer;
      } catch (error) {
        if (error instanceof AskFirst) {
          if (wantsJson) return json({ problem: 'ask_first' }, 409);
          return seeOther(beforePath(error.reference, '', typed !== null && (await keepAsked(person, requestId, error, request.nextUrl.pathname, typed.without(PROVING)))));
        }
        if (!(error instanceof Missing)) throw error;
        await withActor(person, async (tx) => tx.ledger({ action: 'refused', objectKind: error.objectKind, objectId: error.objectId, detail: { route: key } }), { requestId });
        return missing(handIn && typed !== null && !wantsJson ? wordsIn(typed.without(PROVING).fields()) : []);
      }
    } catch (error) {
      if (unsafe && !files && !request.bodyUsed) typed = await readForm(request).then((form) => (form.ok ? form.value : null), () => null);
      return broken(error, requestId, request, typed);
    } finally {
      endTurn();
    }
  }
  // Whatever became of the act: the token of before opens nothing, and an answer without the new one would sign its person out.
  async function handle(request: NextRequest, context: NextRoute): Promise<Response> {
    const cookies: string[] = [];
    const answer = await answerTo(request, context, (cookie) => cookies.push(cookie));
    for (const cookie of cookies) answer.headers.append('set-cookie', cookie);
    return answer;
  }
  return timed(key, concern ? forConcern(handle) : handle);
}

export interface OpenContext {
  form: Form;
  request: NextRequest;
  params: Record<string, string>;
  requestId: string;
  /** Where whoever asks is, for what counts tries. */
  from: From;
  /** Counts what came as a wrong try of its network, where this door has a limit. */
  wrong: () => Promise<void>;
}

/**
 * A route that needs no session: same origin rule, same body rule, and how often a network may try it (lib/access/door/tries.ts).
 * @param knownBy the address of the account that is tried: a browser known to it is let through. `concern` says that by it a concern
 * arrives: it holds no password or code, and its words are handed back where they could not be taken.
 */
export function openRoute(key: RouteKey, act: (context: OpenContext) => Promise<Response>, { knownBy, concern = false }: { concern?: boolean; knownBy?: (form: Form, request: NextRequest) => string | null | Promise<string | null> } = {}) {
  async function handle(request: NextRequest, { params: pending }: NextRoute): Promise<Response> {
    const requestId = request.headers.get('x-request-id') ?? newId();
    const unsafe = request.method !== 'GET' && request.method !== 'HEAD';
    if (unsafe && !sameOrigin(request.headers, config().publicOrigin)) return refusedOrigin();
    let typed: Form | null = null;
    try {
      const params = (await pending) ?? {};
      if (!can(null, key, 'own_authority', config().demo).allowed || !Object.values(params).every(isKeepable)) return missing();
      const form = unsafe ? await readForm(request) : null;
      if (form && !form.ok) return bodyAnswer(form.problem);
      const posted = form?.value ?? new Form([]);
      typed = concern ? posted : null;
      const from = fromOf(request, (await knownBy?.(posted, request)) ?? null);
      const wait = await networkWait(key, from);
      if (wait !== null) return tooOften(wait);
      return await act({ form: posted, request, params, requestId, from, wrong: () => countWrong(key, from) });
    } catch (error) {
      return broken(error, requestId, request, typed);
    }
  }
  return timed(key, concern ? forConcern(handle) : handle);
}

/** A route for a provider of identities: no session and no cookie; what it posts is signed, and that is asked by what it calls. What is not its own counts as a wrong try of its network. */
export function providerRoute(key: RouteKey, act: (context: Pick<OpenContext, 'form' | 'params' | 'wrong'>) => Promise<Response>) {
  return timed(key, async function handle(request: NextRequest, { params: pending }: NextRoute): Promise<Response> {
    const requestId = request.headers.get('x-request-id') ?? newId();
    // A provider sends neither of these; a browser always does.
    if (request.headers.get('origin') || request.headers.get('sec-fetch-site')) return refusedOrigin();
    try {
      if (!can(null, key).allowed) return missing();
      const from = fromOf(request, null);
      const wait = await networkWait(key, from);
      if (wait !== null) return tooOften(wait);
      const form = await readForm(request);
      return form.ok ? await act({ form: form.value, params: (await pending) ?? {}, wrong: () => countWrong(key, from) }) : bodyAnswer(form.problem);
    } catch (error) {
      return broken(error, requestId, request, null);
    }
  });
}

/** An answer of bytes, such as a PDF or a calendar entry, always as a download under a name of ours (RFC 6266): letters, figures, dots and dashes. */
export function download(bytes: Uint8Array<ArrayBuffer> | string, type: string, fileName: string): Response {
  return new NextResponse(bytes, { headers: { ...NO_STORE, 'content-type': type, 'content-disposition': `attachment; filename="${fileName.replace(/[^\w.-]/g, '_')}"`, 'content-security-policy': "default-src 'none'; sandbox", 'x-content-type-options': 'nosniff', 'cross-origin-resource-policy': 'same-origin' } });
}
