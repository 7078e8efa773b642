import type { Run } from '../screens/plans';

interface Its {
  took: number[];
  wholly: Set<string>;
}

export interface Above {
  text: string;
  times: number;
  /** How often it took longer. */
  over: number;
  /** What half of its runs took at most, in ms. */
  middle: number;
  /** What its longest run took, in ms. */
  most: number;
}

/** A statement whatever its lists are long: the same question about seven contacts and about eight is one. */
const shapeOf = (text: string) => text.replaceAll(/\(\$\d+(?:, ?\$\d+)*\)(?:, ?\(\$\d+(?:, ?\$\d+)*\))*/g, '($…)').replaceAll(/\$\d+/g, '$');

/** What each statement took, however often it was run. */
export class Statements {
  private readonly its = new Map<string, Its>();
  runs = 0;

  add(more: readonly Run[]): void {
    for (const { text: asked, ms, wholly } of more) {
      const text = shapeOf(asked);
      const its = this.its.get(text) ?? { took: [], wholly: new Set<string>() };
      this.its.set(text, its);
      its.took.push(ms);
      for (const table of wholly) its.wholly.add(table);
      this.runs += 1;
    }
  }

  get size(): number {
    return this.its.size;
  }

  /** Statements of which a run took longer than this, those first that did most often. */
  above(ms: number): Above[] {
    return [...this.its]
      .map(([text, { took }]) => ({ text, times: took.length, over: took.filter((each) => each > ms).length, middle: took.toSorted((a, b) => a - b)[Math.floor(took.length / 2)] ?? 0, most: Math.max(...took) }))
      .filter(({ over }) => over > 0)
      .toSorted((a, b) => b.over - a.over || b.most - a.most);
  }

  /** Statements that read one of these tables from end to end. */
  wholly(tables: ReadonlySet<string>): { table: string; text: string }[] {
    return [...this.its].flatMap(([text, { wholly }]) => [...wholly].filter((table) => tables.has(table)).map((table) => ({ table, text })));
  }
}
