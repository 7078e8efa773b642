import type { ReactNode } from 'react';
import { Card, DateTime } from '@/components/doorstep';
import { Button } from '@/components/govuk';
import { readNames } from '@/lib/access/store';
import { KIND_TABLE, UNSAID } from '@/lib/contact/call/kinds';
import { decidedWith } from '@/lib/contact/additions/joined-store';
import { raisedFrom, readRaised } from '@/lib/contact/call/raised-store';
import { readHead, type Contact } from '@/lib/contact/store';
import type { Tx } from '@/lib/platform/db';

function Reference({ reference }: { reference: string }) {
  return (
    <a className="govuk-link ds-reference" href={`/contacts/${reference}`}>
      {reference}
    </a>
  );
}

/** The one step by which a consultation becomes a concern (safe practice 2), or that it has, or with what it is decided. */
async function consultation(tx: Tx, { id, reference, receivedAt }: Contact, works: boolean): Promise<ReactNode> {
  const raised = await readRaised(tx, id);
  if (raised === null) {
    const decided = await tx.asSystem((system) => decidedWith(system, id));
    if (decided !== null) {
      // Named to whoever may know of it.
      const named = await readHead(tx, decided.contactId);
      return (
        <p className="govuk-body">
          It was joined, and is decided with {named === null ? 'a contact that you may not open' : <Reference reference={named.reference} />}. {named === null ? 'If it is a concern, tell a manager.' : 'If it is a concern, write there why, for whoever decides.'}
        </p>
      );
    }
    return (
      <>
        <p className="govuk-body">It ends as advice by a decision and in no other way. It counts among this child’s contacts.</p>
        {works && (
          <form method="post" action={`/contacts/${reference}/raise`}>
            <Button text="Make it a concern" classes="govuk-button--secondary ds-button--small" preventDoubleClick />
            <p className="ds-secondary">Nothing is typed again. Its clocks run from when the call began, <DateTime at={receivedAt} now={tx.at} within />.</p>
          </form>
        )}
      </>
    );
  }
  const names = await readNames(tx, [raised.by]);
  return (
    <p className="govuk-body">
      Made a concern by <bdi>{names.get(raised.by) ?? 'a colleague'}</bdi>, <DateTime at={raised.at} now={tx.at} within />.{' '}
      {raised.became !== null && <>It had ended, and goes on in <Reference reference={raised.became.reference} />.</>}
    </p>
  );
}

/** What kind of conversation a contact came from, where it is not simply a concern; null where it is. */
export async function kindOfCall(tx: Tx, contact: Contact, works: boolean): Promise<ReactNode> {
  const from = await raisedFrom(tx, contact.id);
  if (contact.kind === UNSAID && from === null) return null;
  const { called, follows } = KIND_TABLE[contact.kind];
  return (
    <Card heading={contact.kind === UNSAID ? 'Began as a consultation' : called} id="kind">
      {from !== null && (
        <p className="govuk-body">
          It began as the consultation <Reference reference={from.reference} /> and was made a concern <DateTime at={from.at} now={tx.at} within />.
        </p>
      )}
      {contact.kind === 'consultation' ? await consultation(tx, contact, works) : contact.kind !== UNSAID && <p className="govuk-body">{follows}</p>}
    </Card>
  );
}
