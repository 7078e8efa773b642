import type { NextRequest } from 'next/server';
import { files, keyMayBeOfConcern, machineOf, spendRequest, type KeyProblem, type KeyScope, type Machine } from '@/lib/access/api-key';
import { POLICY, type RouteKey } from '@/lib/access/policy';
import type { Sent } from '@/lib/contact/machine/file';
import { noteTrouble, type Trouble } from '@/lib/contact/machine/trouble-store';
import { databaseAway, forConcern, systemOf, withActor, type Tx } from '@/lib/platform/db';
import { AGAIN } from '@/lib/platform/http/answer';
import { readAll, readTaken, TAKEN_LIMIT_BYTES, type BodyProblem, type Taken } from '@/lib/platform/http/body';
import { networkOfRequest } from '@/lib/platform/http/peer';
import { problemJson } from '@/lib/platform/http/problem';
import { newId } from '@/lib/platform/ids';
import { refused, type Result } from '@/lib/platform/result';
import { describeError, log } from '@/lib/platform/log';
import { timed } from '@/lib/platform/metrics';

export interface MachineContext {
  tx: Tx;
  machine: Machine;
  params: Record<string, string>;
  /** The body as it came; nothing where none is read. Of one in which a concern may be and that is too large, its beginning. */
  bytes: Uint8Array<ArrayBuffer>;
  /** Of the whole body, of which `bytes` may be the beginning. */
  whole: Pick<Taken, 'size' | 'sha256'>;
  contentType: string;
  headers: Headers;
}

const IN_DANGER = 'If a child is in danger now, ring 999.';

const UNKNOWN_KEY = () => problemJson(401, 'unknown_key', 'No key that is known here', { detail: 'Nothing was taken. Send the key in the header Authorization, as Bearer. It may have been revoked or exchanged.' }, { 'www-authenticate': 'Bearer' });
/** What the door itself says: the same words to everybody, and nothing of any contact. */
const DOOR = {
  browser: () => problemJson(403, 'browser', 'This door is for machines', { detail: 'A browser cannot use it, whoever sits before it.' }),
  unknown_key: UNKNOWN_KEY,
  ended_key: UNKNOWN_KEY,
  wrong_scope: () => problemJson(403, 'wrong_scope', 'This key opens another door', { detail: 'Ask the authority’s administrator for a key of the scope that is needed.' }),
} as const;

const BODY_WORDS: Record<BodyProblem, { status: number; title: string; detail: string }> = {
  wrong_type: { status: 415, title: 'A kind of body that is not read here', detail: 'Send it as application/json.' },
  too_large: { status: 413, title: 'More than can be taken in one go', detail: `Nothing was taken. At most 2 megabytes: send it in parts, or ring the front door. ${IN_DANGER}` },
  not_utf8: { status: 400, title: 'Not text in UTF-8', detail: 'Nothing was taken.' },
  null_character: { status: 400, title: 'It holds a character that cannot be kept', detail: 'Nothing was taken.' },
  cut_off: { status: 400, title: 'It did not all arrive', detail: `Nothing was taken: send it again under the same Idempotency-Key. ${IN_DANGER}` },
};

/** Of a body in which a concern may be: it did not fit even as its beginning. */
const DID_NOT_FIT = `Nothing was taken, and the duty service was told that a concern did not fit. At most ${TAKEN_LIMIT_BYTES / 1024 / 1024} megabytes: leave out what is not words, and ring the front door now. ${IN_DANGER}`;

/** What a body that could not be read is answered. */
export function bodyProblem(problem: BodyProblem, takes = false): Response {
  const { status, title, detail } = BODY_WORDS[problem];
  return problemJson(status, problem, title, { detail: takes && problem === 'too_large' ? DID_NOT_FIT : detail });
}

/** Somebody of the duty service is told, as an alarm. */
export async function tell(machine: Machine, what: Trouble, requestId: string): Promise<void> {
  await withActor(
    systemOf(machine.authorityId),
    async (tx) => {
      if (!(await noteTrouble(tx, { keyId: machine.actorId, systemName: machine.systemName, what }))) return;
      tx.ledger({ action: 'machine.trouble', objectKind: 'api_key', objectId: machine.actorId, detail: { what } });
      await tx.enqueue('attention.look', { authorityId: machine.authorityId });
    },
    { requestId },
  );
}

const LOST_BY: Record<Exclude<KeyProblem['why'], 'unknown_key'>, Trouble> = { ended_key: 'key_ended', wrong_scope: 'wrong_door' };

/** Where a concern was to be filed with a known key that does not open the door, nothing is taken, and whoever sends may never look at the answer: somebody rings them. */
async function tellOfLost(problem: KeyProblem, requestId: string): Promise<void> {
  if (problem.why !== 'unknown_key' && files(problem.machine.scope)) await tell(problem.machine, LOST_BY[problem.why], requestId);
}

/** For how long it is to wait, or null. Where nobody can count, a question is not answered; a concern is taken, and somebody is told, if they can be. */
async function waitOf(machine: Machine, takes: boolean, requestId: string): Promise<number | null> {
  try {
    return await spendRequest(machine);
  } catch (error) {
    if (!takes) throw error;
    log().warn({ err: describeError(error), requestId }, 'requests of a machine could not be counted');
    await tell(machine, 'uncounted', requestId).catch((untold: unknown) => log().error({ err: describeError(untold), requestId }, 'nobody could be told that requests of a machine are not counted'));
    return null;
  }
}

