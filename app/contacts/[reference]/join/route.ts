import { route } from '@/app/_edge/route';
import { Missing } from '@/app/_edge/subject';
import { readAuthority } from '@/lib/access/store';
import { joinContact } from '@/lib/contact/verbs/join-contact';
import { answerWork } from '../_parts/answer';

export const POST = route('POST /contacts/[reference]/join', async ({ tx, person, contact, form, params }) => {
  if (!contact) throw new Missing('reference', params['reference'] ?? '');
  const { prefix } = await readAuthority(tx);
  const [into, reason] = [form.text('into'), form.text('reason')];
  const joined = await joinContact(tx, person, contact, { into, prefix, reason });
  return answerWork(joined.ok ? joined.value : contact, joined, 'joined', [into, reason]);
});
