import type { ReactNode } from 'react';
import { Card } from '@/components/doorstep';
import type { ContactHead } from '@/lib/contact/head';
import type { Tx } from '@/lib/platform/db';
import { readHeard } from '@/lib/sharing/asks-store';
import { FAMILY_KNOWS_WORDS, familyKnows } from '@/lib/sharing/family-knows';
import { AGREEMENT_ANSWER_WORDS, askAgain, SERVICE_WORDS } from '@/lib/sharing/model';
import { readChildren, readGoverning, readSharing } from '@/lib/sharing/sharing-store';

const counted = (count: number) => (count === 0 ? 'Nothing was sent to another agency' : `${count} question${count === 1 ? '' : 's'} or fact${count === 1 ? '' : 's'} sent to other agencies`);

/** What stands of each family, line by line: what one was told is no word of the other's, and nobody rings a father who is not told. */
function Known({ lines, among }: { lines: ReturnType<typeof familyKnows>; among: readonly { id: string; name: string }[] }) {
  if (lines.length === 0) return <li><span className="ds-unknown">What the family knows: nothing recorded</span></li>;
  return lines.map(({ knows, personId }) => (
    <li key={`${knows} ${personId ?? ''}`}>
      {among.length < 2 ? 'What the family knows' : <bdi>{among.find(({ id }) => id === personId)?.name ?? 'All the children'}</bdi>}: {knows === 'told' ? FAMILY_KNOWS_WORDS[knows] : <strong>{FAMILY_KNOWS_WORDS[knows]}</strong>}
    </li>
  ));
}

/** Agreement, openness and what was sent to whom, in a few lines; the records have a page of their own. */
export async function sharing(tx: Tx, contact: ContactHead): Promise<ReactNode> {
  const { agreements, openness, requests, outbound } = await readSharing(tx, contact.id, 'left_out');
  const [{ route }, heard, among] = [await readGoverning(tx, contact.id), await readHeard(tx, contact.id), await readChildren(tx, contact.id)];
  const [agreement] = agreements;
  return (
    <Card heading="Agreement and sharing" id="sharing">
      <ul className="govuk-list">
        <li>
          {agreement === undefined ? <span className="ds-unknown">Agreement to a service: nothing recorded</span> : <>{SERVICE_WORDS[agreement.service]}: {AGREEMENT_ANSWER_WORDS[agreement.answer].toLowerCase()}</>}
          {agreement !== undefined && askAgain(agreement, route) && <strong className="ds-mark">for another purpose: ask again</strong>}
        </li>
        <Known lines={familyKnows(openness, heard, among)} among={among} />
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
