/** Why an administrator's act was refused. */
export type AdminProblem = 'already_here' | 'works_here' | 'no_such_agency' | 'own_place' | 'disabled_place' | 'gone' | 'long_phone' | 'agency_known';

/** The same in words, with the field that it is about. */
export const ADMIN_PROBLEMS: Record<AdminProblem, { field: string; message: string }> = {
  already_here: { field: 'email', message: 'This person already works here in that role. Open them in the list to change or enable it.' },
  works_here: { field: 'email', message: 'This address is that of a colleague with another name. Check it, or say below that they are who you mean.' },
  no_such_agency: { field: 'agencyId', message: 'Choose an agency of this area' },
  own_place: { field: 'role', message: 'You cannot give yourself a place of work, open one of yours again, change what you do there or your telephone, or disable yourself. Another administrator has to do it.' },
  disabled_place: { field: 'role', message: 'This person is disabled. Enable them first.' },
  long_phone: { field: 'phone', message: 'That is too long for a telephone number' },
  agency_known: { field: 'agencyName', message: 'There is an agency of that name already' },
  gone: { field: 'role', message: 'This person is not here any more.' },
};

/** Is this text from an address one of the problems? */
export function adminProblem(text: string): { field: string; message: string } | undefined {
  return Object.entries(ADMIN_PROBLEMS).find(([code]) => code === text)?.[1];
}
