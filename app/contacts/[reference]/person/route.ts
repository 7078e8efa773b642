import { route } from '@/app/_edge/route';
import { Missing } from '@/app/_edge/subject';
import { readAsked } from '@/lib/lookup/model';
import { lookUp } from '@/lib/lookup/verbs/look-up';
import { openPerson } from '@/lib/lookup/verbs/open-person';
import { seeOther } from '@/lib/platform/http/answer';
import { isId } from '@/lib/platform/ids';
import { beginning } from '@/lib/platform/text';

/** More than a reason in a few words is. */
const MOST_TYPED = 300;

/** Opens somebody of this contact, or opens them again: all that is known of them, in every contact that may be opened. */
export const POST = route('POST /contacts/[reference]/person', async ({ tx, person, contact, form, params }) => {
  if (!contact) throw new Missing('reference', params['reference'] ?? '');
  const [again, of] = [form.text('again'), form.text('of')].map((id) => (isId(id) ? id : ''));
  // Whose time to look was over looks again, with a reason as for any search.
  const why = { reference: contact.reference, reason: form.text('reason'), reasonWords: beginning(form.text('reasonWords'), MOST_TYPED) };
  if (again && readAsked(why, person.role).asked === null) return seeOther(`/people/${again}?problem=reason${of ? `&of=${of}` : ''}`);
  const searchId = again ? await lookUp(tx, person, why) : null;
  const opened = await openPerson(tx, form.text('person'), { searchId, contactId: contact.id });
  return seeOther(opened.ok ? `/people/${opened.value}${again ? `${of ? `?problem=ending&of=${of}` : ''}#relations` : ''}` : `/contacts/${contact.reference}#household`);
});
