import { Missing } from '@/app/_edge/subject';
import { route } from '@/app/_edge/route';
import { sentAlready } from '@/app/_edge/sent-already';
import { readAuthority } from '@/lib/access/store';
import { submitContact } from '@/lib/contact/verbs/submit-contact';
import { writeFollowUp } from '@/lib/letter/follow-up/verbs/write-follow-up';
import { handOverByCall } from '@/lib/emergency/verbs/hand-over-by-call';
import { seeOther } from '@/lib/platform/http/answer';

export const POST = route(
  'POST /calls/[draft]/submit',
  async ({ tx, person, draft, form }) => {
    if (!draft || draft.kind !== 'call') throw new Missing('draft', draft?.id ?? '');
    const here = `/calls/${draft.id}`;
    const made = await submitContact(tx, person, await readAuthority(tx), { draftId: draft.id, locked: draft, key: form.text('key'), version: Number(form.text('version')) || 0 });
    if (made.ok) {
      // With the same commit: who hangs up is owed a letter, and somebody owes it.
      if (made.value.created) await writeFollowUp(tx, made.value.contactId, { ofCall: draft.key });
      await handOverByCall(tx, draft, made.value.contactId);
      return seeOther(`${here}/made`);
    }
    if (made.problem === 'missing') throw new Missing('draft', draft.id);
    if (made.problem === 'conflict') return sentAlready('call', `${here}/conflict`);
    return seeOther(made.problem === 'put_away' ? '/calls?problem=put_away' : `${here}/check?problem=${made.problem}`);
  },
  { back: ({ draft }) => `/calls/${draft}/check`, concern: true },
);
