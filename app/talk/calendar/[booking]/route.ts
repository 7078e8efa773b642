import ical from 'ical-generator';
import { download, route } from '@/app/_edge/route';
import { Missing } from '@/app/_edge/subject';
import { findBooking } from '@/lib/line/slot-store';
import { isId } from '@/lib/platform/ids';
import { dateOf } from '@/lib/platform/time';

/** A booked time for one's own calendar. It says that there is a call, and holds the reference at most (domain 7.11). */
export const GET = route('GET /talk/calendar/[booking]', async ({ tx, person, params }) => {
  const id = params['booking'] ?? '';
  const booking = isId(id) ? await findBooking(tx, id) : null;
  if (booking === null || booking.accountId !== person.actorId || booking.ended !== null) throw new Missing('booking', id);
  const { slot, bookedAt, about } = booking;
  const calendar = ical({ prodId: { company: 'Doorstep', product: 'Doorstep', language: 'EN' } });
  calendar.createEvent({ id, start: dateOf(slot.from), end: dateOf(slot.to), stamp: dateOf(bookedAt), summary: about === '' ? 'There is a call for you' : `There is a call for you: ${about}` });
  return download(calendar.toString(), 'text/calendar; charset=utf-8', 'call.ics');
});
