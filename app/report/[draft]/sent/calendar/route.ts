import ical from 'ical-generator';
import { download, route } from '@/app/_edge/route';
import { Missing } from '@/app/_edge/subject';
import { earlier } from '@/app/report/_parts/words';
import { readContact } from '@/lib/contact/store';
import { dateOf } from '@/lib/platform/time';

const MINUTES = 15;

/** An entry at the time by which there is an answer. It holds the reference and nothing else (domain 7.11). */
export const GET = route('GET /report/[draft]/sent/calendar', async ({ tx, draft }) => {
  const contact = draft?.resultId == null ? null : await readContact(tx, draft.resultId);
  if (contact === null) throw new Missing('draft', draft?.id ?? '');
  const due = earlier(contact.due24h, contact.due1wd);
  const calendar = ical({ prodId: { company: 'Doorstep', product: 'Doorstep', language: 'EN' } });
  calendar.createEvent({ id: contact.reference, start: dateOf(due), end: dateOf(due.add({ minutes: MINUTES })), stamp: dateOf(contact.receivedAt), summary: contact.reference });
  return download(calendar.toString(), 'text/calendar; charset=utf-8', `${contact.reference}.ics`);
});
