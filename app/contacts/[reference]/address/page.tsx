import { page } from '@/app/_edge/page';
import { DateTime } from '@/components/doorstep';
import { Button, InsetText, Table, Textarea } from '@/components/govuk';
import { errorFor, FormErrors, PageHeading } from '@/components/shell';
import { readAddressHistory, saidWhy } from '@/lib/contact/secrecy/address-history-store';

export const metadata = { title: 'History of the address' };

/** What else was reported of an address: date and level, opened with a reason, and never a repeat (domain 7.13). */
export default page('GET /contacts/[reference]/address', async ({ tx, contact, query }) => {
  if (!contact) throw new Error('the wrapper loads the contact');
  const errors = query('problem') === 'reason_missing' ? [{ field: 'reason', message: 'Say why you need the history of this address' }] : [];
  const entries = (await saidWhy(tx, contact.id)) ? await readAddressHistory(tx, contact.id) : null;
  return {
    backHref: `/contacts/${contact.reference}`,
    body: (
      <>
        <FormErrors errors={errors} />
        <PageHeading caption={contact.reference} heading="History of the address" lead="Other families lived, or live, where these children do. So only dates and levels are shown, and none of it counts as a repeat." />
        {entries === null ? (
          <form method="post" action={`/contacts/${contact.reference}/address/look`} noValidate>
            <Textarea name="reason" rows={3} label={{ text: 'Why do you need it?', classes: 'govuk-label--m' }} hint={{ text: 'Kept as a note of this contact, with your name.' }} errorMessage={errorFor(errors, 'reason')} />
            <Button text="Show dates and levels" preventDoubleClick />
          </form>
        ) : entries.length === 0 ? (
          <InsetText>Nothing else was reported of exactly this address and postcode that may be shown.</InsetText>
        ) : (
          <Table caption="Contacts at this address" captionClasses="govuk-table__caption--m" head={[{ text: 'Received' }, { text: 'Level' }]} rows={entries.map(({ receivedAt, level }, index) => [{ html: <DateTime key={index} at={receivedAt} now={tx.at} /> }, { text: String(level) }])} />
        )}
      </>
    ),
  };
});
