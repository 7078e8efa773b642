import type { ReactNode } from 'react';
import { Card } from '@/components/doorstep';
import type { ContactHead } from '@/lib/contact/head';
import type { Tx } from '@/lib/platform/db';
import { AGREEMENT_ANSWER_WORDS, askAgain, SERVICE_WORDS } from '@/lib/sharing/model';
import { readGoverning, readSharing } from '@/lib/sharing/sharing-store';

const counted = (count: number) => (count === 0 ? 'Nothing was sent to another agency' : `${count} question${count === 1 ? '' : 's'} or fact${count === 1 ? '' : 's'} sent to other agencies`);

/** Agreement, openness and what was sent to whom, in three lines; the records have a page of their own. */
export async function sharing(tx: Tx, contact: ContactHead): Promise<ReactNode> {
  const { agreements, openness, requests, outbound } = await readSharing(tx, contact.id, 'left_out');
  const { route } = await readGoverning(tx, contact.id);
  const [agreement, told] = [agreements[0], openness[0]];
  return (
    <Card heading="Agreement and sharing" id="sharing">
      <ul className="govuk-list">
        <li>
          {agreement === undefined ? <span className="ds-unknown">Agreement to a service: nothing recorded</span> : <>{SERVICE_WORDS[agreement.service]}: {AGREEMENT_ANSWER_WORDS[agreement.answer].toLowerCase()}</>}
          {agreement !== undefined && askAgain(agreement, route) && <strong className="ds-mark">for another purpose: ask again</strong>}
        </li>
        <li>{told === undefined ? <span className="ds-unknown">What the family knows: nothing recorded</span> : told.told ? 'The family was told' : 'The family is not told, with a reason'}</li>
        <li>
          {counted(outbound.length)}
          {requests.some(({ answer }) => answer === null) && <strong className="ds-mark">a manager is asked</strong>}
        </li>
      </ul>
      <a className="govuk-link" href={`/contacts/${contact.reference}/sharing`}>
        Agreement, and what was sent to whom
      </a>
    </Card>
  );
}
