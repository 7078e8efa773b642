import type { TypedForm } from '@/lib/platform/draft/typed';

export const KEY_FORM: TypedForm = { kind: 'api_key' };
export const KEY_FIELDS = ['name', 'scope', 'agency'] as const;
