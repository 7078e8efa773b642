import { expect, test } from 'vitest';
import { mayDecide } from './deciding';
import { ROLES } from './model';

test('a worker decides by their role, a manager only where they are social-work-qualified, and nobody else (domain 2, behaviour 7)', () => {
  const deciding = (qualified: boolean) => ROLES.filter((role) => mayDecide({ role, qualified }));
  expect(deciding(true)).toEqual(['cads_social_worker', 'emergency_duty_worker', 'manager']);
  expect(deciding(false)).toEqual(['cads_social_worker', 'emergency_duty_worker']);
});
