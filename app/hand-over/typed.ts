import type { Direction } from '@/lib/emergency/model';
import type { Tx } from '@/lib/platform/db';
import { listOf, textOf, type Fields } from '@/lib/platform/draft/model';
import { openDrafts } from '@/lib/platform/draft/store';
import type { TypedForm } from '@/lib/platform/draft/typed';

/**
 * A worker's unfinished hand-over, one for each way: what is typed for one is neither shown nor ended as the other's.
 * The night's to the day has no name, so that one kept before there were several ways is still found.
 */
export function handOverForm(direction: Direction | null): TypedForm {
  return { kind: 'hand_over', about: direction === null || direction === 'to_day' ? '' : direction };
}

/** The way in which the actor last typed and has not handed over, or an empty string: whoever signs in again finds their words there, and hands them to nobody else. */
export async function wayTyped(tx: Tx): Promise<string> {
  const [last] = await openDrafts(tx, 'hand_over');
  return last === undefined ? '' : textOf(last.content.fields, 'way');
}

/** The line typed for each contact; by day only for those that are chosen, by night for all. */
export function linesIn(fields: Fields, direction: Direction): Map<string, string> {
  const lines = Object.keys(fields).flatMap((name) => (name.startsWith('line.') ? [[name.slice('line.'.length), textOf(fields, name)] as const] : []));
  const chosen = new Set(listOf(fields, 'watch'));
  return new Map(direction === 'to_night' ? lines.filter(([contactId]) => chosen.has(contactId)) : lines);
}

/** The page of one way, by name: without one it is the way last typed. */
export function wayHref(direction: Direction | null, said = ''): string {
  const query = [direction === null ? '' : `way=${direction}`, said].filter((part) => part !== '').join('&');
  return query === '' ? '/hand-over' : `/hand-over?${query}`;
}
