import { page } from '@/app/_edge/page';
import { Missing } from '@/app/_edge/subject';
import { BackLink } from '@/components/govuk';
import { Letter } from '@/components/doorstep/letter';
import { openLetter } from '@/lib/letter/verbs/open-letter';
import { isId } from '@/lib/platform/ids';

export const metadata = { title: 'Letter to you' };

export default page('GET /my/contacts/[reference]/letters/[letter]', async ({ tx, contact, params }) => {
  const id = params['letter'] ?? '';
  const letter = contact && isId(id) ? await openLetter(tx, contact.id, id) : null;
  if (!contact || letter === null) throw new Missing('letter', id);
  const page = `/my/contacts/${contact.reference}`;
  return {
    before: <nav aria-label="Back"><BackLink href={page} text="Back to your contact" /></nav>,
    body: (
      <>
        <Letter letter={letter.text} />
        <p className="govuk-body">
          <a className="govuk-link" href={`${page}/letters/${letter.id}/pdf`}>
            The letter as a PDF
          </a>
        </p>
      </>
    ),
  };
});
