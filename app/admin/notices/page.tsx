import { page } from '@/app/_edge/page';
import { Button, Input, Textarea } from '@/components/govuk';
import { Done, errorFor, FormErrors, PageHeading, type FormError } from '@/components/shell';
import { areaNotices, NO_NOTICES } from '@/lib/access/schema';
import { typedBefore } from '@/lib/platform/draft/typed';
import { noticesFrom, NOTICES_FORM } from './typed';

export const metadata = { title: 'Notices' };

/** What this area tells everybody of privacy and accessibility. */
export default page('GET /admin/notices', async ({ tx, authority, query }) => {
  const typed = query('problem') === '' ? {} : await typedBefore(tx, NOTICES_FORM);
  const refused = Object.keys(typed).length > 0;
  const { privacy, accessibility, audited } = refused ? noticesFrom(typed) : (authority.settings.notices ?? NO_NOTICES);
  const read = areaNotices.safeParse({ privacy, accessibility, audited });
  const errors: FormError[] = !refused || read.success ? [] : read.error.issues.map(({ path, message }) => ({ field: path.join('.'), message }));
  return (
    <>
      <FormErrors errors={errors} />
      <Done text={query('done') === 'saved' ? 'Kept. Everybody sees it from now on.' : undefined} />
      <PageHeading heading="Notices" lead="What this area must tell everybody in its own words. It stands on the pages “Privacy and cookies” and “Accessibility”, beside what is the same wherever this service is run." />
      <form method="post" action="/admin/notices/save" className="ds-narrow" noValidate>
        <Input id="privacy" name="privacy" type="url" label={{ text: 'Where is your privacy notice for children’s services?' }} hint={{ text: 'Its whole address, beginning with https://. It says who the controller is, on which law you rely, and how somebody asks for what you hold (UK GDPR, articles 13 and 14)' }} value={privacy} errorMessage={errorFor(errors, 'privacy')} autocomplete="off" spellcheck={false} />
        <Input id="accessibility" name="accessibility" label={{ text: 'Where does somebody say what does not work for them?' }} hint={{ text: 'An e-mail address, a telephone number, or both' }} value={accessibility} errorMessage={errorFor(errors, 'accessibility')} autocomplete="off" />
        <Textarea id="audited" name="audited" rows={3} label={{ text: 'When was the service last tested for accessibility, and by whom?' }} hint={{ text: 'Leave it empty until somebody independent has tested it: the page says that nobody has' }} value={audited} errorMessage={errorFor(errors, 'audited')} />
        <Button text="Keep the notices" preventDoubleClick />
      </form>
    </>
  );
});
