import type { TypedForm } from '@/lib/platform/draft/typed';

/** What somebody typed of times to publish and was not taken. */
export const PUBLISH_FORM: TypedForm = { kind: 'slot' };
export const PUBLISH_FIELDS = ['accountId', 'day', 'from', 'to', 'minutes'] as const;
