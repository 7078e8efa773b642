import { FilterPanel, StatTiles, type FilterGroup } from '@/components/doorstep';
import { CHANNELS, filterQuery, HOLDERS, LATENESS, type Facet, type QueueFilter } from '@/lib/contact/queue/queue-filter';
import type { QueueCounts } from '@/lib/contact/queue/queue-list-store';
import { MARKS } from '@/lib/contact/queue/marks';
import { OPEN_STATES, STATE_TABLE } from '@/lib/contact/state';
import { levelWordsOf } from '@/lib/threshold/level-words';
import { LEVELS, ROUTES, routeWordsOf, type Guide } from '@/lib/threshold/model';
import { CHANNEL_LABELS, HOLDER_LABELS, kindLabel, LATENESS_LABELS, MARK_LABELS } from './words';

/** The figures above the queue, each a list of its own. */
export function QueueTiles({ views }: Pick<QueueCounts, 'views'>) {
  return (
    <StatTiles
      label="The queue now"
      tiles={[
        { figure: views.now, label: views.now === 1 ? 'needs a person now' : 'need a person now', href: '/queue?view=now', tone: views.now > 0 ? 'urgent' : 'plain' },
        { figure: views.waiting, label: 'waiting for a decision', href: '/queue?view=waiting' },
        { figure: views.due3h, label: 'due within 3 hours', href: '/queue?view=due3h', tone: views.due3h > 0 ? 'soon' : 'plain' },
        { figure: views.over24h, label: views.over24h === 1 ? 'past its 24 hours' : 'past their 24 hours', href: '/queue?view=over24h', tone: views.over24h > 0 ? 'urgent' : 'plain' },
        { figure: views.countersign, label: 'to countersign', href: '/queue?view=countersign' },
      ]}
    />
  );
}

function group(facet: Facet, legend: string, filter: QueueFilter, counts: QueueCounts, values: readonly (string | number)[], label: (value: string) => string): FilterGroup {
  const options = values.map((each) => {
    const value = String(each);
    return { value, label: label(value), count: counts.facets[facet].get(value) ?? 0, checked: filter[facet].some((chosen) => String(chosen) === value) };
  });
  return { legend, name: facet, options };
}

/** The filters of the queue, each choice with how many it would show. */
export function QueueFilters({ filter, counts, guide }: { filter: QueueFilter; counts: QueueCounts; guide: Guide }) {
  const kinds = [...new Set([...counts.facets.kind.keys(), ...filter.kind])].sort((a, b) => kindLabel(a).localeCompare(kindLabel(b), 'en-GB'));
  const levels = [...LEVELS].reverse();
  const levelName = (value: string) => {
    const level = LEVELS.find((known) => String(known) === value);
    return level === undefined ? value : `${level} ${levelWordsOf(guide, level)}`;
  };
  const routeName = (value: string) => {
    const route = ROUTES.find((known) => known === value);
    return route === undefined ? value : routeWordsOf(guide, route).name;
  };
  const words = <T extends string>(table: Record<T, string>) => (value: string) => Object.entries<string>(table).find(([code]) => code === value)?.[1] ?? value;
  return (
    <FilterPanel
      action="/queue"
      hidden={filter.view === null ? {} : { view: filter.view }}
      clearHref={filterQuery(filter) === '' ? undefined : '/queue'}
      groups={[
        group('held', 'Held by', filter, counts, HOLDERS, words(HOLDER_LABELS)),
        group('level', 'Level', filter, counts, levels, levelName),
        group('state', 'State', filter, counts, OPEN_STATES, (value) => OPEN_STATES.filter((state) => state === value).map((state) => STATE_TABLE[state].staff)[0] ?? value),
        group('mark', 'Marked', filter, counts, MARKS, words(MARK_LABELS)),
        group('clock', 'Clock', filter, counts, LATENESS, words(LATENESS_LABELS)),
        group('kind', 'From', filter, counts, kinds, kindLabel),
        group('route', 'Route', filter, counts, [...ROUTES].reverse(), routeName),
        group('channel', 'Reached us by', filter, counts, CHANNELS, words(CHANNEL_LABELS)),
      ]}
    />
  );
}
