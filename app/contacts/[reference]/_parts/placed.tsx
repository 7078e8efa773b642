import { LevelBadge } from '@/components/doorstep';
import type { Stands } from '@/lib/contact/identity/stands';
import { STATE_TABLE } from '@/lib/contact/state';
import { routeWordsOf, type Guide } from '@/lib/threshold/model';

/** The level of a contact with the area's words for its route, and its state, as far as either is told. */
export function Placed({ stands: { level, route, state }, guide }: { stands: Stands; guide: Guide }) {
  const stateWords = state === null ? '' : STATE_TABLE[state].staff;
  if (level === null) return stateWords === '' ? null : <>{stateWords}</>;
  const words = [route === null ? '' : routeWordsOf(guide, route).name, stateWords.toLowerCase()].filter((part) => part !== '');
  return <LevelBadge level={level} label={words.length === 0 ? undefined : words.join(', ')} />;
}
