import { Missing } from '@/app/_edge/subject';
import { route } from '@/app/_edge/route';
import { sentAlready } from '@/app/_edge/sent-already';
import { readAuthority } from '@/lib/access/store';
import { submitContact } from '@/lib/contact/verbs/submit-contact';
import { writeReceipt } from '@/lib/letter/verbs/write-receipt';
import { seeOther } from '@/lib/platform/http/answer';

export const POST = route('POST /report/[draft]/submit', async ({ tx, person, draft, form }) => {
  if (!draft) throw new Missing('draft', '');
  const here = `/report/${draft.id}`;
  const authority = await readAuthority(tx);
  const sent = await submitContact(tx, person, authority, { draftId: draft.id, locked: draft, key: form.text('key'), version: Number(form.text('version')) || 0 });
  if (sent.ok) {
    await writeReceipt(tx, sent.value.contactId, authority, person);
    return seeOther(`${here}/sent`);
  }
  if (sent.problem === 'missing') throw new Missing('draft', draft.id);
  if (sent.problem === 'conflict') return sentAlready('report', `${here}/conflict`);
  return seeOther(sent.problem === 'put_away' ? '/my/drafts' : `${here}/check?problem=${sent.problem}`);
}, { back: ({ draft }) => `/report/${draft}/check`, concern: true });
