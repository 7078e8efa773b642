import type { Temporal } from 'temporal-polyfill';
import { DateTime, StackTable } from '@/components/doorstep';
import { Button, Tag } from '@/components/govuk';
import { deviceOf } from '@/lib/access/sessions/device';
import type { OpenSession } from '@/lib/access/sessions/session-store';

/** Browsers in which somebody is signed in, each with a way to end it. */
export function Sessions({ sessions, mine, action, now, where = false }: { sessions: readonly OpenSession[]; mine?: string; action: string; now: Temporal.Instant; where?: boolean }) {
  return (
    <StackTable
      caption="Signed in, the one used last first"
      columns={[{ heading: 'Device' }, ...(where ? [{ heading: 'Area' }] : []), { heading: 'Signed in' }, { heading: 'Last seen' }, { heading: 'End it' }]}
      rows={sessions.map(({ id, agent, area, since, seen }) => ({
        id: `session-${id}`,
        cells: [
          <span key="device">
            {deviceOf(agent)} {id === mine && <Tag text="This one" />}
          </span>,
          ...(where ? [area] : []),
          <DateTime key="since" at={since} now={now} />,
          <DateTime key="seen" at={seen} now={now} />,
          <form method="post" action={action} key="end">
            <input type="hidden" name="which" value={id} />
            <Button classes="govuk-button--secondary ds-button--small" preventDoubleClick html={<>End<span className="govuk-visually-hidden">{` it: ${deviceOf(agent)}`}</span></>} />
          </form>,
        ],
      }))}
    />
  );
}
