import { LEVELS, ROUTES, type CanonicalLevel, type RouteCode } from '@/lib/threshold/model';
import { isId } from '@/lib/platform/ids';
import { MARKS, type Mark } from './marks';
import { OPEN_STATES, type OpenState } from '../state';

/** The clock that ends first, as the queue filters on it; equal to `queueState` of the clock room where one runs. */
export const LATENESS = ['breached', 'due_soon', 'running', 'stopped'] as const;
export type Lateness = (typeof LATENESS)[number];

export const HOLDERS = ['nobody', 'me', 'others'] as const;
export type Holder = (typeof HOLDERS)[number];

export const CHANNELS = ['form', 'phone', 'email', 'letter', 'api', 'protected'] as const;
export type Channel = (typeof CHANNELS)[number];

/** What the figures above the queue count; each is a view of its own. */
export const VIEWS = ['now', 'waiting', 'due3h', 'over24h', 'countersign'] as const;
export type View = (typeof VIEWS)[number];

/** What is chosen in the queue: codes only, so that its address holds no name and no word searched for. */
export interface QueueFilter {
  view: View | null;
  state: readonly OpenState[];
  level: readonly CanonicalLevel[];
  route: readonly RouteCode[];
  kind: readonly string[];
  channel: readonly Channel[];
  held: readonly Holder[];
  clock: readonly Lateness[];
  mark: readonly Mark[];
}

export const FACETS = ['state', 'level', 'route', 'kind', 'channel', 'held', 'clock', 'mark'] as const;
export type Facet = (typeof FACETS)[number];

/** A place in the queue's order: risk, then time left, then id. */
export interface Cursor {
  riskRank: number;
  /** Null for those whose clocks have stopped, which come last in their rank. */
  nextDueMs: number | null;
  contactId: string;
}

const among = <T extends string>(known: readonly T[], given: readonly string[]): T[] => known.filter((code) => given.includes(code));

/** Reads a filter from the parameters of an address; what is not a code that the queue knows is left out. */
export function readFilter(values: (name: string) => readonly string[]): QueueFilter {
  const kinds = values('kind').filter((kind) => /^[a-z][a-z0-9_]{0,39}$/.test(kind));
  return {
    view: VIEWS.find((view) => values('view')[0] === view) ?? null,
    state: among(OPEN_STATES, values('state')),
    level: LEVELS.filter((level) => values('level').includes(String(level))),
    route: among(ROUTES, values('route')),
    kind: [...new Set(kinds)].sort(),
    channel: among(CHANNELS, values('channel')),
    held: among(HOLDERS, values('held')),
    clock: among(LATENESS, values('clock')),
    mark: among(MARKS, values('mark')),
  };
}

/** The parameters of an address that `readFilter` reads back; empty when nothing is chosen. */
export function filterQuery(filter: QueueFilter): string {
  const pairs = FACETS.flatMap((facet) => filter[facet].map((value): [string, string] => [facet, String(value)]));
  return new URLSearchParams(filter.view === null ? pairs : [['view', filter.view], ...pairs]).toString();
}

export function isFiltered(filter: QueueFilter): boolean {
  return filterQuery(filter) !== '';
}

/** A cursor as it stands in an address: `1.1764000000000.<id>`, `2.-.<id>` where no clock runs. */
export function writeCursor({ riskRank, nextDueMs, contactId }: Cursor): string {
  return `${riskRank}.${nextDueMs ?? '-'}.${contactId}`;
}

/** Null for anything that is not a cursor: the list then begins at its head. */
export function readCursor(text: string): Cursor | null {
  const [rank = '', due = '', id = ''] = text.split('.');
  if (!/^[0-4]$/.test(rank) || !/^(-|\d{1,15})$/.test(due) || !isId(id)) return null;
  return { riskRank: Number(rank), nextDueMs: due === '-' ? null : Number(due), contactId: id };
}

/** A reference as somebody typed it: letter case, spaces and a missing area prefix are forgiven. Null when it cannot be one. */
export function typedReference(text: string, prefix: string): string | null {
  const marks = text.toUpperCase().replace(/[^A-Z0-9]/g, '');
  const rest = marks.startsWith(prefix) && marks.length === prefix.length + 8 ? marks.slice(prefix.length) : marks;
  return rest.length === 8 ? `${prefix}-${rest.slice(0, 4)}-${rest.slice(4)}` : null;
}
