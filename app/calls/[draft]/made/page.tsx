import { notFound, redirect } from 'next/navigation';
import { page } from '@/app/_edge/page';
import { earlier } from '@/app/report/_parts/words';
import { fullDateTime } from '@/components/doorstep';
import { InsetText, Panel } from '@/components/govuk';
import { cannotWait, readContact } from '@/lib/contact/store';

export const metadata = { title: 'It is a contact' };

export default page('GET /calls/[draft]/made', async ({ tx, draft }) => {
  if (!draft || draft.kind !== 'call') notFound();
  if (draft.closedHow !== 'sent' || draft.resultId === null) redirect(draft.closedAt === null ? `/calls/${draft.id}` : '/calls');
  const { resultId } = draft;
  // As the product: it may have been closed to whoever took the call, who is told its reference and nothing else.
  const contact = await tx.asSystem((system) => readContact(system, resultId));
  if (contact === null) notFound();
  const urgent = await cannotWait(tx, contact);
  const by = fullDateTime(earlier(contact.due24h, contact.due1wd));
  return (
    <>
      <Panel titleText="It is a contact" html={<>Reference <strong className="ds-reference">{contact.reference}</strong></>} />
      {urgent && <InsetText>It cannot wait: it stands at the top of the queue, and whoever is on is called now.</InsetText>}
      <h2 className="govuk-heading-m">Say to the caller</h2>
      <ul className="govuk-list govuk-list--bullet">
        <li>
          The reference is <span className="ds-reference">{contact.reference}</span>. It is to be decided by {by}.
        </li>
        <li>They have no account by calling: what was decided is told by post or by telephone, in the way that was agreed.</li>
        <li>If they have heard nothing by then, or something changes, they ring again. If a child is in danger now, 999.</li>
      </ul>
      <ul className="govuk-list">
        <li>
          <a className="govuk-link" href={`/contacts/${contact.reference}`}>
            Open the contact
          </a>
        </li>
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
