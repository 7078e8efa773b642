import { route } from '@/app/_edge/route';
import { answerLine } from '@/app/ring-backs/_parts/answer';
import { noteTalked } from '@/lib/line/verbs/note-talked';

export const POST = route(
  'POST /slots/talked',
  async ({ tx, form }) => {
    const id = form.text('id');
    return answerLine(tx, '/slots', 'talked', id, form.fields(), await noteTalked(tx, id, form.text('words')));
  },
  { back: () => '/slots' },
);
