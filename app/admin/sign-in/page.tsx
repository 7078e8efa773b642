import { page } from '@/app/_edge/page';
import { Button, InsetText, Radios } from '@/components/govuk';
import { Done, PageHeading } from '@/components/shell';
import { ASKED_OF, stricter, type AskedOf } from '@/lib/access/second/model';
import { config } from '@/lib/platform/config';

export const metadata = { title: 'Signing in' };

const WORDS: Record<AskedOf, string> = {
  nobody: 'Nobody: each may set one up',
  staff: 'The front door’s own people',
  everyone: 'Everybody, partners too',
};

/** Of whom this area asks a second factor. The service may ask for more, and never gets less. */
export default page('GET /admin/sign-in', async ({ tx, authority, query }) => {
  const service = config().secondFactor;
  tx.ledger({ action: 'settings.shown', objectKind: 'list', objectId: 'settings' });
  return (
    <>
      <Done text={query('done') === 'saved' ? 'Kept. Whoever is asked now and has none sets one up at their next click.' : undefined} />
      <PageHeading heading="Signing in" lead="Of whom a second factor is asked after the password: a code of an app on their telephone." />
      {service !== 'nobody' && <InsetText text={service === 'everyone' ? 'The whole service asks it of everybody. An area cannot ask for less.' : 'The whole service asks it of the front door’s own people. An area can ask for more, and not for less.'} />}
      <form method="post" action="/admin/sign-in/save">
        <Radios
          idPrefix="asked"
          name="asked"
          value={stricter(service, authority.settings.secondFactor)}
          fieldset={{ legend: { text: 'Who must have a second factor?', classes: 'govuk-fieldset__legend--m' } }}
          items={ASKED_OF.filter((asked) => stricter(service, asked) === asked).map((value) => ({ value, text: WORDS[value] }))}
        />
        <Button text="Save" preventDoubleClick />
      </form>
      <p className="govuk-body">
        Somebody lost theirs? <a className="govuk-link" href="/second-factor">Give them back their way in</a>.
      </p>
    </>
  );
});
