import type { TypedForm } from '@/lib/platform/draft/typed';

export const RESET_FORM: TypedForm = { kind: 'settings', about: 'second_factor' };
export const RESET_FIELDS = ['membershipId', 'how', 'why'] as const;
