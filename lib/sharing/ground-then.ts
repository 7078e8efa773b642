import type { Tx } from '@/lib/platform/db';
import { ok, refused, type Result } from '@/lib/platform/result';
import { isRecordedElsewhere } from './apart-store';
import { readHeard } from './asks-store';
import { withHeard } from './heard';
import { levelsThen } from './levels-then';
import { afterEnd, gatesOf, namesAgency, NO_REQUEST, partsOf, recordedBy, type ChecksRequest, type ChildGate, type Openness, type Outbound, type SharingProblem } from './model';
import type { RightProblem } from './put-right';
import { readGoverning } from './sharing-store';

/**
 * The ground that there was for a fact at the time at which it is said to have gone now: as of what is written down afterwards, from what
 * was recorded by then and at the level that governed then (decision 32). Nothing is refused for want of ground; but an agreement is said,
 * and where children stood apart each has a record of its own.
 * @param records newest first, the requests with their agencies whole. @param under the agreement under which it went, or that there was none.
 */
export async function groundThen(tx: Tx, contactId: string, { fact, under, openness, requests, children }: { fact: Pick<Outbound, 'personId' | 'agency' | 'sentAt'>; under: string | null; openness: readonly Openness[]; requests: readonly ChecksRequest[]; children: readonly { id: string }[] }): Promise<Result<ChildGate, SharingProblem | RightProblem>> {
  const { personId, agency, sentAt } = fact;
  const { ended } = await readGoverning(tx, contactId);
  if (await isRecordedElsewhere(tx, contactId, { ended, at: sentAt, personId, children })) return refused('joined');
  const governed = await levelsThen(tx, contactId, sentAt);
  if (governed === null) return refused('before_contact');
  const levels = afterEnd(governed, ended, sentAt);
  const by = recordedBy({ openness: withHeard(openness, await readHeard(tx, contactId)), requests: [...requests] }, sentAt);
  const partsUnder = (those: readonly ChecksRequest[]) => partsOf(gatesOf({ ...levels, openness: by.openness, requests: those }, children), personId);
  const closed = (parts: readonly ChildGate[]) => parts.filter(({ gate }) => !gate.open).length;
  const chosen = by.requests.filter(({ id }) => id === under);
  const parts = partsUnder(chosen.filter(({ agencies }) => namesAgency(agencies, agency)));
  if (under !== NO_REQUEST && closed(partsUnder(by.requests)) < closed(parts)) return refused(closed(partsUnder(chosen)) < closed(parts) ? 'agency_not_named' : 'request_missing');
  const [part, ...apart] = parts;
  return part === undefined || apart.length > 0 ? refused('stood_apart') : ok(part);
}
