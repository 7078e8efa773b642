/** Why a time missing was not recorded. */
export type MissingProblem = 'no_child' | 'not_readable' | 'still_to_come' | 'found_before_missing' | 'found_already';

export const MISSING_PROBLEMS: Record<MissingProblem, string> = {
  no_child: 'Choose the child.',
  not_readable: 'Give a day, a month and a year of four figures; for being found the time too, such as 14:30: the 72 hours run from it.',
  still_to_come: 'That is still to come. Say when it happened.',
  found_before_missing: 'The child was found before going missing: check the two.',
  found_already: 'It was recorded already when the child was found. It stands with the duty.',
};

/** Why a duty was not opened by hand. */
export type OpenDutyProblem = 'no_duty' | 'no_child' | 'why_missing' | 'open_already';

export const OPEN_DUTY_PROBLEMS: Record<Exclude<OpenDutyProblem, 'no_child'>, string> = {
  no_duty: 'Choose the duty.',
  why_missing: 'Say what became known, from whom and when.',
  open_already: 'This duty is owed already for this child: it stands in the list.',
};
