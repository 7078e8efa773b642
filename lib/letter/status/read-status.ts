import type { Tx } from '@/lib/platform/db';
import type { Temporal } from 'temporal-polyfill';
import { hasEnded, progressCode, timeWords } from '../progress';
import { readProgress } from '../progress-store';
import { statusOf, statusWords, type Status } from './status';

/** How far a contact is, as whoever told us of it reads it without signing in. */
export interface StatusHead {
  receivedAt: Temporal.Instant;
  status: Status;
  /** Nothing is added to it any more: what is sent begins a new contact. */
  ended: boolean;
  heading: string;
  words: string;
}

/** Reads how far a contact is; null where there is none. As the product. */
export async function readStatus(system: Tx, contactId: string, now: Temporal.Instant): Promise<StatusHead | null> {
  const progress = (await readProgress(system, [contactId])).get(contactId);
  if (progress === undefined) return null;
  const code = progressCode(progress);
  const status = statusOf(code);
  const readAt = progress.readAt === null ? null : timeWords(progress.readAt, now);
  return { receivedAt: progress.receivedAt, status, ended: hasEnded(progress), ...statusWords(status, { readAt, reader: progress.reader, addedUnread: progress.addedUnread, withdrawn: code === 'withdrawn' }) };
}
