import { route } from '@/app/_edge/route';
import { answerLine } from '@/app/ring-backs/_parts/answer';
import { noteBookingTry } from '@/lib/line/verbs/note-booking-try';

export const POST = route(
  'POST /slots/tried',
  async ({ tx, form }) => {
    const id = form.text('id');
    return answerLine(tx, '/slots', 'tried', id, form.fields(), await noteBookingTry(tx, id, form.fields()));
  },
  { back: () => '/slots' },
);
