import { birthOf, comparable, type Comparable } from './comparable';

/** The columns of a list of people, any of them missing but the id. */
export const COLUMNS = ['id', 'given_name', 'family_name', 'date_of_birth', 'sex', 'address', 'postcode', 'nhs_number'] as const;
export type Column = (typeof COLUMNS)[number];

const isColumn = (name: string): name is Column => (COLUMNS as readonly string[]).includes(name);

/** Which column of a list holds what. */
export type Mapping = Partial<Record<Column, string>>;

/**
 * Reads "ours=theirs" or "theirs=ours", several with commas between them; "left." or "right." before it is for one list only.
 * @returns the mappings of the two lists, or what is wrong with them.
 */
export function readMappings(given: readonly string[]): { ok: true; left: Mapping; right: Mapping } | { ok: false; problem: string } {
  const maps = { left: {} as Mapping, right: {} as Mapping };
  for (const part of given.flatMap((text) => text.split(',')).map((text) => text.trim()).filter(Boolean)) {
    const [, side, one = '', other = ''] = /^(?:(left|right)\.)?([^=]+)=(.+)$/.exec(part) ?? [];
    const [ours, theirs] = isColumn(one.trim()) ? [one.trim(), other.trim()] : [other.trim(), one.trim()];
    if (!isColumn(ours)) return { ok: false, problem: `“${part}” names none of ${COLUMNS.join(', ')}` };
    for (const list of ['left', 'right'] as const) if (side === undefined || side === list) maps[list][ours] = theirs;
  }
  return { ok: true, ...maps };
}

/**
 * Where each column stands in a list's first line.
 * @returns a problem when there is no id, or when a column that was named is not there.
 */
export function placesOf(header: readonly string[], mapping: Mapping): { ok: true; places: Map<Column, number> } | { ok: false; problem: string } {
  const names = header.map((name) => name.trim().toLowerCase());
  const places = new Map<Column, number>();
  for (const column of COLUMNS) {
    const place = names.indexOf((mapping[column] ?? column).toLowerCase());
    if (place >= 0) places.set(column, place);
    else if (mapping[column] !== undefined) return { ok: false, problem: `there is no column “${mapping[column]}”` };
  }
  return places.has('id') ? { ok: true, places } : { ok: false, problem: 'there is no column “id”: name it with --map id=…' };
}

/** One line of a list as a person, or why it is left out. */
export function readLine(line: readonly string[], width: number, places: ReadonlyMap<Column, number>): { ok: true; id: string; person: Comparable } | { ok: false; problem: string } {
  if (line.length !== width) return { ok: false, problem: `${line.length} fields where the first line has ${width}` };
  const of = (column: Column) => (line[places.get(column) ?? -1] ?? '').trim();
  const id = of('id');
  if (id === '') return { ok: false, problem: 'no id' };
  const dateOfBirth = of('date_of_birth');
  if (birthOf(dateOfBirth) === 'unreadable') return { ok: false, problem: `“${dateOfBirth}” is no date of birth: give YYYY-MM-DD or YYYYMMDD, or leave it empty` };
  return { ok: true, id, person: comparable({ givenName: of('given_name'), familyName: of('family_name'), dateOfBirth, sex: of('sex'), address: of('address'), postcode: of('postcode'), nhsNumber: of('nhs_number') }) };
}

/**
 * Probability from which two records are given out as one person: on the invented population, whose truth is known, more than
 * 99 of 100 that are given out are one person, and no twins or namesakes are among them (docs/measurements.md).
 */
export const DEFAULT_THRESHOLD = 0.5;
