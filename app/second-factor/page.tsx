import { page } from '@/app/_edge/page';
import { DateTime, StackTable } from '@/components/doorstep';
import { Button, Radios, Select, Textarea } from '@/components/govuk';
import { Done, EmptyState, errorFor, FormErrors, PageHeading, type FormError } from '@/components/shell';
import { ROLE_NAMES } from '@/lib/access/model';
import { readColleagues } from '@/lib/access/people-store';
import { accountsWithFactor, readResets } from '@/lib/access/second/factor-store';
import { SURE_HOW, type SureHow } from '@/lib/access/second/model';
import { resetForm } from '@/lib/access/second/verbs/reset-factor';
import { readNames } from '@/lib/access/store';
import { textOf } from '@/lib/platform/draft/model';
import { typedBefore } from '@/lib/platform/draft/typed';
import { RESET_FIELDS, RESET_FORM } from './typed';

export const metadata = { title: 'A lost second factor' };

const PROBLEMS: Record<string, string> = {
  gone: 'This person does not work here, never signed in to work here, or is disabled.',
  yourself: 'Nobody takes their own away. Ask another manager or administrator.',
  no_factor: 'This person has no second factor.',
};

/** A second person gives a colleague back their way in. */
export default page('GET /second-factor', async ({ tx, person, query }) => {
  const withFactor = await accountsWithFactor(tx);
  const people = (await readColleagues(tx)).filter(({ accountId, disabledAt }) => accountId !== person.actorId && disabledAt === null && withFactor.get(accountId)?.workedHere === true);
  const resets = await readResets(tx);
  const names = await readNames(tx, resets.flatMap(({ accountId, by }) => [accountId, by]));
  const typed = await typedBefore(tx, RESET_FORM);
  const read = resetForm.safeParse(Object.fromEntries(RESET_FIELDS.map((name) => [name, textOf(typed, name)])));
  const problem = query('problem');
  const errors: FormError[] = problem === 'form' && !read.success ? read.error.issues.map(({ path, message }) => ({ field: String(path[0]), message })) : PROBLEMS[problem] === undefined ? [] : [{ field: 'membershipId', message: PROBLEMS[problem] }];
  tx.ledger({ action: 'people.listed', objectKind: 'list', objectId: 'second-factor', detail: { ids: people.map(({ membershipId }) => membershipId) } });
  return {
    layout: 'desk',
    body: (
      <>
        <FormErrors errors={errors} />
        <Done text={query('done') === 'reset' ? 'Taken away. Their sessions have ended, and they were told by e-mail. They set up a new one after their password.' : undefined} />
        <PageHeading heading="A lost second factor" lead="Somebody lost the telephone with their codes. You, as a second person, take it away so that they set up a new one. First make sure that it is them." />
        {people.length === 0 ? (
          <EmptyState heading="Nobody else here has a second factor">
            <p className="govuk-body">Whoever sets one up can be helped here when it is lost.</p>
          </EmptyState>
        ) : (
          <form method="post" action="/second-factor/reset" className="ds-narrow" noValidate>
            <Select
              id="membershipId"
              name="membershipId"
              label={{ text: 'Who lost it?' }}
              value={textOf(typed, 'membershipId')}
              errorMessage={errorFor(errors, 'membershipId')}
              items={[{ value: '', text: 'Choose' }, ...people.map(({ membershipId, name, role, jobTitle }) => ({ value: membershipId, text: `${name} (${jobTitle || ROLE_NAMES[role]})` }))]}
            />
            <Radios idPrefix="how" name="how" value={textOf(typed, 'how')} fieldset={{ legend: { text: 'How did you make sure that it is them?', classes: 'govuk-fieldset__legend--s' } }} errorMessage={errorFor(errors, 'how')} items={Object.entries(SURE_HOW).map(([value, text]) => ({ value, text }))} />
            <Textarea id="why" name="why" label={{ text: 'Why is it taken away?' }} hint={{ text: 'Such as “Telephone lost on the train on Monday”' }} value={textOf(typed, 'why')} errorMessage={errorFor(errors, 'why')} rows={3} />
            <Button text="Take it away and sign them out" classes="govuk-button--warning" preventDoubleClick />
          </form>
        )}
        {resets.length > 0 && (
          <StackTable
            caption="Taken away before, the newest first"
            columns={[{ heading: 'Whose' }, { heading: 'When' }, { heading: 'By' }, { heading: 'How they were known' }, { heading: 'Why' }]}
            rows={resets.map(({ accountId, by, at, how, why }, index) => ({
              id: `reset-${index}`,
              cells: [<bdi key="whose">{names.get(accountId) ?? 'a colleague'}</bdi>, <DateTime key="at" at={at} now={tx.at} />, <bdi key="by">{names.get(by) ?? 'a colleague'}</bdi>, SURE_HOW[how as SureHow] ?? how, <bdi key="why">{why}</bdi>],
            }))}
          />
        )}
      </>
    ),
  };
});