const NOT_MADE = [{ pointer: '', detail: 'It could be read, and could not be made a contact' }];

/**
 * Takes one sending in a transaction of its own. Where what was read cannot be made a contact after all, it is not lost: it is kept
 * in a second one as if it could not be read, and a person types it in (safe practice 17). A database that is away is another matter: then its sender asks again.
 */
export async function takeOne<T>({ machine, requestId }: Pick<MachineCall, 'machine' | 'requestId'>, read: Sent['read'], take: (tx: Tx, read: Sent['read']) => Promise<T>): Promise<T> {
  try {
    return await withActor(machine, async (tx) => take(tx, read), { requestId });
  } catch (error) {
    if (!read.ok || databaseAway(error) !== null) throw error;
    log().error({ err: describeError(error), requestId }, 'what a machine sent could not be made a contact');
    return withActor(machine, async (tx) => take(tx, refused(NOT_MADE)), { requestId });
  }
}

interface NextRoute {
  /** Nothing at all where the path names nothing. */
  params: Promise<Record<string, string> | undefined>;
}

/** The sender's own word for what it sends, or null: an empty one is none, or everything would be one. */
export const keyOf = ({ headers }: Pick<MachineCall, 'headers'>): string | null => headers.get('idempotency-key')?.trim() || null;

/** What comes through the door of a machine, before any transaction. */
export type MachineCall = Omit<MachineContext, 'tx'> & { requestId: string };

/**
 * A route for a machine with a key: no session, no cookie, and so nothing that a browser on another page could send along. The
 * key says whose authority and which agency it is.
 * @param scopes any one of them opens it.
 * @param takes a concern may be in it: asked too often it is taken all the same, and somebody is told of that, and of what is too
 *   large to take; otherwise it is told to wait. It has the connections kept for concerns: a stranger has not, who knows no key.
 */
export function machineDoor(key: RouteKey, scopes: readonly KeyScope[], act: (call: MachineCall) => Promise<Response>, { takes = false }: { takes?: boolean } = {}) {
  async function answer(request: NextRequest, context: NextRoute | undefined, machine: Result<Machine, KeyProblem>, requestId: string): Promise<Response> {
    if (!machine.ok) {
      if (takes) await tellOfLost(machine.problem, requestId);
      return DOOR[machine.problem.why]();
    }
    const wait = await waitOf(machine.value, takes, requestId);
    if (wait !== null && !takes) return problemJson(429, 'too_often', 'Asked too often', { detail: `Ask again after ${wait} seconds.` }, { 'retry-after': String(wait) });
    if (wait !== null) await tell(machine.value, 'over_limit', requestId);
    const body = takes ? await readTaken(request) : await readAll(request);
    if (!body.ok) {
      if (takes && body.problem === 'too_large') await tell(machine.value, 'too_large', requestId);
      return bodyProblem(body.problem, takes);
    }
    const { bytes, ...whole } = body.value;
    const params = (await context?.params) ?? {};
    const contentType = request.headers.get('content-type')?.split(';')[0]?.trim().toLowerCase() ?? '';
    return act({ machine: machine.value, params, bytes, whole, contentType, headers: request.headers, requestId });
  }
  async function handle(request: NextRequest, context?: NextRoute): Promise<Response> {
    const requestId = request.headers.get('x-request-id') ?? newId();
    if (POLICY[key].who !== 'machine') throw new Error(`${key} is no route for machines`);
    // A machine sends neither of these; a browser always does.
    if (request.headers.get('origin') || request.headers.get('sec-fetch-site')) return DOOR.browser();
    try {
      const [authorization, network] = [request.headers.get('authorization'), networkOfRequest(request.headers)];
      const who = takes && (await keyMayBeOfConcern(authorization, network)) ? forConcern(machineOf) : machineOf;
      const machine = await who(authorization, scopes, { requestId, network });
      return await (takes ? forConcern(answer) : answer)(request, context, machine, requestId);
    } catch (error) {
      log().error({ err: describeError(error), requestId }, 'request failed');
      if (databaseAway(error) !== null) return problemJson(503, 'try_again', 'Try again in a minute', { detail: `Whether it was taken is not known: send it again under the same Idempotency-Key, and it is taken once. ${IN_DANGER}`, code: requestId }, AGAIN);
      return problemJson(500, 'ours', 'The fault is ours', { detail: `${takes ? 'Whether all of it was taken is not known' : 'Nothing was done'}: send it again under the same Idempotency-Key, and it is taken once. ${IN_DANGER}`, code: requestId });
    }
  }
  return timed(key, handle);
}

/** The same, all of it in one transaction. */
export function machineRoute(key: RouteKey, scopes: readonly KeyScope[], act: (context: MachineContext) => Promise<Response>, options: { takes?: boolean } = {}) {
  return machineDoor(key, scopes, ({ requestId, ...call }) => withActor(call.machine, (tx) => act({ ...call, tx }), { requestId }), options);
}
