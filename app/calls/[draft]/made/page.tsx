import { notFound, redirect } from 'next/navigation';
import type { ReactNode } from 'react';
import { page } from '@/app/_edge/page';
import { CallersCode } from '@/app/calls/_parts/agreed-list';
import { Unsettled } from '@/app/report/_parts/unsettled';
import { earlier } from '@/app/report/_parts/words';
import { fullDateTime } from '@/components/doorstep';
import { InsetText, Panel } from '@/components/govuk';
import { additionByKey } from '@/lib/contact/additions/addition-store';
import { isVerified, kindOfCall } from '@/lib/contact/call/call-fields';
import { originalsSentWith } from '@/lib/contact/originals/original-store';
import { KIND_TABLE } from '@/lib/contact/call/kinds';
import { requestById } from '@/lib/contact/call/request-store';
import { cannotWait, findByKey, readContact, type Contact } from '@/lib/contact/store';
import { callerCode } from '@/lib/contact/ending/caller-code';
import { unsettledOf } from '@/lib/contact/unsettled';
import { followUpsOf } from '@/lib/letter/follow-up/writing';
import type { Tx } from '@/lib/platform/db';
import { textOf, type Fields } from '@/lib/platform/draft/model';

/** Of a call that was put to a contact, where its caller is written to. */
async function referenceOfLetter(system: Tx, contactId: string, key: string): Promise<string | null> {
  const [letter] = await followUpsOf(system, contactId, key);
  return letter?.text.reference ?? null;
}

export const metadata = { title: 'The call is kept' };

const LAST = 'If something changes they ring again. If a child is in danger now, 999.';

/** Is it sure who rings, and a kind of call of which its caller may hear anything yet (domain 7.3, 7.9)? */
function mayBeTold(fields: Fields): boolean {
  const verified = textOf(fields, 'call.verified');
  return isVerified(verified) && verified !== 'not_verified' && !KIND_TABLE[kindOfCall(fields)].silent;
}

/**
 * What may be said to the caller: who is not verified is told nothing, and of a contact that was there before nobody is (domain 7.9).
 * @param letter the reference of the letter to the caller of a call that was put to a contact; null where none is written.
 */
function Say({ contact, fields, put, letter }: { contact: Contact; fields: Fields; put: boolean; letter: string | null }): ReactNode {
  const told = mayBeTold(fields) && !put;
  const kind = kindOfCall(fields);
  const lines: ReactNode[] = [];
  if (!told) {
    lines.push('Thank you, we have it and somebody reads it. Nothing else: not whether we know the child, and not the reference of any contact.');
    if (letter !== null) lines.push(<>A letter follows with what you agreed. Its reference is <span className="ds-reference">{letter}</span>.</>);
  } else {
    lines.push(
      <>
        The reference is <span className="ds-reference">{contact.reference}</span>. It is to be decided by {fullDateTime(earlier(contact.due24h, contact.due1wd))}.
      </>,
      'A letter follows with what you agreed. What was decided is told by post or by telephone, in the way that was agreed: they have no account by calling.',
    );
  }
  lines.push(told ? `If they have heard nothing by then, or something changes, they ring again. If a child is in danger now, 999.` : LAST);
  return (
    <>
      <h2 className="govuk-heading-m">Say to the caller</h2>
      <ul className="govuk-list govuk-list--bullet">
        {lines.map((line, index) => (
          <li key={index}>{line}</li>
        ))}
      </ul>
      <h2 className="govuk-heading-m">What follows</h2>
      <p className="govuk-body">
        {KIND_TABLE[kind].follows} <span className="ds-secondary">Told of it: {KIND_TABLE[kind].told}</span>
      </p>
    </>
  );
}

export default page('GET /calls/[draft]/made', async ({ tx, draft, query }) => {
  if (!draft || draft.kind !== 'call') notFound();
  if (draft.closedHow !== 'sent' || draft.resultId === null) redirect(draft.closedAt === null ? `/calls/${draft.id}` : '/calls?problem=put_away');
  const { resultId } = draft;
  // As the product: it may have been closed to whoever took the call, who is told its reference and nothing else.
  const contact = await tx.asSystem((system) => readContact(system, resultId));
  if (contact === null) notFound();
  const asked = await tx.asSystem((system) => requestById(system, draft.key));
  // A contact whose key it does not have was there before.
  const put = (await tx.asSystem((system) => findByKey(system, draft.key))) === null && ((await tx.asSystem((system) => additionByKey(system, draft.key))) !== null || asked !== null);
  const letter = put && mayBeTold(draft.content.fields) ? await tx.asSystem((system) => referenceOfLetter(system, resultId, draft.key)) : null;
  const urgent = await cannotWait(tx, contact);
  const files = await tx.asSystem((system) => originalsSentWith(system, draft.id));
  const waiting = (await unsettledOf(tx, draft)).length > 0;
  return (
    <>
      <Panel titleText={put ? 'It is put to the contact' : 'It is a contact'} html={<>Reference <strong className="ds-reference">{contact.reference}</strong></>} />
      {query('original') === 'sent_before' && <InsetText>The original that you chose last did not go with it: it was kept as a contact in that moment. Open the contact and attach it there.</InsetText>}
      {files.some(({ contactId, scan }) => contactId === null || scan === 'lost') && <InsetText>Not every file went with it. What you wrote did. Open the contact and attach the file there, or ask for it.</InsetText>}
      {urgent && <InsetText>It cannot wait: it stands at the top of the queue, and whoever is on is called now.</InsetText>}
      <Unsettled what="sent" waiting={waiting} href={`/calls/${draft.id}/conflict`} />
      <Say contact={contact} fields={draft.content.fields} put={put} letter={letter} />
      {(!put || letter !== null) && !contact.sealed && mayBeTold(draft.content.fields) && <CallersCode code={callerCode(draft.key, 1)} />}
      <ul className="govuk-list">
        <li>
          <a className="govuk-link" href={`/contacts/${contact.reference}`}>
            Open the contact
          </a>
        </li>
        {asked !== null && (
          <li>
            <a className="govuk-link" href={`/contacts/${contact.reference}/sharing#asked-of-us`}>
              The request, and the gate of sharing
            </a>
          </li>
        )}
        <li>
          <a className="govuk-link" href="/queue">
            To the queue
          </a>
        </li>
        <li>
          <a className="govuk-link" href="/calls">
            Log another call
          </a>
        </li>
      </ul>
    </>
  );
});
