import { notFound, redirect } from 'next/navigation';
import { page } from '@/app/_edge/page';
import { DangerNow } from '@/app/report/_parts/danger-now';
import { RingNow } from '@/app/report/_parts/ring-now';
import { Unsettled } from '@/app/report/_parts/unsettled';
import { Telephone } from '@/app/report/_parts/telephone';
import { earlier } from '@/app/report/_parts/words';
import { fullDateTime } from '@/components/doorstep';
import { Button, InsetText, Panel, WarningText } from '@/components/govuk';
import { lineAnswered, readAgain } from '@/lib/access/lines';
import { VIRUS } from '@/lib/contact/originals/kinds';
import { originalsSentWith } from '@/lib/contact/originals/original-store';
import { readRank } from '@/lib/contact/queue/rating-store';
import { cannotWait, readContact, readProposal } from '@/lib/contact/store';
import { unsettledOf } from '@/lib/contact/unsettled';
import { hasEnded, PERHAPS_NOT_TOLD, progressOf } from '@/lib/letter/progress';
import { readProgress } from '@/lib/letter/progress-store';

export const metadata = { title: 'We have it' };

/** Danger was pressed on it when it had gone, and by somebody who was signed out: they think that we know. */
function DangerNotTold({ draft, typed }: { draft: string; typed: string | undefined }) {
  return (
    <>
      <WarningText text="We were NOT told that a child is in danger now. This report had been sent before, and you were signed out when you pressed it." />
      {/* With the words that were typed last and are in nothing that was sent. */}
      <form method="post" action={`/report/${draft}/danger/send`}>
        {typed !== undefined && <input type="hidden" name="typed" value={typed} />}
        <Button text="A child is in danger now: tell them" classes="govuk-button--warning" preventDoubleClick />
      </form>
    </>
  );
}

