import { page } from '@/app/_edge/page';
import { DateTime } from '@/components/doorstep';
import { Button, Input, Textarea } from '@/components/govuk';
import { errorFor, FormErrors, PageHeading } from '@/components/shell';
import { linksOf } from '@/lib/contact/additions/link-store';
import { allegedChild } from '@/lib/contact/verbs/open-linked-contact';
import { textOf } from '@/lib/platform/draft/model';
import { typedBefore } from '@/lib/platform/draft/typed';

export const metadata = { title: 'A contact of their own' };

const FIELDS = ['givenName', 'familyName', 'ageWords', 'what'] as const;

/** A child alleged to have harmed is a child too: a contact of their own, tied to this one (safe practice 7.13). */
export default page('GET /contacts/[reference]/linked', async ({ tx, contact: head, query }) => {
  if (!head) throw new Error('the wrapper loads the contact');
  const [typed, links] = await Promise.all([typedBefore(tx, { kind: 'linked', contactId: head.id }), linksOf(tx, head.id)]);
  const read = allegedChild.safeParse(Object.fromEntries(FIELDS.map((name) => [name, textOf(typed, name)])));
  const errors = query('look') === 'gaps' && !read.success ? read.error.issues.map(({ path, message }) => ({ field: path.map(String).join('.'), message })) : [];
  const named = (name: (typeof FIELDS)[number]) => ({ name, id: name, value: textOf(typed, name), errorMessage: errorFor(errors, name) });
  return {
    backHref: `/contacts/${head.reference}/decision`,
    body: (
      <>
        <FormErrors errors={errors} />
        <PageHeading caption={head.reference} heading="A contact of their own" lead="A child alleged to have harmed another is a child too, with needs and perhaps a danger of their own. Nothing of who reported this contact, or of what they said, is copied: only what you write here." />
        {links.length > 0 && (
          <ul className="govuk-list">
            {links.map(({ reference, at, other }) => (
              <li key={reference}>
                <a className="govuk-link ds-reference" href={`/contacts/${reference}`}>
                  {reference}
                </a>{' '}
                {other === 'alleged_child' ? 'is about a child alleged to have harmed' : 'is where this began'}, <DateTime at={at} now={tx.at} within />
              </li>
            ))}
          </ul>
        )}
        <form method="post" action={`/contacts/${head.reference}/linked/open`} noValidate>
          <Input {...named('givenName')} label={{ text: 'First names of that child' }} hint={{ text: 'Leave it empty if the name is not known.' }} autocomplete="off" />
          <Input {...named('familyName')} label={{ text: 'Family name' }} autocomplete="off" />
          <Input {...named('ageWords')} label={{ text: 'About how old?' }} hint={{ text: 'For example 14, or 7 months.' }} classes="govuk-input--width-10" autocomplete="off" />
          <Textarea {...named('what')} rows={5} label={{ text: 'What is alleged, and what is known of how this child lives?' }} hint={{ text: 'Do not name the child who was harmed, nor who told us.' }} />
          <div className="govuk-button-group">
            <Button text="Open their contact" preventDoubleClick />
            <a className="govuk-link" href={`/contacts/${head.reference}/decision`}>
              Back without opening one
            </a>
          </div>
        </form>
      </>
    ),
  };
});
