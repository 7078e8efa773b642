import { Fragment } from 'react';
import { page } from '@/app/_edge/page';
import { DateTime, StackTable } from '@/components/doorstep';
import { Button, Details, Input, Radios, Select } from '@/components/govuk';
import { Done, EmptyState, errorFor, FormErrors, PageHeading, type FormError } from '@/components/shell';
import { KEY_SCOPES, KEY_SCOPE_WORDS, keyForm, OVERLAP_HOURS, type KeyScope } from '@/lib/access/api-key';
import { readKeys } from '@/lib/access/api-key-store';
import { readAgencies } from '@/lib/access/people-store';
import { readNames } from '@/lib/access/store';
import { textOf } from '@/lib/platform/draft/model';
import { newId } from '@/lib/platform/ids';
import { typedBefore } from '@/lib/platform/draft/typed';
import { KEY_FIELDS, KEY_FORM } from './typed';

export const metadata = { title: 'Keys' };

const PROBLEMS: Record<string, FormError[]> = {
  gone: [{ field: 'keys', message: 'Nothing was done: it has been revoked already, or has another secret than this page showed. A new secret is shown once, and not again: if nobody copied it, exchange it.' }],
  made_already: [{ field: 'keys', message: 'This key was made already, and no second one was. Its secret is shown once, and not again: if nobody copied it, exchange it below.' }],
  overlap: [{ field: 'keys', message: 'Choose how long the old secret goes on opening.' }],
  no_agency: [{ field: 'agency', message: 'This agency is not here any more. Choose another.' }],
};

const scopeWords = (scope: string) => KEY_SCOPE_WORDS[scope as KeyScope] ?? scope;

/** Keys with which machines speak to this area: made, shown once, revoked. */
export default page('GET /admin/keys', async ({ tx, query }) => {
  const keys = await readKeys(tx);
  const typed = await typedBefore(tx, KEY_FORM);
  const read = keyForm.safeParse(Object.fromEntries(KEY_FIELDS.map((name) => [name, textOf(typed, name)])));
  const problem = query('problem');
  const errors: FormError[] = problem === 'form' && !read.success ? read.error.issues.map(({ path, message }) => ({ field: String(path[0]), message })) : (PROBLEMS[problem] ?? []);
  const agencies = await readAgencies(tx);
  const names = await readNames(tx, keys.flatMap(({ madeBy, rotated, revoked }) => [madeBy, ...(rotated === null ? [] : [rotated.by]), ...(revoked === null ? [] : [revoked.by])]));
  tx.ledger({ action: 'api_keys.listed', objectKind: 'list', objectId: 'api-keys', detail: { ids: keys.map(({ id }) => id) } });
  return {
    layout: 'desk',
    body: (
      <>
        <FormErrors errors={errors} />
        <Done text={query('done') === 'revoked' ? 'The key is revoked: it opens nothing from now on.' : undefined} />
        <PageHeading heading="Keys" lead="With a key a machine speaks to this area, for one purpose, and files for one agency or for none. Its secret is shown once and kept only as a hash." />
        <div id="keys">
          {keys.length === 0 ? (
            <EmptyState heading="No key has been made">
              <p className="govuk-body">A key that a police, school or telephone system uses shows here, with when it was used last. Revoked keys stay, so that it is known who could speak when.</p>
            </EmptyState>
          ) : (
            <StackTable
              caption="Keys, the newest first"
              columns={[{ heading: 'Key' }, { heading: 'Opens' }, { heading: 'Made' }, { heading: 'Used last' }, { heading: 'Standing' }]}
              rows={keys.map(({ id, name, scope, agencyName, madeAt, madeBy, usedAt, rotated, formerUntil, revoked, secretSince }) => ({
                id: `key-${id}`,
                cells: [
                  <div key="name">
                    <bdi>{name}</bdi>
                    {agencyName !== null && <p className="ds-row-detail">for <bdi>{agencyName}</bdi></p>}
                  </div>,
                  scopeWords(scope),
                  <span key="made">
                    <DateTime at={madeAt} now={tx.at} /> by <bdi>{names.get(madeBy) ?? 'a colleague'}</bdi>
                    {rotated !== null && <span className="ds-row-detail"> Secret exchanged <DateTime at={rotated.at} now={tx.at} within /> by <bdi>{names.get(rotated.by) ?? 'a colleague'}</bdi>{formerUntil.map((until, before) => <Fragment key={before}>{before === 0 ? '; the one before opens until ' : ', the one before that until '}<DateTime at={until} now={tx.at} within /></Fragment>)}</span>}
                  </span>,
                  usedAt === null ? <span className="ds-unknown" key="used">Never</span> : <DateTime key="used" at={usedAt} now={tx.at} />,
                  revoked === null ? (
                    <div key="acts">
                      <Details summaryText={`Exchange the secret of ${name}`}>
                        <form method="post" action="/admin/keys/rotate">
                          <input type="hidden" name="key" value={id} />
                          <input type="hidden" name="seen" value={secretSince} />
                          <Radios idPrefix={`overlap-${id}`} name="overlap" classes="govuk-radios--small" fieldset={{ legend: { text: 'How long does the old secret go on opening?', classes: 'govuk-fieldset__legend--s' } }} hint={{ text: 'Also any before it that still opens: it opens no longer than this, nor longer than it was given' }} items={Object.entries(OVERLAP_HOURS).map(([value, text]) => ({ value, text }))} />
                          <Button text="Make the new secret" classes="ds-button--small" preventDoubleClick />
                        </form>
                      </Details>
                      <form method="post" action="/admin/keys/revoke">
                        <input type="hidden" name="key" value={id} />
                        <Button classes="govuk-button--warning ds-button--small" preventDoubleClick html={<>Revoke<span className="govuk-visually-hidden"> the key {name}</span></>} />
                      </form>
                    </div>
                  ) : (
                    <span key="revoked">
                      Revoked <DateTime at={revoked.at} now={tx.at} within /> by <bdi>{names.get(revoked.by) ?? 'a colleague'}</bdi>
                    </span>
                  ),
                ],
              }))}
            />
          )}
        </div>
        <h2 className="govuk-heading-m">Make a key</h2>
        <form method="post" action="/admin/keys/make" className="ds-narrow" noValidate>
          <input type="hidden" name="once" value={newId()} />
          <Input id="name" name="name" label={{ text: 'Which system will use it?' }} hint={{ text: 'Such as “Contact centre telephones”' }} value={textOf(typed, 'name')} errorMessage={errorFor(errors, 'name')} autocomplete="off" />
          <Radios idPrefix="scope" name="scope" value={textOf(typed, 'scope')} fieldset={{ legend: { text: 'What does it open?', classes: 'govuk-fieldset__legend--s' } }} errorMessage={errorFor(errors, 'scope')} items={KEY_SCOPES.map((value) => ({ value, text: KEY_SCOPE_WORDS[value] }))} />
          <Select id="agency" name="agency" value={textOf(typed, 'agency')} label={{ text: 'For which agency does it file?' }} hint={{ text: 'What it files is that agency’s. A telephone system files for none.' }} errorMessage={errorFor(errors, 'agency')} items={[{ value: '', text: 'None' }, ...agencies.map(({ id, name }) => ({ value: id, text: name }))]} />
          <Button text="Make the key" preventDoubleClick />
        </form>
      </>
    ),
  };
});
