import type { Temporal } from 'temporal-polyfill';
import { look } from '@/lib/attention/verbs/look';
import { remindUnsent } from '@/lib/attention/verbs/remind-unsent';
import { keepCallers } from '@/lib/contact/callers/verbs/keep-callers';
import { indexPeople } from '@/lib/contact/verbs/index-people';
import { releaseIdleClaims } from '@/lib/contact/verbs/release-idle-claims';
import { oweMissed } from '@/lib/line/verbs/owe-missed';
import { exportCheckpoint } from '@/lib/ledger/verbs/export-checkpoint';
import { forgetSearches } from '@/lib/lookup/verbs/forget-searches';
import { deliverMessage } from '@/lib/letter/verbs/deliver-message';
import { authorityList, systemOf, withActor, type Tx } from '@/lib/platform/db';
import { describeError, log } from '@/lib/platform/log';
import { now } from '@/lib/platform/time';
import type { Handlers } from '@/lib/platform/worker';

/** What is done for each kind of job. */
export const HANDLERS: Handlers = {
  'post.deliver': (data) => deliverMessage(data),
  'attention.look': ({ authorityId }) => withActor(systemOf(authorityId), look),
};

/** In this order: what is given back to the queue, or told to a manager, is looked at in the same minute. */
const LOOKS: readonly { name: string; verb: (tx: Tx) => Promise<unknown> }[] = [
  { name: 'release', verb: releaseIdleClaims },
  { name: 'unsent', verb: remindUnsent },
  { name: 'missed', verb: oweMissed },
  { name: 'attention', verb: look },
  { name: 'searches', verb: forgetSearches },
  { name: 'checkpoint', verb: exportCheckpoint },
];

/** Asks of one authority what is due at an instant, as a rule now. A look that fails keeps no other from being taken. */
export async function lookAt(authorityId: string, at: Temporal.Instant = now()): Promise<void> {
  for (const { name, verb } of LOOKS) {
    await withActor(systemOf(authorityId), verb, { at }).catch((error: unknown) => log().error({ err: describeError(error), authorityId, look: name }, 'a look at what is due failed'));
  }
}

/** What is made of records that were there before it: asked once a process when all is done, since new ones bring theirs with them. */
const INDEXES: readonly { name: string; verb: (tx: Tx) => Promise<boolean>; whole: Set<string> }[] = [
  { name: 'children', verb: indexPeople, whole: new Set() },
  { name: 'callers', verb: keepCallers, whole: new Set() },
];

/** Takes some of what came before an index was kept into it: the rest has its turn in the next minute. */
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

/** Asks of every authority what is due now. One that fails keeps no other from being asked. */
export async function everyMinute(): Promise<void> {
  const authorities = await authorityList();
  for (const { id } of authorities) await lookAt(id);
  for (const { id } of authorities) await indexAt(id);
}
