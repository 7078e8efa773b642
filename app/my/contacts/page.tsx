import type { Temporal } from 'temporal-polyfill';
import { page } from '@/app/_edge/page';
import { RingNow } from '@/app/report/_parts/ring-now';
import { InsetText, Tag } from '@/components/govuk';
import { DateTime, StackTable } from '@/components/doorstep';
import { Done, EmptyState, PageHeading } from '@/components/shell';
import { myContacts, readProgress, type MyContact } from '@/lib/letter/progress-store';
import { ownCalls } from '@/lib/letter/follow-up/list-store';
import { progressOf } from '@/lib/letter/progress';
import { instantOf } from '@/lib/platform/time';

export const metadata = { title: 'My contacts' };

function News({ contact, asked, subject }: { contact: MyContact; asked: boolean; subject: boolean }) {
  const unread = contact.unread - (subject ? contact.telling : 0);
  const question = asked && contact.mine && contact.openQuestions > 0;
  if (unread === 0 && !question) return null;
  return (
    <div className="ds-tags">
      {unread > 0 && <Tag text={unread === 1 ? 'New letter' : `${unread} new letters`} />}
      {question && <Tag text="We have a question" classes="govuk-tag--yellow" />}
    </div>
  );
}

/** Calls that the reader made and was written to about: letters to their account (safe practice 9). */
function Calls({ calls, now }: { calls: Awaited<ReturnType<typeof ownCalls>>; now: Temporal.Instant }) {
  if (calls.length === 0) return null;
  return (
    <section aria-labelledby="calls">
      <h2 className="govuk-heading-m" id="calls">
        Calls you made
      </h2>
      <ul className="govuk-list">
        {calls.map(({ id, reference, at, read }) => (
          <li key={id}>
            <a className="govuk-link ds-reference" href={`/my/calls/${id}`}>
              {reference}
            </a>{' '}
            <span className="ds-secondary">
              What we talked about, <DateTime at={instantOf(at)} now={now} within />
            </span>{' '}
            {!read && <Tag text="New letter" />}
          </li>
        ))}
      </ul>
    </section>
  );
}

const CALL_SHUT = 'We have what you wrote. Because somebody you work with may be concerned, the page of that call does not open any more. Say nothing to that person. Ring us if you want to know more.';
/** It is not said why: that may be what must not be known yet. */
const CALL_KEPT = 'We have what you wrote: a person reads it. The page of that call does not open any more. Ring us if you want to know more.';

const AGENCY_KEPT = 'We have what you added. Nobody in your organisation sees that contact any more but the one who reported it, and you no longer see it yourself.';

const DONE = new Map([
  ['kept_from_agency', `${AGENCY_KEPT} If a child is in danger now, ring 999.`],
  ['kept_from_agency_urgent', AGENCY_KEPT],
  ['call_shut', `${CALL_SHUT} If a child is in danger now, ring 999.`],
  ['call_shut_urgent', CALL_SHUT],
  ['call_kept', `${CALL_KEPT} If a child is in danger now, ring 999.`],
  ['call_kept_urgent', CALL_KEPT],
]);

export default page('GET /my/contacts', async ({ tx, person, authority, query }) => {
  const { contacts, next } = await myContacts(tx, query('before'));
  tx.ledger({ action: 'my_contacts.listed', objectKind: 'list', objectId: 'my-contacts', detail: { ids: contacts.flatMap(({ id, sealed }) => (sealed ? [] : [id])) } });
  const calls = await ownCalls(tx);
  const progress = await readProgress(tx, contacts.map(({ id }) => id));
  const ofAgency = person.role !== 'partner_professional';
  const told = (
    <>
      {/^(call_kept|call_shut|kept_from_agency)_urgent$/.test(query('done') ?? '') && <RingNow authority={authority} at={tx.at} />}
      <Done text={DONE.get(query('done') ?? '')} />
      {query('file') === 'not_kept' && <InsetText text="Not every file went with it. What you wrote did. Ring us: we ask you for it." />}
    </>
  );
  const lead = ofAgency ? 'What you and your agency told us, and what came of it.' : 'What you told us, and what came of it.';
  if (contacts.length === 0) {
    return (
      <>
        {told}
        <PageHeading heading="My contacts" lead={lead} />
        <Calls calls={calls} now={tx.at} />
        <EmptyState heading="Nothing sent yet">
          <p>When you have reported a concern it stands here: whether a person has read it, what was decided, and your letters.</p>
          <p>
            <a className="govuk-link" href="/report">
              Report a concern
            </a>{' '}
            or open <a className="govuk-link" href="/my/drafts">what is not sent yet</a>.
          </p>
        </EmptyState>
      </>
    );
  }
  return (
    <div className="ds-wide">
      {told}
      <PageHeading heading="My contacts" lead={lead} />
      <section aria-label="Contacts">
        <StackTable
          caption="Contacts, newest first"
          columns={[{ heading: 'Reference' }, { heading: 'Sent' }, { heading: 'About' }, ...(ofAgency ? [{ heading: 'Reported by' }] : []), { heading: 'Where it stands' }]}
          rows={contacts.map((contact) => {
            const facts = progress.get(contact.id);
            return {
              id: contact.reference,
              cells: [
                <a key="reference" className="govuk-link ds-reference" href={`/my/contacts/${contact.reference}`}>
                  {contact.reference}
                </a>,
                <DateTime key="sent" at={contact.receivedAt} now={tx.at} />,
                contact.childrenLine,
                ...(ofAgency ? [<bdi key="by">{contact.mine ? 'You' : contact.referrerName}</bdi>] : []),
                <div key="state">
                  {facts && progressOf(facts, tx.at).words}
                  <News contact={contact} asked={facts?.state !== 'waiting_for_referrer' && facts?.subject !== true} subject={facts?.subject === true} />
                </div>,
              ],
            };
          })}
        />
      </section>
      <Calls calls={calls} now={tx.at} />
      {next !== null && (
        <p className="govuk-body">
          <a className="govuk-link" href={`/my/contacts?before=${next}`}>
            Earlier contacts
          </a>
        </p>
      )}
    </div>
  );
});
