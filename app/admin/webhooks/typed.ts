import type { TypedForm } from '@/lib/platform/draft/typed';

export const WEBHOOK_FORM: TypedForm = { kind: 'api_key', about: 'webhook' };
export const WEBHOOK_FIELDS = ['agency', 'url'] as const;
