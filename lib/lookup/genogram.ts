import { isDoubtedParent, ownRelation } from '@/lib/people/relation';

/**
 * A family as a picture: who is whose parent, who lives together (issue 4, section 2). Where everybody and every line stands
 * is worked out here; nothing is shown that the table beside it does not say. Pure.
 */

/** Somebody of a family, as one contact tells of them. */
export interface Member {
  id: string;
  name: string;
  /** "6", "unborn, due 3 May"; empty when not known. */
  age: string;
  sex: 'F' | 'M' | null;
  kind: 'child' | 'unborn' | 'adult';
  /** What they are to the child, as told: "mother". Empty for the reported child itself. */
  relation: string;
  /** Together with the reported child; null when not known. */
  lives: 'here' | 'elsewhere' | null;
  /** The worry is about what they do. */
  concern: boolean;
  /** The one whose picture it is. */
  focus: boolean;
}

/** Who somebody is to somebody, as a worker wrote it down. */
export interface Tie {
  /** Whoever is something to somebody: the mother. */
  from: string;
  /** To whom: her child. */
  to: string;
  /** Still so, as far as is known. */
  holds: boolean;
  relation: string;
  /** What the picture says of it below whoever it is. */
  lines: readonly string[];
}

/** square: male · circle: female · diamond: not known · triangle: not born yet. */
export type Shape = 'square' | 'circle' | 'diamond' | 'triangle';

export interface Node {
  id: string;
  shape: Shape;
  x: number;
  y: number;
  /** At most two lines. */
  name: string[];
  age: string;
  /** Who they are to somebody, as it was written down. */
  written: string[];
  concern: boolean;
  focus: boolean;
}

export interface Line {
  x1: number;
  y1: number;
  x2: number;
  y2: number;
}

export interface Picture {
  width: number;
  height: number;
  nodes: Node[];
  lines: Line[];
  /** Names of whom only that they are a parent was told, and not of which of several children: they are drawn to all. */
  unsure: string[];
  /** Between two of whom it was written down who they are to one another, and whom no line of a parent joins. */
  ties: Line[];
  /** Around those who live together; null where fewer than two are known to. */
  household: { x: number; y: number; width: number; height: number } | null;
}

const CELL = 132;
const ROW = 150;
const EDGE = 16;
/** Half of a shape's side. */
export const HALF = 22;
/** In letters: what fits into a cell on one line beside its neighbours and inside the line around a household; what is longer is cut. */
const ONE_LINE = 13;
const LONGEST_LINE = 16;
/** What is written below a name is set smaller. */
const LONGEST_WRITTEN = 20;
const WRITTEN_LINE = 15;

const GRAND = /\b(?:great[- ])?(?:grand\w*|nan|nana|nanny|gran|granny|grandad)\b/iu;
const NOT_BY_BIRTH = /\b(?:step|foster|adoptive|god)[- ]?\w*/iu;
const PARENT = /\b(?:mother|mum|mam|mummy|mom|father|dad|daddy|parents?)\b/iu;
const CHILD = /\b(?:son|daughter|child)\b/iu;
const FULL_SIBLING = /\b(?:brother|sister|sibling|twin)s?\b/iu;
const HALF_OR_STEP = /\b(?:half|step)\b/iu;
const FEMALE = /\b(?:mother|mum|mam|mummy|mom|\w*mother|aunt|auntie|aunty|sister|\w*sister|niece|nan|nana|gran|granny|wife|girlfriend|daughter|\w*daughter)\b/iu;
const MALE = /\b(?:father|dad|daddy|\w*father|grandad|uncle|brother|\w*brother|nephew|husband|boyfriend|son|\w*son)\b/iu;

/** Male or female by what somebody is to the child; null where the word leaves it open. */
export function sexOfRelation(relation: string): 'F' | 'M' | null {
  const [female, male] = [FEMALE.test(ownRelation(relation)), MALE.test(ownRelation(relation))];
  return female === male ? null : female ? 'F' : 'M';
}

