import type { ReactNode } from 'react';
import { Telephone } from '@/app/report/_parts/telephone';
import { Card, DateTime } from '@/components/doorstep';
import { Button, Textarea } from '@/components/govuk';
import { readNames } from '@/lib/access/store';
import { NO_NAME_WORDS } from '@/lib/contact/call/name-refusal';
import { waitingRefusals } from '@/lib/contact/call/name-refusal-store';
import type { Tx } from '@/lib/platform/db';

/** Callers on the line who give no name for a child at level 4: for managers, and by night for emergency duty (domain 7.2). */
export async function noNames(tx: Tx): Promise<ReactNode> {
  const waiting = await waitingRefusals(tx);
  if (waiting.length === 0) return null;
  const names = await readNames(tx, waiting.map(({ workerId }) => workerId));
  tx.ledger({ action: 'calls.no_name_listed', objectKind: 'list', objectId: 'no-name', detail: { ids: waiting.map(({ id }) => id) } });
  return (
    <Card heading="A child at the highest level, and no name" id="no-name">
      {waiting.map(({ id, since, workerId, phone, why }) => (
        <form method="post" action="/calls/no-name" key={id} className="mb-6">
          <input type="hidden" name="refusal" value={id} />
          <p className="govuk-body">
            <bdi>{names.get(workerId) ?? 'A colleague'}</bdi> has a caller on the line since <DateTime at={since} now={tx.at} within />. {NO_NAME_WORDS[why]}. {phone === '' ? <span className="ds-unknown">No number yet</span> : <>The caller’s number: <Telephone number={phone} /></>}
          </p>
          <Textarea id={`no-name-${id}`} name="words" rows={2} label={{ text: 'What is to be done? Your colleague reads it at once', classes: 'govuk-label--s' }} hint={{ text: 'Who the child is goes on being asked after the call: that is a duty of its own.' }} />
          <Button text="Say it" classes="ds-button--small" preventDoubleClick />
        </form>
      ))}
    </Card>
  );
}
