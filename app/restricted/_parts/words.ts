import type { FormError } from '@/components/shell';

/** What was done, in the same words whether or not there is such a contact. */
export const DONE: Record<string, string> = {
  asked: 'Your wish was passed to those who may answer it. If it is agreed, and there is such a contact that is closed to you, it opens for an hour by its reference. Managers are called until one answers; after four hours it lapses, and you ask again.',
  opened: 'If there is such a contact that is closed to you, it is open to you by its reference for an hour from now. Guardians and managers have been told, and a second person looks it over on the next working day.',
  approve: 'Your answer is kept.',
  review: 'Your review is kept.',
  answer: 'Your answer is kept. Nobody else was told that you were asked.',
  register: 'Registered. It is in force when the second manager has confirmed it; they have been told.',
  'end.asked': 'Asked. The restriction stays in force until another of those who know of it has agreed; they have been told.',
  'end.ended': 'The restriction has ended. Its contacts are open to the duty service; the record of it stays.',
  'end.refused': 'Refused. The restriction stays in force.',
  confirm: 'Confirmed. It is in force from now. Its guardians are asked of each contact that may be about the child: of what came in last already now, of everything else in the next minutes.',
  second: 'Named. It is in force when they have confirmed it; they have been told.',
  take_back: 'Taken back. It closed nothing, and the record of it stays.',
  officers: 'The list of named officers is changed.',
  guardians: 'They guard the child from now, and have been told. You see no contact by it.',
};

/** A wish stands already, by somebody else. */
export const ASKED_ALREADY = 'Somebody else has asked for it already, and nothing was refused by this. Their reason stands on the page: agree, or refuse it.';

export const PROBLEMS: Record<string, FormError> = {
  'ask.reference': { field: 'reference', message: 'Enter the reference that you were told, such as NFK-7F3K-29QX' },
  'ask.reason': { field: 'reason', message: 'Say who told you of it, and why you must see it now' },
  'approve.answer_missing': { field: 'approve', message: 'Choose agree or refuse' },
  'approve.reason': { field: 'approve', message: 'Say why you agree or refuse' },
  'approve.second_person': { field: 'approve', message: 'A manager or a guardian answers' },
  'approve.gone': { field: 'approve', message: 'That was answered before you, has lapsed, or is your own wish' },
  'review.reason': { field: 'review', message: 'Say what you found' },
  'review.second_person': { field: 'review', message: 'A manager or a guardian looks it over' },
  'review.gone': { field: 'review', message: 'That was looked over before you, or it is your own' },
  'answer.answer_missing': { field: 'answer', message: 'Choose yes or no' },
  'answer.words_missing': { field: 'answer', message: 'Say by what you know that it is, or is not, the child' },
  'answer.gone': { field: 'answer', message: 'Another guardian answered before you' },
  'end.gone': { field: 'end', message: 'That has ended already, or is not for you to answer' },
  'end.not_in_force': { field: 'end', message: 'It is not in force yet: the second manager has to confirm it first' },
  'end.reason_missing': { field: 'end', message: 'Say why the child needs to be restricted no longer' },
  'end.second_person': { field: 'end', message: 'You asked for it, so that another person answers' },
  'confirm.gone': { field: 'confirm', message: 'That is confirmed already, or not for you to confirm' },
  'confirm.guardian': { field: 'confirm', message: 'Not all of its guardians can guard this child: somebody may know the family, is kept out of what is about it, or does no casework here any more. Ask whoever registered it to take it back and register it with others, now: until then its contacts are open' },
  'second.colleague': { field: 'children', message: 'Choose another manager to confirm it: two persons restrict a child' },
  'second.unfit': { field: 'left', message: 'This manager cannot confirm it. Choose another, and not yourself' },
  'second.gone': { field: 'children', message: 'That is confirmed already, or not for you to change' },
  'take_back.reason_missing': { field: 'children', message: 'Say why the child need not be restricted' },
  'take_back.gone': { field: 'children', message: 'That is confirmed already, or not for you to take back' },
  'guardians.gone': { field: 'unguarded', message: 'Somebody named guardians before you, or it is not for you to do' },
  'guardians.guardians': { field: 'unguarded', message: 'Choose at least two guardians, so that one is always there' },
  'guardians.reason': { field: 'unguarded', message: 'Say why these are to guard the child' },
  'guardians.colleague': { field: 'unguarded', message: 'Not all of these can guard this child. Choose others, and not yourself' },
  'officers.colleague': { field: 'officers', message: 'Choose a colleague and for what they are named' },
};

/** What is missing in a registration, by field. */
export const GAPS: Record<string, string> = {
  givenName: 'Enter the child’s first name',
  familyName: 'Enter the child’s family name',
  dateOfBirth: 'Enter a real date of birth, such as 27 3 2016, or leave it empty',
  nhsNumber: 'This is no NHS number: check its ten digits, or leave it empty',
  reason: 'Choose why the child is restricted',
  guardians: 'Choose at least two guardians, so that one is always there',
  'guardians-unfit': 'Not all of these can guard this child: whoever may know the family, or does no casework here, cannot. Choose others',
  second: 'Choose another manager to confirm it: two persons restrict a child',
};