const isByBirth = (relation: string) => !GRAND.test(relation) && !NOT_BY_BIRTH.test(relation);
const saysParent = (relation: string) => PARENT.test(ownRelation(relation)) && isByBirth(relation) && !isDoubtedParent(relation);
const saysChild = (relation: string) => CHILD.test(ownRelation(relation)) && isByBirth(relation);
/** A child of the same parents: the reported ones, and whoever is called a full brother or sister. */
const isTheirs = ({ kind, relation }: Member) => kind !== 'adult' && (relation === '' || (FULL_SIBLING.test(relation) && !HALF_OR_STEP.test(relation)));
/** A child whom the contact is about; who else was told to be what is told as of them. */
const isReported = ({ kind, relation }: Member) => kind !== 'adult' && relation === '';
/** Grandparents above parents and other adults above children. */
const rowOf = (member: Member) => (member.kind !== 'adult' ? 2 : GRAND.test(member.relation) ? 0 : 1);

function shapeOf({ kind, sex, relation }: Member): Shape {
  if (kind === 'unborn') return 'triangle';
  const known = sex ?? sexOfRelation(relation);
  return known === null ? 'diamond' : known === 'F' ? 'circle' : 'square';
}

const cut = (text: string) => (text.length > LONGEST_LINE ? `${text.slice(0, LONGEST_LINE - 1)}…` : text);

function nameLines(name: string): string[] {
  const words = name.split(/\s+/).filter((word) => word !== '');
  if (words.join(' ').length <= ONE_LINE) return words.length === 0 ? ['Not named'] : [words.join(' ')];
  return [cut(words.slice(0, -1).join(' ')), cut(words.at(-1) ?? '')].filter((line) => line !== '');
}

/**
 * Each row from left to right: a parent who is not known to live with the child, so that the line to the other crosses nobody;
 * who lives with the child, parents first; then, clear of them, everybody else.
 */
function columnsOf(rows: readonly (readonly Member[])[], parents: ReadonlySet<string>): { member: Member; column: number; row: number }[] {
  const isHere = ({ lives }: Member) => lives === 'here';
  const isParent = ({ id }: Member) => parents.has(id);
  const apart = rows.map((row) => row.filter((member) => isParent(member) && !isHere(member)).slice(0, 1));
  const first = Math.max(0, ...apart.map(({ length }) => length));
  const most = Math.max(0, ...rows.map((row) => row.filter(isHere).length));
  return rows.flatMap((members, row) => {
    const left = apart[row] ?? [];
    const here = members.filter(isHere).sort((a, b) => Number(isParent(b)) - Number(isParent(a)));
    const others = members.filter((member) => !isHere(member) && !left.includes(member));
    return [...left.map((member, index) => ({ member, column: index, row })), ...here.map((member, index) => ({ member, column: first + index, row })), ...others.map((member, index) => ({ member, column: first + most + index, row }))];
  });
}

/** Of whom more was written down than this the table alone says the rest. */
const MOST_WRITTEN = 2;

function writtenOf(id: string, ties: readonly Tie[]): string[] {
  const distinct = [...new Map(ties.filter(({ from }) => from === id).map(({ lines }) => [lines.join('\n'), lines])).values()];
  return [...distinct.slice(0, MOST_WRITTEN).flat(), ...(distinct.length > MOST_WRITTEN ? ['and more'] : [])].map((line) => (line.length > LONGEST_WRITTEN ? `${line.slice(0, LONGEST_WRITTEN - 1)}…` : line));
}

/** What a worker established stands before what was told: of a contact about one child, by who they are to that child now. */
function asEstablished(members: readonly Member[], ties: readonly Tie[]): Member[] {
  const [child, ...more] = members.filter(isReported);
  if (child === undefined || more.length > 0) return [...members];
  return members.map((member) => {
    const established = ties.find(({ from, to, holds }) => holds && from === member.id && to === child.id);
    return established === undefined ? member : { ...member, relation: established.relation };
  });
}

/** A parent by birth, and of which children they are drawn as one. */
interface Parent {
  id: string;
  children: ReadonlySet<string>;
  /** Told without a child, of which there are several. */
  unsure: boolean;
}

/**
 * Of which children an adult is a parent by birth. What was written down of a child holds for that child; what was told names none: it is of
 * the one whom the contact is about, and of all where there are several, unless it was written down of which of them. A full brother or sister
 * has the parents of all whom the contact is about.
 */
