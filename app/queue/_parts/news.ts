'use client';

import { useSyncExternalStore } from 'react';
import type { CanonicalLevel } from '@/lib/threshold/model';
import type { ShownMark } from './marks-shown';

/** Who holds a contact, as its row shows it. */
export interface HolderShown {
  name: string;
  mine: boolean;
  /** "Today 10:44". */
  since: string;
}

/** Where a contact stands, and what of it nobody has read, as its row shows it. */
export interface StandsShown {
  immediate: boolean;
  level: CanonicalLevel;
  levelName: string;
  route: string;
  news: 'new information' | 'unread' | null;
}

export interface RowNews extends StandsShown {
  id: string;
  /** The state in words. */
  state: string;
  holder: HolderShown | null;
  /** What is said beside the state now. */
  marks: ShownMark[];
}

/** What the server says has changed since the page was made. */
export interface News {
  /** New contacts. */
  fresh: number;
  /** Contacts to which something was added, on the page or not. */
  anew: number;
  rows: RowNews[];
}

export type Line = 'open' | 'broken' | 'signed_out';

interface Told {
  news: News | null;
  line: Line;
  /** What was last known of each contact of the page: of one that has left the queue, too. */
  last: ReadonlyMap<string, RowNews>;
}

export const NOTHING: Told = { news: null, line: 'open', last: new Map() };
let told: Told = NOTHING;
const listeners = new Set<() => void>();

function tell(next: Told): void {
  told = next;
  for (const listener of listeners) listener();
}

/** With what the server says now; a contact of which it says nothing any more stays as it was last known, and not as the page was made. */
export function heard({ last }: Told, news: News): Told {
  return { news, line: 'open', last: new Map([...last, ...news.rows.map((row) => [row.id, row] as const)]) };
}

/**
 * Listens to a queue until the answer is called. What arrives changes the cells that show it and moves nothing.
 */
export function listen(address: string): () => void {
  const source = new EventSource(address);
  source.addEventListener('queue', (event) => tell(heard(told, JSON.parse(event.data as string) as News)));
  source.addEventListener('signed_out', () => {
    source.close();
    tell({ ...told, line: 'signed_out' });
  });
  source.addEventListener('open', () => tell({ ...told, line: 'open' }));
  source.addEventListener('error', () => {
    if (told.line !== 'signed_out') tell({ ...told, line: 'broken' });
  });
  return () => {
    source.close();
    tell(NOTHING);
  };
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** What is known of the queue beyond the page as it was made. */
export function useNews(): Told {
  return useSyncExternalStore(
    subscribe,
    () => told,
    () => NOTHING,
  );
}

/** What is known of one contact of the page beyond the page as it was made, or was last when it left the queue. */
export function useRowNews(contactId: string): RowNews | undefined {
  return useNews().last.get(contactId);
}
