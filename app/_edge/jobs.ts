import type { Temporal } from 'temporal-polyfill';
import { look } from '@/lib/attention/verbs/look';
import { remindUnsent } from '@/lib/attention/verbs/remind-unsent';
import { keepCallers } from '@/lib/contact/callers/verbs/keep-callers';
import { indexPeople } from '@/lib/contact/verbs/index-people';
import { lookBack } from '@/lib/contact/verbs/look-back';
import { recordLook } from '@/lib/assurance/service/look-store';
import { deleteNext } from '@/lib/assurance/retention/verbs/delete-next';
import { forgetIdleForms } from '@/lib/assurance/retention/verbs/forget-idle-forms';
import { scanOriginal } from '@/lib/contact/originals/verbs/scan-original';
import { scanWaiting } from '@/lib/contact/originals/verbs/scan-waiting';
import { releaseIdleClaims } from '@/lib/contact/verbs/release-idle-claims';
import { returnLeft } from '@/lib/duty/verbs/return-left';
import { oweMissed } from '@/lib/line/verbs/owe-missed';
import { exportCheckpoint } from '@/lib/ledger/verbs/export-checkpoint';
import { forgetSearches } from '@/lib/lookup/verbs/forget-searches';
import { deliverWebhook } from '@/lib/partner/verbs/deliver-webhook';
import { oweMessages } from '@/lib/partner/verbs/owe-messages';
import { askArrival } from '@/lib/letter/verbs/ask-arrival';
import { deliverMessage } from '@/lib/letter/verbs/deliver-message';
import { giveUpUndelivered } from '@/lib/letter/verbs/give-up-undelivered';
import { keepBackLetters } from '@/lib/letter/verbs/keep-back-letters';
import { authorityList, clearLimits, systemOf, withActor, type Tx } from '@/lib/platform/db';
import { describeError, log } from '@/lib/platform/log';
import { now } from '@/lib/platform/time';
import type { Handlers } from '@/lib/platform/worker';

/** What is done for each kind of job. */
export const HANDLERS: Handlers = {
  'post.deliver': (data) => deliverMessage(data),
  'webhook.deliver': (data) => deliverWebhook(data),
  'attention.look': ({ authorityId }) => withActor(systemOf(authorityId), look),
  'file.scan': (data) => scanOriginal(data),
};

/** One thing that each minute asks for. Where it `calls`, somebody is not called while it fails, or what they would be called about is not seen. */
interface Look {
  name: string;
  calls?: boolean;
  verb: (tx: Tx) => Promise<unknown>;
}

/** In this order: what is given back to the queue, or told to a manager, is looked at in the same minute. */
const LOOKS: readonly Look[] = [
  { name: 'release', calls: true, verb: releaseIdleClaims },
  { name: 'left', calls: true, verb: returnLeft },
  { name: 'unsent', calls: true, verb: remindUnsent },
  { name: 'missed', calls: true, verb: oweMissed },
  { name: 'attention', calls: true, verb: look },
  { name: 'undelivered', calls: true, verb: giveUpUndelivered },
  { name: 'kept back', verb: keepBackLetters },
  { name: 'messages', verb: oweMessages },
  { name: 'searches', verb: forgetSearches },
  { name: 'forms', verb: forgetIdleForms },
  { name: 'files', verb: scanWaiting },
  { name: 'checkpoint', verb: exportCheckpoint },
];

/**
 * Asks of one authority what is due at an instant, as a rule now. A look that fails keeps no other from being taken; that none failed
 * by which somebody is called is recorded, and a monitor calls where it is not.
 */
export async function lookAt(authorityId: string, at: Temporal.Instant = now(), looks = LOOKS): Promise<void> {
  let failed = false;
  for (const { name, calls = false, verb } of looks) {
    await withActor(systemOf(authorityId), verb, { at }).catch((error: unknown) => {
      failed ||= calls;
      log().error({ err: describeError(error), authorityId, look: name }, 'a look at what is due failed');
    });
  }
  if (!failed) await withActor(systemOf(authorityId), recordLook, { at });
}

/** What is made of records that were there before it: asked once a process when all is done, since new ones bring theirs with them. */
const INDEXES: readonly { name: string; verb: (tx: Tx) => Promise<boolean>; whole: Set<string> }[] = [
  { name: 'children', verb: indexPeople, whole: new Set() },
  { name: 'callers', verb: keepCallers, whole: new Set() },
];

