import { page } from '@/app/_edge/page';
import { CalendarDate, ReferenceLink } from '@/components/doorstep';
import { Button, InsetText, Input, Radios } from '@/components/govuk';
import { errorFor, FormErrors, PageHeading } from '@/components/shell';
import { ledgerNamedBefore, readNamedBefore } from '@/lib/contact/identity/named-before-store';
import { ADDED_TIES, CHILD_TIES } from '@/lib/decision/keeping-safe';
import { addedChild } from '@/lib/decision/added-child';
import { readDecidable } from '@/lib/decision/store';
import { textOf, type Fields } from '@/lib/platform/draft/model';
import { typedBefore } from '@/lib/platform/draft/typed';

export const metadata = { title: 'Add a child' };

const FIELDS = ['givenName', 'familyName', 'ageWords', 'tie', 'lives'] as const;

function gapsOf(fields: Fields) {
  const read = addedChild.safeParse(Object.fromEntries(FIELDS.map((name) => [name, textOf(fields, name)])));
  return read.success ? [] : read.error.issues.map(({ path, message }) => ({ field: path.map(String).join('.'), message }));
}

/** A child whom the report does not name (safe practice 7.13). The unfinished decision is kept meanwhile. */
export default page('GET /contacts/[reference]/decision/child', async ({ tx, contact: head, query }) => {
  if (!head) throw new Error('the wrapper loads the contact');
  const here = `/contacts/${head.reference}/decision`;
  const kept = await typedBefore(tx, { kind: 'child', contactId: head.id });
  const from = query('from');
  const before = from === '' ? undefined : (await readNamedBefore(tx, head.id, (await readDecidable(tx, head.id)).children)).find(({ id, name }) => id === from && name !== null);
  ledgerNamedBefore(tx, head.id, before === undefined ? [] : [before]);
  // The name alone: how old they are by now, where they are and how they belong here is asked.
  const gaps = query('look') === 'gaps';
  const typed: Fields = before === undefined || gaps ? kept : { givenName: before.givenName, familyName: before.familyName };
  const errors = gaps ? gapsOf(typed) : [];
  const named = (name: (typeof FIELDS)[number]) => ({ name, id: name, value: textOf(typed, name), errorMessage: errorFor(errors, name) });
  return {
    backHref: here,
    body: (
      <>
        <FormErrors errors={errors} />
        <PageHeading caption={head.reference} heading="Add a child" lead="A child of the home, or one with whom the person alleged to have harmed is in contact, whom the report does not name. What you wrote in the decision is kept." />
        {before !== undefined && (
          <InsetText>
            As <ReferenceLink reference={before.references[0] ?? ''} /> names them{before.dateOfBirth !== null && <>, born <CalendarDate date={before.dateOfBirth} now={tx.at} />: with the name unchanged, so is the child added, and what was told of them before counts here</>}. Nothing is added before you press “Add this child”.
          </InsetText>
        )}
        <form method="post" action={`${here}/child/add`} noValidate>
          {before !== undefined && <input type="hidden" name="from" value={before.id} />}
          <Input {...named('givenName')} label={{ text: 'First names' }} hint={{ text: 'Leave it empty if the name is not known.' }} autocomplete="off" />
          <Input {...named('familyName')} label={{ text: 'Family name' }} autocomplete="off" />
          <Input {...named('ageWords')} label={{ text: 'About how old?' }} hint={{ text: 'For example 4, or 7 months. The age now.' }} classes="govuk-input--width-10" autocomplete="off" />
          <Radios {...named('tie')} idPrefix="tie" classes="govuk-radios--small" fieldset={{ legend: { text: 'How does this child belong here?', classes: 'govuk-fieldset__legend--s' } }} items={ADDED_TIES.map((value) => ({ value, text: CHILD_TIES[value] }))} />
          <Input {...named('lives')} label={{ text: 'Where does the child live?' }} hint={{ text: 'In words: with whom, in which place. “Not known” is an answer.' }} autocomplete="off" />
          <div className="govuk-button-group">
            <Button text="Add this child" preventDoubleClick />
            <a className="govuk-link" href={here}>
              Back without adding
            </a>
          </div>
        </form>
      </>
    ),
  };
});
