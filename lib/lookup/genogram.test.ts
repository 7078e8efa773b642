import { describe, expect, test } from 'vitest';
import { pictureOf, sexOfRelation, type Line, type Member, type Node, type Tie } from './genogram';

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

describe('of several children', () => {
  const tie = (from: string, to: string, relation: string, more: Partial<Tie> = {}): Tie => ({ from, to, holds: true, relation, lines: [], ...more });
  const WREN_AND_JORY = [member('Wren', { kind: 'child' }), member('Jory', { kind: 'child' })];
  const PARENTS = [member('Maud', { relation: 'Mother' }), member('Cador', { relation: 'Father', lives: 'elsewhere' }), member('Piran', { relation: 'Partner' })];
  const ALL = [...WREN_AND_JORY, ...PARENTS];

  /** Whom the lines of the picture join, by following them from the top of each child up to adults: no line of one family touches another's. */
  function drawn(members: readonly Member[], ties: readonly Tie[] = []): Record<string, string[]> {
    const { nodes, lines } = pictureOf(members, ties);
    const touches = (a: Line, b: Line) => ends(a).some(([x, y]) => isOn(b, x, y)) || ends(b).some(([x, y]) => isOn(a, x, y));
    return Object.fromEntries(nodes.filter(({ id }) => members.some((each) => each.id === id && each.kind !== 'adult')).map(({ id, x, y }) => {
      const reached = lines.filter((line) => ends(line).some(([endX, endY]) => endX === x && endY === y - 22));
      for (let more = reached; more.length > 0; ) {
        more = lines.filter((line) => !reached.includes(line) && more.some((other) => touches(line, other)));
        reached.push(...more);
      }
      const isMet = (node: Node) => node.y < y && reached.some((line) => ends(line).some(([endX, endY]) => Math.abs(endX - node.x) <= 22 && Math.abs(endY - node.y) <= 22));
      return [id, nodes.filter(isMet).map((node) => node.id).sort()];
    }));
  }
  const ends = ({ x1, y1, x2, y2 }: Line) => [[x1, y1], [x2, y2]] as const;
  const isOn = ({ x1, y1, x2, y2 }: Line, x: number, y: number) => x >= Math.min(x1, x2) && x <= Math.max(x1, x2) && y >= Math.min(y1, y2) && y <= Math.max(y1, y2);

  test('a parent told without a child is drawn to all, and it is said that it is not known of which', () => {
    expect(drawn(ALL)).toEqual({ Wren: ['Cador', 'Maud'], Jory: ['Cador', 'Maud'] });
    expect(pictureOf(ALL).unsure).toEqual(['Maud', 'Cador']);
    // Of one child it is known.
    expect(pictureOf([member('Wren', { kind: 'child' }), ...PARENTS]).unsure).toEqual([]);
  });

  test('a parent of whom it was written down of which child is drawn to that child alone', () => {
    const ties = [tie('Cador', 'Wren', 'Father'), tie('Maud', 'Wren', 'Mother'), tie('Maud', 'Jory', 'Mother')];
    expect(drawn(ALL, ties)).toEqual({ Wren: ['Cador', 'Maud'], Jory: ['Maud'] });
    expect(pictureOf(ALL, ties).unsure).toEqual([]);
    // Also of whom something else was told, and each couple by itself.
    const both = [...ties, tie('Piran', 'Jory', 'Father')];
    expect(drawn(ALL, both)).toEqual({ Wren: ['Cador', 'Maud'], Jory: ['Maud', 'Piran'] });
    expect(pictureOf(ALL, both).ties).toEqual([]);
    // Those who do not stand side by side too.
    expect(drawn(ALL, [tie('Cador', 'Wren', 'Father'), tie('Maud', 'Wren', 'Mother'), tie('Cador', 'Jory', 'Father'), tie('Piran', 'Jory', 'Father')])).toEqual({ Wren: ['Cador', 'Maud'], Jory: ['Cador', 'Piran'] });
    // Of one alone it was written down: of the other it stays what was told.
    expect(drawn(ALL, [tie('Cador', 'Wren', 'Father')])).toEqual({ Wren: ['Cador', 'Maud'], Jory: ['Maud'] });
    expect(pictureOf(ALL, [tie('Cador', 'Wren', 'Father')]).unsure).toEqual(['Maud']);
    // The other way round it is the same.
    expect(drawn(ALL, [tie('Wren', 'Cador', 'Daughter'), tie('Jory', 'Maud', 'Son')])).toEqual({ Wren: ['Cador'], Jory: ['Maud'] });
  });

  test('of a child to whom they are something else they are no parent', () => {
    const ties = [tie('Cador', 'Jory', 'Stepfather')];
    expect(drawn(ALL, ties)).toEqual({ Wren: ['Cador', 'Maud'], Jory: ['Maud'] });
    expect(pictureOf(ALL, ties).unsure).toEqual(['Maud']);
    // What has ended says nothing of it.
    expect(drawn(ALL, [tie('Cador', 'Jory', 'Stepfather', { holds: false })])).toEqual({ Wren: ['Cador', 'Maud'], Jory: ['Cador', 'Maud'] });
  });

  test('a brother of all has the parents of all, and none of whoever is a parent of one of them', () => {
    const three = [...ALL, member('Denzil', { kind: 'child', relation: 'Brother' })];
    expect(drawn(three)['Denzil']).toEqual(['Cador', 'Maud']);
    expect(drawn(three, [tie('Cador', 'Wren', 'Father')])['Denzil']).toEqual(['Maud']);
    expect(drawn(three, [tie('Cador', 'Wren', 'Father'), tie('Cador', 'Denzil', 'Father')])['Denzil']).toEqual(['Cador', 'Maud']);
    // Of a contact about one child, who is written down as a parent of the brother is still that of the child.
    const one = [member('Wren', { kind: 'child' }), member('Denzil', { kind: 'child', relation: 'Brother' }), ...PARENTS];
    expect(drawn(one, [tie('Maud', 'Denzil', 'Mother'), tie('Cador', 'Denzil', 'Uncle')])).toEqual({ Wren: ['Cador', 'Maud'], Denzil: ['Maud'] });
  });
});

