import type { Person } from './model';

/**
 * May this person decide on a contact: level and route, that it waits for checks, that it is withdrawn? A qualified worker decides
 * (domain 2, behaviour 7). A worker of the duty service or of emergency duty is one by their role; a manager only where
 * their place says that they are social-work-qualified. Others reassign, and answer for the desk.
 */
export function mayDecide({ role, qualified }: Pick<Person, 'role' | 'qualified'>): boolean {
  return role === 'cads_social_worker' || role === 'emergency_duty_worker' || (role === 'manager' && qualified);
}
