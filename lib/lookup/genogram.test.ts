import { expect, test } from 'vitest';
import { pictureOf, sexOfRelation, type Member } from './genogram';

const member = (id: string, more: Partial<Member>): Member => ({ id, name: id, age: '', sex: null, kind: 'adult', relation: '', lives: 'here', concern: false, focus: false, ...more });

const FAMILY: Member[] = [
  member('Wren', { kind: 'child', sex: 'F', age: '6', focus: true }),
  member('Baby', { kind: 'unborn', relation: '' }),
  member('Jory', { kind: 'child', sex: 'M', relation: 'half-brother' }),
  member('Maud', { relation: 'Mother' }),
  member('Cador', { relation: 'Father', lives: 'elsewhere', concern: true }),
  member('Piran', { relation: 'Mother’s partner', lives: null }),
  member('Loveday', { relation: 'Grandmother', lives: 'elsewhere' }),
];

test('grandparents stand above adults, adults above children, each by their shape', () => {
  const { nodes } = pictureOf(FAMILY);
  const heights = new Map(nodes.map(({ id, y }) => [id, y]));
  const height = (id: string) => heights.get(id) ?? 0;
  expect(height('Loveday')).toBeLessThan(height('Maud'));
  expect(height('Maud')).toBe(height('Cador'));
  expect(height('Maud')).toBeLessThan(height('Wren'));
  expect(Object.fromEntries(nodes.map(({ id, shape }) => [id, shape]))).toEqual({ Wren: 'circle', Baby: 'triangle', Jory: 'square', Maud: 'circle', Cador: 'square', Piran: 'diamond', Loveday: 'circle' });
  expect(nodes.filter(({ concern }) => concern).map(({ id }) => id)).toEqual(['Cador']);
});

test('a line goes from both parents to their own children, and to no half-brother', () => {
  const { nodes, lines } = pictureOf(FAMILY);
  const at = (id: string) => nodes.find((node) => node.id === id);
  // The lines that end at the top of a shape in the children's row.
  const ends = lines.filter(({ x1, x2, y2 }) => x1 === x2 && y2 === (at('Wren')?.y ?? 0) - 22).map(({ x2 }) => x2);
  expect(ends.sort()).toEqual([at('Wren')?.x, at('Baby')?.x].sort());
  expect(lines.some(({ y1, y2 }) => y1 === at('Maud')?.y && y2 === at('Maud')?.y)).toBe(true);
});

test('those who live together are within one line, and who lives elsewhere is not', () => {
  const { nodes, household } = pictureOf(FAMILY);
  const within = nodes.filter(({ x, y }) => household !== null && x > household.x && x < household.x + household.width && y > household.y && y < household.y + household.height).map(({ id }) => id);
  expect(within.sort()).toEqual(['Baby', 'Jory', 'Maud', 'Wren']);
  expect(pictureOf([member('Wren', { kind: 'child' })]).household).toBeNull();
});

test('nobody is nothing, and long names are cut into two lines', () => {
  expect(pictureOf([])).toMatchObject({ nodes: [], lines: [], household: null });
  expect(pictureOf([member('a', { name: 'Anne-Marie Featherstonehaugh-Cholmondeley' })]).nodes[0]?.name).toEqual(['Anne-Marie', 'Featherstonehau…']);
});

test.each([['Stepmother', 'F'], ['maternal grandfather', 'M'], ['Mum', 'F'], ['Dad', 'M'], ['partner', null], ['foster parent', null], ['godson', 'M']])('a %s is %s', (relation, sex) => {
  expect(sexOfRelation(relation)).toBe(sex);
});
