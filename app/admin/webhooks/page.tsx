import { page } from '@/app/_edge/page';
import { DateTime, StackTable } from '@/components/doorstep';
import { Button, Details, Input, Radios, Select } from '@/components/govuk';
import { Done, EmptyState, errorFor, FormErrors, PageHeading, type FormError } from '@/components/shell';
import { OVERLAP_HOURS } from '@/lib/access/api-key';
import { readAgencies } from '@/lib/access/people-store';
import { webhookForm } from '@/lib/partner/webhook-form';
import { readDeliveries, readWebhooks, type Delivery } from '@/lib/partner/webhook-store';
import { textOf } from '@/lib/platform/draft/model';
import { typedBefore } from '@/lib/platform/draft/typed';
import { WEBHOOK_FIELDS, WEBHOOK_FORM } from './typed';

export const metadata = { title: 'Messages to systems' };

const SHOWN = 100;

const PROBLEMS: Record<string, FormError[]> = {
  gone: [{ field: 'webhooks', message: 'Nothing was done: it has been ended already, or has another secret than this page showed. A new secret is shown once, and not again: if nobody copied it, exchange it.' }],
  overlap: [{ field: 'webhooks', message: 'Choose how long messages are signed with the old secret, too.' }],
  no_agency: [{ field: 'agency', message: 'This agency is not here any more. Choose another.' }],
  there: [{ field: 'url', message: 'This agency’s system is told there already.' }],
};

const EVENT_WORDS: Record<string, string> = { received: 'It is here', more_asked: 'More is asked', decided: 'It is decided' };
const STATE_WORDS: Record<string, string> = { pending: 'On its way', sent: 'Arrived', failed: 'Did not arrive, tried again', given_up: 'Given up', let_go: 'Not sent: it may not go there any more' };

function Standing({ delivery: { state, attempts, lastStatus } }: { delivery: Delivery }) {
  return (
    <>
      {STATE_WORDS[state] ?? state}
      {attempts > 0 && <p className="ds-row-detail">{attempts} {attempts === 1 ? 'attempt' : 'attempts'}{lastStatus === null ? '' : `, the last answered ${lastStatus}`}</p>}
    </>
  );
}

/** Where the systems of agencies are told that there is a message for them, and each message that was made. */
export default page('GET /admin/webhooks', async ({ tx, query }) => {
  const [webhooks, deliveries, agencies] = await Promise.all([readWebhooks(tx), readDeliveries(tx, SHOWN), readAgencies(tx)]);
  const typed = await typedBefore(tx, WEBHOOK_FORM);
  const read = webhookForm.safeParse(Object.fromEntries(WEBHOOK_FIELDS.map((name) => [name, textOf(typed, name)])));
  const problem = query('problem');
  const errors: FormError[] = problem === 'form' && !read.success ? read.error.issues.map(({ path, message }) => ({ field: String(path[0]), message })) : (PROBLEMS[problem] ?? []);
  tx.ledger({ action: 'webhooks.listed', objectKind: 'list', objectId: 'webhooks', detail: { ids: webhooks.map(({ id }) => id) } });
  return {
    layout: 'desk',
    body: (
      <>
        <FormErrors errors={errors} />
        <Done text={query('done') === 'ended' ? 'Nothing goes there any more.' : undefined} />
        <PageHeading heading="Messages to systems" lead="A system that files concerns can be told that there is a message for it: when one is here, when more is asked, and when one is decided. The message holds the reference and nothing else; what it is, the system asks with its key." />
        <div id="webhooks">
          {webhooks.length === 0 ? (
            <EmptyState heading="No system is told">
              <p className="govuk-body">Where the system of an agency receives its messages shows here, with what was sent to it.</p>
            </EmptyState>
          ) : (
            <StackTable
              caption="Where messages go"
              columns={[{ heading: 'Agency' }, { heading: 'Address' }, { heading: 'Since' }, { heading: 'Standing' }]}
              rows={webhooks.map(({ id, agencyName, url, madeAt, secretSince, beforeUntil, ended }) => ({
                id: `webhook-${id}`,
                cells: [
                  <bdi key="agency">{agencyName}</bdi>,
                  <bdi key="url" className="break-all">{url}</bdi>,
                  <DateTime key="since" at={madeAt} now={tx.at} />,
                  ended !== null ? (
                    <span key="ended">Ended <DateTime at={ended} now={tx.at} within /></span>
                  ) : (
                    <div key="acts">
                      {beforeUntil !== null && beforeUntil.epochMilliseconds > tx.at.epochMilliseconds && <p className="ds-row-detail">Signed with the old secret, too, until <DateTime at={beforeUntil} now={tx.at} within /></p>}
                      <Details summaryText={`Exchange the secret for ${agencyName}`}>
                        <form method="post" action="/admin/webhooks/rotate">
                          <input type="hidden" name="webhook" value={id} />
                          <input type="hidden" name="seen" value={secretSince} />
                          <Radios idPrefix={`overlap-${id}`} name="overlap" classes="govuk-radios--small" fieldset={{ legend: { text: 'How long are messages signed with the old secret, too?', classes: 'govuk-fieldset__legend--s' } }} items={Object.entries(OVERLAP_HOURS).map(([value, text]) => ({ value, text }))} />
                          <Button text="Make the new secret" classes="ds-button--small" preventDoubleClick />
                        </form>
                      </Details>
                      <form method="post" action="/admin/webhooks/end">
                        <input type="hidden" name="webhook" value={id} />
                        <Button classes="govuk-button--warning ds-button--small" preventDoubleClick html={<>End<span className="govuk-visually-hidden"> messages to {agencyName}</span></>} />
                      </form>
                    </div>
                  ),
                ],
              }))}
            />
          )}
        </div>
        {deliveries.length > 0 && (
          <StackTable
            caption="Messages, the last first"
            columns={[{ heading: 'Made' }, { heading: 'To' }, { heading: 'Reference' }, { heading: 'Why' }, { heading: 'Standing' }]}
            rows={deliveries.map((delivery) => ({
              id: `delivery-${delivery.id}`,
              cells: [<DateTime key="made" at={delivery.madeAt} now={tx.at} />, <bdi key="to">{delivery.agencyName}</bdi>, <span key="reference" className="ds-reference">{delivery.reference}</span>, EVENT_WORDS[delivery.event] ?? delivery.event, <Standing key="standing" delivery={delivery} />],
            }))}
          />
        )}
        <h2 className="govuk-heading-m">Tell another system</h2>
        <form method="post" action="/admin/webhooks/make" className="ds-narrow" noValidate>
          <Select id="agency" name="agency" value={textOf(typed, 'agency')} label={{ text: 'Which agency’s system is it?' }} errorMessage={errorFor(errors, 'agency')} items={[{ value: '', text: 'Choose' }, ...agencies.map(({ id, name }) => ({ value: id, text: name }))]} />
          <Input id="url" name="url" label={{ text: 'To which address do its messages go?' }} hint={{ text: 'It begins with https:// and is on the outside' }} value={textOf(typed, 'url')} errorMessage={errorFor(errors, 'url')} autocomplete="off" inputmode="url" />
          <Button text="Make the secret and begin" preventDoubleClick />
        </form>
      </>
    ),
  };
});
