import { textOf, type Fields } from '@/lib/platform/draft/model';
import type { TypedForm } from '@/lib/platform/draft/typed';

/** A form's fields as `invitation` and `placeOfWork` take them. */
export function placeFrom(fields: Fields): { role: string; agencyId: string | null; qualified: boolean } {
  const agency = textOf(fields, 'agencyId');
  return { role: textOf(fields, 'role'), agencyId: agency === '' ? null : agency, qualified: textOf(fields, 'qualified') === 'yes' };
}

/** A form's fields as `invitation` takes them. */
export function invitationFrom(fields: Fields) {
  return { ...placeFrom(fields), name: textOf(fields, 'name'), email: textOf(fields, 'email').trim(), jobTitle: textOf(fields, 'jobTitle'), phone: textOf(fields, 'phone') };
}

/** A form's fields as `newAgency` takes them. */
export const agencyFrom = (fields: Fields) => ({ name: textOf(fields, 'name'), kind: textOf(fields, 'kind'), phone: textOf(fields, 'phone') });

/** An agency as it was typed and not taken. */
export const AGENCY_FORM: TypedForm = { kind: 'settings', about: 'agency' };
/** What somebody does, as it was typed and not taken. */
export const placeTyped = (membershipId: string): TypedForm => ({ kind: 'settings', about: `place.${membershipId}` });

/** Their telephone, as it was typed and not taken. */
export const phoneTyped = (membershipId: string): TypedForm => ({ kind: 'settings', about: `phone.${membershipId}` });

/** What was done, for the line after coming back. */
export const DONE_WORDS: Record<string, string> = {
  agency: 'The agency is here now: invite its people.',
  invited: 'Invited. The link is in the post and works for 72 hours.',
  added: 'Added. This person has an account already, under the name above: they are told by e-mail, and sign in as always. Is it not whom you meant? Disable this place of work now.',
  disabled: 'Disabled. Every open session of this place of work has ended.',
  disabled_all: 'Disabled at every place of work here. Every open session in this area has ended.',
  enabled: 'Enabled. This person can sign in again.',
  session: 'Signed out there.',
  sessions: 'Signed out everywhere in this area.',
  reset: 'A new link is in the post and works for 72 hours.',
  changed: 'Changed. It holds from their next click.',
  phone: 'Kept. The next call to them goes to it.',
};

/** What is known of an address at which somebody is called. */
export const NOT_REACHED_WORDS = { email: 'E-mails to their address do not arrive', text: 'Texts to their telephone do not arrive' } as const;

/** What an administrator does about it. */
export const NOT_REACHED_ASKS = 'Ask them for the right one. A telephone is put right on their own page; for another e-mail address invite them anew with it and disable this place of work. It stands here until a call to it arrives.';

/** What an administrator does about something that nobody here may sign. */
export const NOBODY_SIGNS_ASKS = 'Each waits for a second person and is late, and no social-work-qualified manager here may sign it: not who decided, asked, reported or holds it, nor who is kept out of it or has still to say whether they know the family. Invite another, or give one who works here the role of manager and say that they are registered. Until somebody signs, what governed before still governs. It goes from here as soon as somebody may.';

/** What an administrator does where the only manager asked, or none is here. */
export const NOBODY_ANSWERS_ASKS = 'Somebody asked to see what is closed to them and says that it cannot wait. Another manager has to answer, and none is here. Invite one, or give one who works here the role of manager. It goes from here as soon as one is here, or the wish is answered or lapses.';
