import { route } from '@/app/_edge/route';
import { noteTry } from '@/lib/line/verbs/note-try';
import { answerLine } from '../_parts/answer';

export const POST = route(
  'POST /ring-backs/tried',
  async ({ tx, form }) => {
    const id = form.text('id');
    return answerLine(tx, '/ring-backs', 'tried', id, form.fields(), await noteTry(tx, id, form.fields()));
  },
  { back: () => '/ring-backs' },
);