describe('what workers wrote down', () => {
  const tie = (from: string, to: string, relation: string, more: Partial<Tie> = {}): Tie => ({ from, to, holds: true, relation, lines: [`${relation} of ${to}`, 'PR, from 2020'], ...more });

  test('stands below whoever it is of, and joins two whom no line of a parent joins', () => {
    const { nodes, ties } = pictureOf(FAMILY, [tie('Piran', 'Jory', 'Father'), tie('Maud', 'Wren', 'Mother')]);
    const at = (id: string) => nodes.find((node) => node.id === id);
    expect(at('Piran')?.written).toEqual(['Father of Jory', 'PR, from 2020']);
    expect(at('Maud')?.written).toEqual(['Mother of Wren', 'PR, from 2020']);
    // Maud and Wren are joined already by what was told.
    expect(ties).toHaveLength(1);
    expect(ties[0]).toMatchObject({ x2: at('Jory')?.x, y2: (at('Jory')?.y ?? 0) - 22 });
  });

  test('of a contact about one child it stands before what was told, while it holds', () => {
    const told = [member('Wren', { kind: 'child', focus: true }), member('Maud', { relation: 'Aunt' }), member('Senara', { relation: 'Mother' })];
    const parentsOf = (ties: Tie[]) => {
      const { nodes, lines } = pictureOf(told, ties);
      return nodes.filter(({ x, y }) => lines.some(({ x1, x2, y1 }) => y1 === y + 22 && x1 === x && x2 === x) || lines.some(({ x1, y1, y2 }) => y1 === y2 && y1 === y && x1 === x + 22)).map(({ id }) => id);
    };
    expect(parentsOf([])).toEqual(['Senara']);
    expect(parentsOf([tie('Maud', 'Wren', 'Mother'), tie('Senara', 'Wren', 'Foster mother')])).toEqual(['Maud']);
    expect(parentsOf([tie('Maud', 'Wren', 'Mother', { holds: false })])).toEqual(['Senara']);
  });

  test('is cut where it is long, says no more than two things, and gives them room', () => {
    const { nodes, height } = pictureOf(FAMILY, ['Wren', 'Jory', 'Baby'].map((to, index) => tie('Maud', to, 'Special guardian', { lines: [`Special guardian of ${to}`, `PR, from 201${index}`] })));
    expect(nodes.find(({ id }) => id === 'Maud')?.written).toEqual(['Special guardian of…', 'PR, from 2010', 'Special guardian of…', 'PR, from 2011', 'and more']);
    expect(height).toBeGreaterThan(pictureOf(FAMILY).height);
  });
});

test('nobody is nothing, and long names are cut into two lines', () => {
  expect(pictureOf([])).toMatchObject({ nodes: [], lines: [], household: null });
  expect(pictureOf([member('a', { name: 'Anne-Marie Featherstonehaugh-Cholmondeley' })]).nodes[0]?.name).toEqual(['Anne-Marie', 'Featherstonehau…']);
  // Sixteen letters on one line would cross the line around the household.
  expect(pictureOf([member('a', { name: 'Demelza Polglase' })]).nodes[0]?.name).toEqual(['Demelza', 'Polglase']);
});

test.each([['Stepmother', 'F'], ['maternal grandfather', 'M'], ['Mum', 'F'], ['Dad', 'M'], ['partner', null], ['foster parent', null], ['godson', 'M']])('a %s is %s', (relation, sex) => {
  expect(sexOfRelation(relation)).toBe(sex);
});

describe('a line of a parent is drawn', () => {
  const drawn = (relation: string) => pictureOf([member('Wren', { kind: 'child' }), member('Piran', { relation })]).lines.length > 0;
  test.each(['Mother', 'Mom', 'Dad', 'Parents', 'birth father', 'Father, not living there', 'Mother, not married to the father', 'mother-to-be', 'Father to Wren'])('of “%s”', (relation) => {
    expect(drawn(relation)).toBe(true);
  });
  test.each(['Partner to mother', 'partner of mother', 'Mother’s partner', 'not the father', 'Not her biological father', 'not by birth the father', 'father figure', 'alleged father', 'Father (alleged)', 'putative father', 'stepfather', 'Friend to the parents'])('and not of “%s”', (relation) => {
    expect(drawn(relation)).toBe(false);
  });
});