export default page('GET /report/[draft]/sent', async ({ tx, authority, draft, query }) => {
  if (!draft) notFound();
  if (draft.closedHow !== 'sent' || draft.resultId === null) redirect(draft.closedAt === null ? `/report/${draft.id}/check` : '/my/drafts#put-away');
  const contactId = draft.resultId;
  const contact = await readContact(tx, contactId);
  if (contact === null) notFound();
  tx.ledger({ action: 'contact.opened', objectKind: 'contact', objectId: contactId, detail: { route: 'GET /report/[draft]/sent' } });
  const [proposal, urgent, progressed, files, unsettled] = await Promise.all([
    // What the guide proposes is not for the referrer to see; that it cannot wait is.
    tx.asSystem((system) => readProposal(system, contactId)), cannotWait(tx, contact), readProgress(tx, [contactId]),
    // As the product: what a protected source sent is nobody's afterwards, and they are told all the same.
    tx.asSystem((system) => originalsSentWith(system, draft.id)), unsettledOf(tx, draft),
  ]);
  const progress = progressed.get(contactId);
  if (progress === undefined) notFound();
  // Whoever comes back later reads how far it is by then.
  const [unread, kept] = [progress.readAt === null && !hasEnded(progress), progress.keptFromReferrer];
  const mustTellPolice = proposal?.document.duties.includes('FGM_POLICE') ?? false;
  const notArrived = files.filter(({ scan, contactId: handedOn }) => handedOn === null || scan === 'lost' || scan === 'infected');
  const waiting = files.filter((file) => !notArrived.includes(file));
  // What was told as danger stands first of all, until it is decided.
  const notTold = query('danger') === 'not_told' && (await tx.asSystem((system) => readRank(system, contactId))) !== 0;
  const { settings, serviceName } = authority;
  const answered = lineAnswered(settings, tx.at);
  const by = fullDateTime(earlier(contact.due24h, contact.due1wd));
  const numbers = [
    { number: settings.dayPhone, who: serviceName },
    { number: settings.nightPhone, who: 'the emergency duty team, outside office hours' },
  ];
  return {
    before: <DangerNow authority={authority} at={tx.at} />,
    body: (
      <>
        {(urgent || notTold) && <RingNow authority={authority} at={tx.at} />}
        {notTold && <DangerNotTold draft={draft.id} typed={unsettled[0]?.id} />}
        <Panel titleText="We have it" html={<>{unread && <>A person has not read it yet.<br /></>}Your reference <strong className="ds-reference">{contact.reference}</strong></>} />
        {!unread && <InsetText text={progressOf(progress, tx.at).words} />}
        <Unsettled what="sent" waiting={unsettled.length > 0} href={`/report/${draft.id}/conflict`} />
        {mustTellPolice && (
          <InsetText>
            A girl under 18 has said that she was cut, or signs were seen. If you are a teacher or a health or social care professional, the law asks you to report that to the police yourself, on 101, by the end of the next working day after you learned of it. This report does not do it for you.
          </InsetText>
        )}
        {query('file') === 'sent_before' && (
          <InsetText>
            <p className="govuk-body">The report was sent while you chose a file, and that file did not go with it. What you wrote did.</p>
            <p className="govuk-body">
              {contact.sealed ? (
                <>Ring us if we should have it: nothing is added here to a report whose sender is protected.</>
              ) : (
                <>
                  <a className="govuk-link" href={`/my/contacts/${contact.reference}/files`}>Add the file to the contact</a>: choose it again, say what it shows, and send it.
                </>
              )}
            </p>
          </InsetText>
        )}
        {notArrived.length > 0 && (
          <InsetText>
            <p className="govuk-body">Not every file came with it. What you wrote did.</p>
            <ul className="govuk-list govuk-list--bullet">
              {notArrived.map(({ id, name, scan }) => (
                <li key={id}>
                  <bdi>{name}</bdi>: {scan === 'infected' ? VIRUS : 'it did not arrive'}
                </li>
              ))}
            </ul>
          </InsetText>
        )}
        {waiting.length > 0 && (
          <p className="govuk-body">
            {waiting.length === 1 ? 'One file came with it. It is' : `${waiting.length} files came with it. They are`} kept sealed; “My contacts” says what became of {waiting.length === 1 ? 'it' : 'them'}.
          </p>
        )}
        {unread && (
          <>
            <h2 className="govuk-heading-m">What happens next</h2>
            <ol className="govuk-list govuk-list--number">
              <li>
                A social worker reads it{urgent && '. It is at the top of their list'}
                {answered === 'night' && `, but nobody is watching this form until ${readAgain(settings, tx.at) ?? 'the office opens'}`}. You can see when it was read, under “My contacts”.
              </li>
              {kept ? (
                <li>{PERHAPS_NOT_TOLD}</li>
              ) : (
                <>
                  <li>
                    They decide within 24 hours, by {fullDateTime(contact.due24h)}
                    {contact.due1wd !== null && <>, and within one working day, by {fullDateTime(contact.due1wd)}</>}.
                  </li>
                  <li>A named worker answers you, and you get a letter with what was decided.</li>
                </>
              )}
            </ol>
          </>
        )}
        <h2 className="govuk-heading-m">{kept && !unread ? 'If anything changes' : `If ${kept ? 'nobody has read it' : 'you have heard nothing'} by ${by}`}</h2>
        <p className="govuk-body">Ring, and give the reference:</p>
        <ul className="govuk-list govuk-list--bullet">
          {(answered === 'night' ? numbers.toReversed() : numbers).map(({ number, who }) => (
            <li key={number}>
              <Telephone number={number} />, {who}
            </li>
          ))}
        </ul>
        <p className="govuk-body">Until then the child’s safety is still yours too: keep to what you said you would do, and ring if anything changes.</p>
        <ul className="govuk-list">
          <li>
            <a className="govuk-link" href={`/my/contacts/${contact.reference}`}>
              See where it stands, or add something you have learned
            </a>
          </li>
          <li>
            <a className="govuk-link" href={`/report/${draft.id}/copy`}>
              My copy, for the child’s file
            </a>
          </li>
          <li>
            <a className="govuk-link" href={`/report/${draft.id}/sent/calendar`}>
              Put the time in my calendar (only the reference is in it)
            </a>
          </li>
        </ul>
      </>
    ),
  };
});
