import { page } from '@/app/_edge/page';
import { Missing } from '@/app/_edge/subject';
import { BackLink, Button, NotificationBanner, Tag, WarningText } from '@/components/govuk';
import { Card } from '@/components/doorstep';
import { Letter } from '@/components/doorstep/letter';
import { FormErrors, PageHeading } from '@/components/shell';
import { can } from '@/lib/access/policy';
import { LETTER_KIND_WORDS, LETTER_STATE_WORDS, SEND_PROBLEM_WORDS } from '@/lib/letter/model';
import { withheldFrom } from '@/lib/letter/outcome';
import { previewLetter } from '@/lib/letter/verbs/preview-letter';
import { isId } from '@/lib/platform/ids';

export const metadata = { title: 'Letter to the referrer' };

const DONE_WORDS: Record<string, string> = {
  sent: 'Sent. The referrer has a message that a letter waits for them; what it says is read signed in.',
  posted: 'Marked as posted.',
};

const problemIn = (code: string) => Object.entries(SEND_PROBLEM_WORDS).find(([known]) => known === code)?.[1];

export default page('GET /contacts/[reference]/letters/[letter]', async ({ tx, person, contact, params, query }) => {
  const id = params['letter'] ?? '';
  const letter = contact && isId(id) ? await previewLetter(tx, person, contact.id, id) : null;
  if (!contact || letter === null) throw new Missing('letter', id);
  const here = `/contacts/${contact.reference}/letters/${letter.id}`;
  const problem = problemIn(query('problem'));
  const done = DONE_WORDS[query('done')];
  const byPost = letter.recipient.accountId === null;
  const maySend = letter.state === 'to_preview' && letter.kind === 'outcome' && can(person, 'POST /contacts/[reference]/letters/[letter]/send').allowed;
  return {
    before: <nav aria-label="Back"><BackLink href={`/contacts/${contact.reference}`} text="Back to the contact" /></nav>,
    body: (
      <>
        <FormErrors errors={problem === undefined ? [] : [{ field: 'send', message: problem }]} />
        {done && <NotificationBanner type="success" text={done} />}
        <PageHeading caption={contact.reference} heading="Letter to the referrer" lead="This is what they read, word for word." aside={<Tag text={LETTER_STATE_WORDS[letter.state]} />} />
        <div className="ds-beside">
          <Letter letter={letter.text} titleLevel={2} />
          <div className="ds-beside__side">
            <Card heading="How it reaches them" id="send">
              <p className="govuk-body">
                {LETTER_KIND_WORDS[letter.kind]}, to <bdi>{letter.recipient.name}</bdi>
                {byPost ? ', by post: they have no account.' : ', read signed in. Their e-mail holds the reference and a link, nothing else.'}
              </p>
              {maySend && (
                <form method="post" action={`${here}/send`}>
                  {byPost && <WarningText text="Print it, check that the envelope’s address is theirs and safe, and post it. Then say so here." />}
                  <Button text={byPost ? 'I have posted it' : 'Send the letter'} preventDoubleClick />
                </form>
              )}
              <p className="govuk-body">
                <a className="govuk-link" href={`${here}/pdf`}>
                  {byPost ? 'Letter to print (PDF)' : 'The letter as a PDF'}
                </a>
              </p>
            </Card>
            {letter.kind === 'outcome' && (
              <Card heading="What they are not told, and why">
                <dl className="govuk-summary-list govuk-summary-list--no-border">
                  {withheldFrom(letter.recipient.referrerClass).map(({ what, why }) => (
                    <div className="govuk-summary-list__row" key={what}>
                      <dt className="govuk-summary-list__key">{what}</dt>
                      <dd className="govuk-summary-list__value">{why}</dd>
                    </div>
                  ))}
                </dl>
              </Card>
            )}
          </div>
        </div>
      </>
    ),
  };
});
