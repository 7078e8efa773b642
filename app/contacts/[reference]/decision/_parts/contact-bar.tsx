import type { Temporal } from 'temporal-polyfill';
import { Marks } from '@/app/queue/_parts/marks';
import { ClockRings, DangerBadge, IdentityBar, type Clock } from '@/components/doorstep';
import type { Workspace } from '@/lib/contact/workspace-store';
import { childName } from '@/lib/decision/situation';
import type { DecisionContact } from '@/lib/decision/store';

function clocksOf({ clocks }: Workspace['work']): Clock[] {
  if (clocks === null) return [];
  const { receivedAt: startedAt, due24h, due1wd } = clocks;
  return [{ name: '24 hours', startedAt, due: due24h }, ...(due1wd === null ? [] : [{ name: 'Working day', startedAt, due: due1wd }])];
}

/** Which contact is being decided on, who holds it, and both clocks while they run. */
export function ContactBar({ contact, workspace: { work, names }, me, now }: { contact: Pick<DecisionContact, 'reference' | 'children'>; workspace: Pick<Workspace, 'work' | 'names'>; me: string; now: Temporal.Instant }) {
  const holder = work.holder === null ? 'Held by nobody' : work.holder.id === me ? 'Held by you' : <>Held by <bdi>{names.get(work.holder.id) ?? 'a colleague'}</bdi></>;
  const clocks = clocksOf(work);
  return (
    <IdentityBar
      caption="Contact"
      reference={contact.reference}
      facts={[{ title: <bdi>{contact.children.filter(({ kind }) => kind === 'child').map(childName).join(', ') || 'No child named'}</bdi> }, { title: holder }]}
      clocks={clocks.length === 0 ? undefined : <ClockRings clocks={clocks} now={now} howHref={`/contacts/${contact.reference}#clocks`} />}
      actions={
        (work.immediate || work.marks.length > 0) && (
          <>
            {work.immediate && <DangerBadge />}
            <Marks marks={work.marks} heldUntil={work.heldUntil} now={now} />
          </>
        )
      }
    />
  );
}
