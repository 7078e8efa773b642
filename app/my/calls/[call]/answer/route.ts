import { route } from '@/app/_edge/route';
import { Missing } from '@/app/_edge/subject';
import { ofColleague } from '@/lib/contact/additions/addition';
import { answerOwnCall } from '@/lib/letter/follow-up/verbs/answer-own-call';
import { writeReceipt } from '@/lib/letter/verbs/write-receipt';
import { endTyped, keepTyped } from '@/lib/platform/draft/typed';
import { seeOther } from '@/lib/platform/http/answer';
import { isId } from '@/lib/platform/ids';

export const POST = route(
  'POST /my/calls/[call]/answer',
  async ({ tx, form, params, idle }) => {
    const id = params['call'] ?? '';
    if (!isId(id)) throw new Missing('letter', id);
    const [key, verdict, text] = [form.text('key'), form.text('verdict'), form.text('text')];
    const typed = { kind: 'answer', about: id } as const;
    const words = { text, immediate: form.text('immediate'), aboutColleague: form.text('aboutColleague') };
    // A session that went idle hands its words in, and nothing is done until its person has signed in again.
    if (idle) {
      if (verdict === 'corrected') await keepTyped(tx, typed, words);
      return seeOther(`/my/calls/${id}`);
    }
    if (!isId(key) || (verdict !== 'confirmed' && verdict !== 'corrected')) return seeOther(`/my/calls/${id}?problem=nothing_chosen`);
    const kept = await answerOwnCall(tx, id, { key, verdict, text, immediate: form.text('immediate') === 'yes', ...ofColleague(form.text('aboutColleague')) });
    if (!kept.ok && kept.problem === 'missing') throw new Missing('letter', id);
    if (!kept.ok) {
      await keepTyped(tx, typed, words);
      return seeOther(`/my/calls/${id}?problem=${kept.problem}`);
    }
    // What they put right of a contact that is finished began another: it has its own receipt, as whatever else is told again.
    if (kept.value.newContactId !== null) await writeReceipt(tx, kept.value.newContactId);
    if (verdict === 'corrected') await endTyped(tx, typed);
    // Their own page of the call opens no more, it may be by these words.
    if (kept.value.shut !== null) return seeOther(`/my/contacts?done=${kept.value.shut === 'colleague' ? 'call_shut' : 'call_kept'}${kept.value.urgent ? '_urgent' : ''}`);
    return seeOther(`/my/calls/${id}?done=${kept.value.urgent && verdict === 'corrected' ? 'urgent' : verdict}`);
  },
  { handIn: ({ call }, _act, danger) => `/my/calls/${call}${danger ? '?danger=yes' : ''}`, concern: true },
);