/** Takes some of what came before an index was kept into it. */
async function indexAt(authorityId: string): Promise<void> {
  for (const { name, verb, whole } of INDEXES) {
    if (whole.has(authorityId)) continue;
    const all = await withActor(systemOf(authorityId), verb).catch((error: unknown) => {
      log().error({ err: describeError(error), authorityId, index: name }, 'older records could not be taken into an index');
      return false;
    });
    if (all) whole.add(authorityId);
  }
}

/**
 * Takes what came before an index was kept into it, one authority after the other until the time is over, and one at least; the rest
 * has its turn in the next minute. To ask a nation's authorities whether all is there takes a new process minutes, and what is due
 * now does not wait so long.
 */
export async function indexFor(authorityIds: readonly string[], ms: number): Promise<void> {
  const from = performance.now();
  for (const id of authorityIds) {
    if (INDEXES.every(({ whole }) => whole.has(id))) continue;
    await indexAt(id);
    if (performance.now() - from >= ms) return;
  }
}

/**
 * Holds what is here already against children who were restricted since, one authority after the other until the time is over; the
 * rest has its turn in the next minute. Each step is a transaction of its own, and none that fails keeps another authority waiting.
 */
export async function lookBackFor(authorityIds: readonly string[], ms: number): Promise<void> {
  const from = performance.now();
  for (const authorityId of authorityIds) {
    let over = false;
    while (!over && performance.now() - from < ms) {
      over = await withActor(systemOf(authorityId), lookBack).catch((error: unknown) => {
        log().error({ err: describeError(error), authorityId }, 'what was here before could not be held against a restricted child');
        return true;
      });
    }
  }
}

/** So much of a minute at most goes into looking back: a large area has 50,000 contacts, a thousand of which take a second or two. */
const LOOKING_BACK_MS = 20_000;

/** So much of a minute at most goes into the indexes. */
const INDEXING_MS = 20_000;

/**
 * Asks the mail provider what became of what it took, one message of each authority by turns until the time is over. What cannot be
 * asked changes nothing and is asked again later; the next of that authority has its turn in the next minute.
 */
export async function askArrivalsFor(authorityIds: readonly string[], ms: number, ask = askArrival): Promise<void> {
  const from = performance.now();
  let open = [...authorityIds];
  while (open.length > 0) {
    const more: string[] = [];
    for (const authorityId of open) {
      if (performance.now() - from >= ms) return;
      const asked = await ask(authorityId).catch((error: unknown) => {
        log().warn({ err: describeError(error), authorityId }, 'the mail provider could not be asked what became of a message');
        return false;
      });
      if (asked) more.push(authorityId);
    }
    open = more;
  }
}

/** So much of a minute at most goes into asking the mail provider, and what is asked last may take eight seconds more. */
const ASKING_MS = 10_000;

/** So much is deleted in a minute, so that a long list never stands in the way of the day's work. */
const DELETED_A_MINUTE = 20;

/**
 * Goes on with the lists that a second person released (domain 7.18), each thing in a transaction of its own. What cannot be taken
 * stays listed and keeps no other from going.
 * @param most how many at most.
 * @returns how many went, were kept since they are not due any more or held, and could not be taken.
 */
export async function deleteReleased(authorityId: string, most: number): Promise<{ deleted: number; kept: number; failed: number }> {
  const met: string[] = [];
  const count = { deleted: 0, kept: 0, failed: 0 };
  while (count.deleted < most) {
    let next: { id: string } | undefined;
    const done = await withActor(systemOf(authorityId), (tx) => deleteNext(tx, met, (item) => { next = item; })).catch((error: unknown) => {
      log().error({ err: describeError(error), authorityId }, 'something on a retention list could not be deleted');
      return { id: next?.id ?? '', how: 'failed' } as const;
    });
    if (done === null || done.id === '') break;
    met.push(done.id);
    count[done.how] += 1;
  }
  return count;
}

/** Asks of every authority what is due now. One that fails keeps no other from being asked. */
export async function everyMinute(): Promise<void> {
  const authorities = await authorityList();
  await clearLimits(now().epochMilliseconds).catch((error: unknown) => log().error({ err: describeError(error) }, 'counts that are over could not be cleared'));
  const ids = authorities.map(({ id }) => id);
  for (const id of ids) await lookAt(id).catch((error: unknown) => log().error({ err: describeError(error), authorityId: id }, 'that nothing failed could not be recorded'));
  await lookBackFor(ids, LOOKING_BACK_MS);
  await indexFor(ids, INDEXING_MS);
  await askArrivalsFor(ids, ASKING_MS);
  for (const id of ids) await deleteReleased(id, DELETED_A_MINUTE);
}
