import { ClockRings, IdentityBar } from '@/components/doorstep';
import { readNames } from '@/lib/access/store';
import { due24h, dueWorkingDay } from '@/lib/clock/deadlines';
import type { DecisionContact } from '@/lib/decision/store';
import { childName } from '@/lib/decision/situation';
import type { Tx } from '@/lib/platform/db';

/** Which contact this is, who holds it, and both clocks. */
export async function ContactBar({ tx, contact }: { tx: Tx; contact: DecisionContact }) {
  const holder = contact.holderId === null ? undefined : (await readNames(tx, [contact.holderId])).get(contact.holderId);
  const { receivedAt: startedAt } = contact;
  const workingDay = dueWorkingDay(startedAt);
  const clocks = [{ name: '24 hours', startedAt, due: due24h(startedAt) }, ...(workingDay.ok ? [{ name: 'Working day', startedAt, due: workingDay.value }] : [])];
  return (
    <IdentityBar
      caption="Contact"
      reference={contact.reference}
      facts={[
        { title: <bdi>{contact.children.filter(({ kind }) => kind === 'child').map(childName).join(', ') || 'No child named'}</bdi> },
        { title: holder === undefined ? 'Held by nobody' : <>Held by <bdi>{contact.holderId === tx.actor.actorId ? 'you' : holder}</bdi></> },
      ]}
      clocks={<ClockRings clocks={clocks} now={tx.at} howHref={`/contacts/${contact.reference}#clocks`} />}
    />
  );
}
