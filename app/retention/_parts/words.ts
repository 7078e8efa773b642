import type { FormError } from '@/components/shell';
import type { Outcome, Period } from '@/lib/access/periods/schema';
import type { TypedForm } from '@/lib/platform/draft/typed';

export const DONE: Record<string, string> = {
  list: 'The list is drawn up. Nothing is deleted until somebody else has read and released it.',
  released: 'The list is released. What stands on it is deleted, a few each minute; whatever is held or is not due any more stays.',
  withdrawn: 'The list is withdrawn. What was left of it is not deleted.',
  hold: 'It is held: nothing of it is deleted until two persons let it go.',
  asked: 'Asked. The hold stays in force until another manager has lifted it.',
  lifted: 'The hold is lifted. What else holds the same contact stands below.',
  period: 'Kept. What is due is reckoned by it from now on; nothing goes before somebody has drawn up a list and somebody else has released it.',
};

export const PROBLEMS: Record<string, FormError> = {
  nothing_due: { field: 'due', message: 'Nothing is due that does not stand on a list already' },
  periods: { field: 'due', message: 'Nothing can be listed or released for deletion while a period of the schedule is illustrative' },
  gone: { field: 'lists', message: 'That list was settled already' },
  second_person: { field: 'lists', message: 'You drew up this list: somebody else has to read and release it' },
  not_open: { field: 'lists', message: 'Something on this list is closed to you: somebody who may open all of it has to release it' },
  'hold.not_found': { field: 'reference', message: 'There is no such contact, or it is closed to you' },
  'hold.held': { field: 'reference', message: 'This is held already: its hold stands among those in force' },
  'hold.no_children': { field: 'scope', message: 'This contact names no child: hold the contact itself' },
  'lift.gone': { field: 'holds', message: 'That hold was lifted already' },
  'lift.reason': { field: 'holds', message: 'Say why it need not be held any longer' },
  'lift.changed': { field: 'holds', message: 'Another manager asked in between that it may go. Read why they say so; what you wrote stands beside it. Lift it only if you agree' },
  'lift.second_person': { field: 'holds', message: 'You asked for it: another manager has to lift it' },
};

export const HOLD_FIELDS = ['reference', 'scope', 'reason'] as const;
/** A hold as it was typed and not taken. */
export const HOLD_FORM: TypedForm = { kind: 'retention', about: 'hold' };

/** Why a hold may go, as it was typed and not taken. */
export const LIFT_FORM: TypedForm = { kind: 'retention', about: 'lift' };

/** A period of the area's own as it was typed and not taken. */
export const periodFormOf = (outcome: Outcome): TypedForm => ({ kind: 'settings', about: `retention.${outcome}` });

export const FROM: Record<Period['from'], string> = { received: 'from the day it came in', closure: 'from its closure', birth: 'from the birth of the youngest child in it', adult_birth: 'from 18 years before it came in, or from the birth of a younger adult in it' };

/** A period in words: "6 years from its closure". */
export const periodWords = ({ years, from }: Period) => `${years} ${years === 1 ? 'year' : 'years'} ${FROM[from]}`;