function parentOf(adult: Member, children: readonly Member[], ties: readonly Tie[]): Parent {
  const between = (child: Member) => ties.filter(({ holds, from, to }) => holds && ((from === adult.id && to === child.id) || (from === child.id && to === adult.id)));
  const says = ({ from, relation }: Tie) => (from === adult.id ? saysParent(relation) : saysChild(relation));
  const named = children.filter((child) => between(child).some(says));
  const denied = children.filter((child) => between(child).length > 0 && !named.includes(child));
  const reported = children.filter(isReported);
  const byTelling = saysParent(adult.relation) && (reported.length === 1 || !named.some(isReported)) ? reported.filter((child) => !denied.includes(child)) : [];
  const drawn = [...new Set([...named, ...byTelling])];
  const ofAll = reported.length > 0 && reported.every((child) => drawn.includes(child));
  const siblings = ofAll ? children.filter((child) => !isReported(child) && !denied.includes(child)) : [];
  return { id: adult.id, children: new Set([...drawn, ...siblings].map(({ id }) => id)), unsure: byTelling.length > 1 };
}

interface Placed {
  member: Member;
  x: number;
  y: number;
}

function tiesBetween(placed: readonly Placed[], ties: readonly Tie[], joined: (from: Placed, to: Placed) => boolean): Line[] {
  const pairs = new Map(ties.map((tie) => [[tie.from, tie.to].sort().join(' '), tie]));
  return [...pairs.values()].flatMap(({ from, to }) => {
    const [one, other] = [placed.find(({ member }) => member.id === from), placed.find(({ member }) => member.id === to)];
    if (one === undefined || other === undefined || joined(one, other) || joined(other, one)) return [];
    const side = Math.sign(other.x - one.x) * HALF;
    if (one.y === other.y) return [{ x1: one.x + side, y1: one.y - HALF / 2, x2: other.x - side, y2: other.y - HALF / 2 }];
    const down = Math.sign(other.y - one.y);
    return [{ x1: one.x + side, y1: side === 0 ? one.y + down * HALF : one.y, x2: other.x, y2: other.y - down * HALF }];
  });
}

/**
 * Where everybody of a family stands, the lines between parents and their children, and those of what was written down. An
 * empty family is an empty picture.
 * @param ties what workers wrote down and what was not a mistake.
 */
export function pictureOf(told: readonly Member[], ties: readonly Tie[] = []): Picture {
  const members = asEstablished(told, ties);
  const rows = [0, 1, 2].map((row) => members.filter((member) => rowOf(member) === row)).filter((row) => row.length > 0);
  const children = members.filter(isTheirs);
  const parents = members.filter(({ kind }) => kind === 'adult').map((adult) => parentOf(adult, children, ties));
  // Of a family in which no child is named a parent is one as well.
  const isDrawn = (member: Member) => (children.length === 0 ? member.kind === 'adult' && saysParent(member.relation) : parents.some(({ id, children: theirs }) => id === member.id && theirs.size > 0));
  const cells = columnsOf(rows, new Set(members.filter(isDrawn).map(({ id }) => id)));
  const columns = 1 + Math.max(0, ...cells.map(({ column }) => column));
  const written = new Map(members.map(({ id }) => [id, writtenOf(id, ties)]));
  const rowHeight = ROW + WRITTEN_LINE * Math.max(0, ...[...written.values()].map(({ length }) => length));
  const placed = cells.map(({ member, column, row }) => ({ member, x: EDGE + CELL * column + CELL / 2, y: EDGE + HALF + 12 + rowHeight * row }));
  const nodes = placed.map(({ member, x, y }): Node => ({ id: member.id, x, y, shape: shapeOf(member), name: nameLines(member.name), age: member.age, written: written.get(member.id) ?? [], concern: member.concern, focus: member.focus }));
  const here = placed.filter(({ member: { lives } }) => lives === 'here');
  const [left, right] = [Math.min(...here.map(({ x }) => x)), Math.max(...here.map(({ x }) => x))];
  const [top, bottom] = [Math.min(...here.map(({ y }) => y)), Math.max(...here.map(({ y }) => y))];
  return {
    width: EDGE * 2 + CELL * columns,
    height: EDGE * 2 + rowHeight * Math.max(rows.length, 1),
    nodes,
    lines: familiesOf(placed, isDrawn, children, parents).flatMap(linesOf),
    unsure: members.filter(({ id }) => parents.some((parent) => parent.id === id && parent.unsure)).map(({ name }) => name || 'Somebody not named'),
    ties: tiesBetween(placed, ties, (from, to) => parents.some((parent) => parent.id === from.member.id && parent.children.has(to.member.id))),
    household: here.length < 2 ? null : { x: left - CELL / 2 + 2, y: top - HALF - 12, width: right - left + CELL - 4, height: bottom - top + rowHeight - 4 },
  };
}

