import type { Mark } from '@/lib/contact/queue/marks';
import type { Channel, Holder, Lateness, View } from '@/lib/contact/queue/queue-filter';

/** How it reached us, as the end of a sentence: "Today 10:31 by form". */
export const CHANNEL_WORDS: Record<Channel, string> = { form: 'by form', phone: 'by phone', email: 'by e-mail', letter: 'by letter', api: 'from another system', protected: 'by a protected route' };

export const CHANNEL_LABELS: Record<Channel, string> = { form: 'Form', phone: 'Phone', email: 'E-mail', letter: 'Letter', api: 'Another system', protected: 'Protected' };

export const HOLDER_LABELS: Record<Holder, string> = { nobody: 'Nobody yet', me: 'Me', others: 'Others' };

export const LATENESS_LABELS: Record<Lateness, string> = { breached: 'Past its time', due_soon: 'In its last quarter', running: 'Running', stopped: 'Decided' };

/** Marks as the choices of a filter: without the instant that follows some of them in a row. */
export const MARK_LABELS: Record<Mark, string> = { perhaps_immediate: 'May not be able to wait', with_emergency_duty: 'With emergency duty', reopened: 'Re-opened', held_for_checks: 'Held for checks', transferred_not_accepted: 'Transferred, not accepted', letter_came_back: 'Letter came back', question_not_delivered: 'Question not delivered', consultation: 'Consultation' };

/** A view as the name of a list. */
export const VIEW_LABELS: Record<View, string> = {
  now: 'Needs a person now',
  waiting: 'Waiting for a decision',
  due3h: 'Due within 3 hours',
  over24h: 'Past its 24 hours',
  countersign: 'To countersign',
};

const KIND_LABELS: Record<string, string> = {
  school: 'Schools',
  college: 'Colleges',
  education: 'Education services',
  early_years: 'Early years',
  gp: 'GPs',
  health_visiting: 'Health visiting',
  school_nursing: 'School nursing',
  midwifery: 'Midwifery',
  hospital: 'Hospitals',
  mental_health: 'Mental health',
  ambulance: 'Ambulance',
  health: 'Health',
  police: 'Police',
  probation: 'Probation',
  court: 'Courts',
  housing: 'Housing',
  adult_social_care: 'Adult social care',
  council: 'This council',
  other_authority: 'Other councils',
  early_help: 'Early help',
  voluntary: 'Voluntary',
  public: 'Family, public',
  protected: 'Protected sources',
};

/** An agency's kind in words; one that is not in the table is shown as its code, readably. */
export function kindLabel(kind: string): string {
  return KIND_LABELS[kind] ?? kind.replaceAll('_', ' ').replace(/^./, (first) => first.toUpperCase());
}

/** "3rd", "22nd", "11th". */
export function ordinal(count: number): string {
  const teen = count % 100 >= 11 && count % 100 <= 13;
  const ending = teen ? 'th' : (['th', 'st', 'nd', 'rd'][count % 10] ?? 'th');
  return `${count}${ending}`;
}
