import type { TypedForm } from '@/lib/platform/draft/typed';
import { listOf, textOf, type Fields } from '@/lib/platform/draft/model';
import type { Direction } from '@/lib/emergency/model';

/** A worker's one unfinished hand-over. */
export const HAND_OVER_FORM: TypedForm = { kind: 'hand_over' };

/** The line typed for each contact; by day only for those that are chosen, by night for all. */
export function linesIn(fields: Fields, direction: Direction): Map<string, string> {
  const lines = Object.keys(fields).flatMap((name) => (name.startsWith('line.') ? [[name.slice('line.'.length), textOf(fields, name)] as const] : []));
  const chosen = new Set(listOf(fields, 'watch'));
  return new Map(direction === 'to_night' ? lines.filter(([contactId]) => chosen.has(contactId)) : lines);
}

/** The page of one way: the first that a role has needs no name. */
export function wayHref(direction: Direction | null, said: string): string {
  const query = [direction === 'next_shift' ? 'way=next_shift' : '', said].filter((part) => part !== '').join('&');
  return query === '' ? '/hand-over' : `/hand-over?${query}`;
}
