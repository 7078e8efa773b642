import type { Draft } from '@/lib/platform/draft/model';

/** The page of the files of one addition: named where there are several, and otherwise the one that there is. */
export function filesOf(reference: string, open: readonly Pick<Draft, 'id'>[], of: string, query = ''): string {
  const search = [...(open.some(({ id }) => id !== of) ? [`of=${of}`] : []), ...(query === '' ? [] : [query])].join('&');
  return `/my/contacts/${reference}/files${search === '' ? '' : `?${search}`}`;
}
