import { route } from '@/app/_edge/route';
import { answerNoName, NO_NAME_PROBLEMS } from '@/lib/attention/verbs/answer-no-name';
import { plainPage, seeOther } from '@/lib/platform/http/answer';

export const POST = route(
  'POST /calls/no-name',
  async ({ tx, form }) => {
    const words = form.text('words');
    const done = await answerNoName(tx, { id: form.text('refusal'), words });
    if (done.ok) return seeOther('/calls?done=no-name');
    if (done.problem === 'no_words') return seeOther(`/calls?problem=${done.problem}#no-name`);
    return plainPage(409, 'That was not done', [NO_NAME_PROBLEMS[done.problem], 'What you typed was:', words]);
  },
  { back: () => '/calls' },
);
