import type { Tx } from '@/lib/platform/db';
import type { Temporal } from 'temporal-polyfill';
import { progressCode, timeWords } from '../progress';
import { readProgress } from '../progress-store';
import { statusOf, statusWords, type Status } from './status';

/** How far a contact is, as whoever told us of it reads it without signing in. */
export interface StatusHead {
  receivedAt: Temporal.Instant;
  status: Status;
  heading: string;
  words: string;
}

/** Reads how far a contact is; null where there is none. As the product. */
export async function readStatus(system: Tx, contactId: string, now: Temporal.Instant): Promise<StatusHead | null> {
  const progress = (await readProgress(system, [contactId])).get(contactId);
  if (progress === undefined) return null;
  const status = statusOf(progressCode(progress));
  const readAt = progress.readAt === null ? null : timeWords(progress.readAt, now);
  return { receivedAt: progress.receivedAt, status, ...statusWords(status, { readAt, addedUnread: progress.addedUnread }) };
}
