import { notFound, redirect } from 'next/navigation';
import { page } from '@/app/_edge/page';
import { closedAt } from '@/app/report/_parts/closed';
import { Telephone } from '@/app/report/_parts/telephone';
import { Button } from '@/components/govuk';
import { lineAnswered, readAgain } from '@/lib/access/lines';
import { isPutAway } from '@/lib/platform/draft/model';
import { resumeAt } from '@/lib/contact/report/steps';

export const metadata = { title: 'A child is in danger' };

export default page('GET /report/[draft]/danger', async ({ tx, authority, draft, query }) => {
  if (!draft) notFound();
  // Pressed after the sending, and not to be added: then this page says so. What was put away is taken up again by sending it.
  const notAdded = draft.closedHow === 'sent' && query('added') === 'no';
  const putAway = isPutAway(draft);
  const elsewhere = draft.kind === 'report' && (notAdded || putAway) ? null : closedAt(draft);
  // Pressed after the sending by whoever was signed out meanwhile: nothing was done then but to keep their words, and the receipt says so.
  if (elsewhere !== null) redirect(draft.kind === 'report' && draft.closedHow === 'sent' ? `${elsewhere}?danger=not_told` : elsewhere);
  const { settings, serviceName } = authority;
  const answered = lineAnswered(settings, tx.at);
  return (
    <>
      <h1 className="govuk-heading-xl">Ring now</h1>
      <p className="govuk-heading-l">
        <Telephone number="999" /> if a child is in danger at this moment,
      </p>
      <p className="govuk-heading-l">
        then <Telephone number={answered === 'night' ? settings.nightPhone : settings.dayPhone} />, {answered === 'night' ? 'the emergency duty team' : serviceName}
        {answered === 'unknown' && (
          <>
            , or <Telephone number={settings.nightPhone} />, the emergency duty team
          </>
        )}
        .
      </p>
      {answered !== 'day' && <p className="govuk-body-l">Nobody is watching this form until {readAgain(settings, tx.at) ?? 'the office opens'}. Ring first, then send.</p>}
      <p className="govuk-body">Stay with the child if you can do so safely. Do not wait for an answer to this form.</p>
      {notAdded ? (
        <>
          <h2 className="govuk-heading-m">Say on the telephone what you know now</h2>
          <p className="govuk-body">Your report was sent before, and nothing can be added to it here. What you typed now was not sent.</p>
          <p className="govuk-body">
            <a className="govuk-link" href="/my/contacts">
              What you have sent
            </a>
          </p>
        </>
      ) : (
        <>
          <h2 className="govuk-heading-m">Then send what you have written</h2>
          {putAway && <p className="govuk-body">You had put this report away. By sending it you take it up again.</p>}
          <p className="govuk-body">It goes to the top of the list at once, as it is: no name and no further answer is needed. You can add the rest afterwards.</p>
          <form method="post" action={`/report/${draft.id}/danger/send`}>
            <Button text="Send it now" classes="govuk-button--warning" preventDoubleClick />
          </form>
          <p className="govuk-body">
            <a className="govuk-link" href={putAway ? '/my/drafts#put-away' : `/report/${draft.id}/${resumeAt(draft.content.steps)}`}>
              {putAway ? 'Nobody is in danger now: leave it put away' : 'Nobody is in danger now: go on with the report'}
            </a>
          </p>
        </>
      )}
    </>
  );
});
