import { expect, test } from 'vitest';
import { heard, NOTHING, type RowNews } from '@/app/queue/_parts/news';

const row = (id: string, more: Partial<RowNews> = {}): RowNews => ({ id, immediate: false, level: 2, levelName: 'Early help', route: 'One agency', news: null, state: 'Waiting', holder: null, marks: [], ...more });

/** Joined into another while somebody looks: it was danger by then, and is not shown as the level 2 of when the page was made. */
test('a contact that leaves the queue stays as it was last known, whatever is heard of the others', () => {
  const danger = row('joined', { immediate: true, level: 4, levelName: 'Protection', route: 'Immediate protection' });
  const before = heard(NOTHING, { fresh: 0, anew: 0, rows: [danger, row('other')] });
  const after = heard(before, { fresh: 1, anew: 0, rows: [row('other', { level: 3 })] });
  expect(after.last.get('joined')).toEqual(danger);
  expect(after.last.get('other')?.level).toBe(3);
  // What tells that it left: the news itself says nothing of it any more.
  expect(after.news?.rows.map(({ id }) => id)).toEqual(['other']);
  expect(after.last.get('never heard of')).toBeUndefined();
});
