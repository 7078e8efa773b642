import type { Temporal } from 'temporal-polyfill';
import { look } from '@/lib/attention/verbs/look';
import { remindUnsent } from '@/lib/attention/verbs/remind-unsent';
import { indexChildren } from '@/lib/contact/verbs/index-children';
import { releaseIdleClaims } from '@/lib/contact/verbs/release-idle-claims';
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
  { name: 'attention', verb: look },
];

/** Asks of one authority what is due at an instant, as a rule now. A look that fails keeps no other from being taken. */
export async function lookAt(authorityId: string, at: Temporal.Instant = now()): Promise<void> {
  for (const { name, verb } of LOOKS) {
    await withActor(systemOf(authorityId), verb, { at }).catch((error: unknown) => log().error({ err: describeError(error), authorityId, look: name }, 'a look at what is due failed'));
  }
}

/** Authorities whose children were all found to be in the index of people: asked once a process, since new ones come with their keys. */
const indexed = new Set<string>();

/** Puts some of the children into the index who came before there was one: the rest has its turn in the next minute. */
async function indexAt(authorityId: string): Promise<void> {
  if (indexed.has(authorityId)) return;
  const all = await withActor(systemOf(authorityId), indexChildren).catch((error: unknown) => {
    log().error({ err: describeError(error), authorityId }, 'children could not be put into the index of people');
    return false;
  });
  if (all) indexed.add(authorityId);
}

/** Asks of every authority what is due now. One that fails keeps no other from being asked. */
export async function everyMinute(): Promise<void> {
  const authorities = await authorityList();
  for (const { id } of authorities) await lookAt(id);
  for (const { id } of authorities) await indexAt(id);
}