/** Children who have the same parents, with those parents from left to right. */
interface Family {
  parents: Placed[];
  children: Placed[];
  /** From 0: which of the families of the picture it is, so that no two lines lie on one another. */
  place: number;
}

function familiesOf(placed: readonly Placed[], isDrawn: (member: Member) => boolean, children: readonly Member[], parents: readonly Parent[]): Family[] {
  const adults = placed.filter(({ member }) => isDrawn(member)).sort((a, b) => a.x - b.x);
  if (children.length === 0) return adults.length === 0 ? [] : [{ parents: adults, children: [], place: 0 }];
  const families = new Map<string, Omit<Family, 'place'>>();
  for (const child of placed.filter(({ member }) => children.includes(member))) {
    const theirs = adults.filter(({ member }) => parents.some((parent) => parent.id === member.id && parent.children.has(child.member.id)));
    if (theirs.length === 0) continue;
    const key = theirs.map(({ member }) => member.id).join(' ');
    families.set(key, { parents: theirs, children: [...(families.get(key)?.children ?? []), child] });
  }
  return [...families.values()].map((family, place) => ({ ...family, place }));
}

/** How far above a shape the line between parents goes who do not stand side by side, and above the children's their own: further for each family. */
const [ABOVE_PARENTS, NEXT_PARENTS] = [5, 3];
const [ABOVE_CHILDREN, NEXT_CHILDREN, HIGHEST] = [14, 8, 34];
/** How far beside the edge of a cell the line down to the children of the next family goes; further, and it would cross names. */
const [BESIDE, FURTHEST] = [5, 15];

/** Between the shapes of parents side by side; over those of all others, so that it crosses nobody. @returns where the line to their children begins as well. */
function coupleOf(parents: readonly Placed[], place: number): { lines: Line[]; from: { x: number; y: number } } | null {
  const [one, last] = [parents[0], parents.at(-1)];
  if (one === undefined || last === undefined) return null;
  if (one === last) return { lines: [], from: { x: one.x, y: one.y + HALF } };
  // At the edge of a cell, where no name stands.
  const x = one.x + CELL / 2 + Math.min(BESIDE * place, FURTHEST);
  if (last.x - one.x === CELL) return { lines: [{ x1: one.x + HALF, y1: one.y, x2: last.x - HALF, y2: last.y }], from: { x, y: one.y } };
  const y = one.y - HALF - Math.min(ABOVE_PARENTS + NEXT_PARENTS * place, ABOVE_PARENTS + 2 * NEXT_PARENTS);
  return { lines: [{ x1: one.x, y1: y, x2: last.x, y2: y }, ...parents.map((parent) => ({ x1: parent.x, y1: y, x2: parent.x, y2: parent.y - HALF }))], from: { x, y } };
}

function linesOf({ parents, children, place }: Family): Line[] {
  const couple = coupleOf(parents, place);
  if (couple === null) return [];
  const [child] = children;
  if (child === undefined) return couple.lines;
  const { x: from, y } = couple.from;
  const bar = child.y - HALF - Math.min(ABOVE_CHILDREN + NEXT_CHILDREN * place, HIGHEST);
  const xs = [from, ...children.map(({ x }) => x)];
  return [...couple.lines, { x1: from, y1: y, x2: from, y2: bar }, { x1: Math.min(...xs), y1: bar, x2: Math.max(...xs), y2: bar }, ...children.map(({ x, y: top }) => ({ x1: x, y1: bar, x2: x, y2: top - HALF }))];
}
