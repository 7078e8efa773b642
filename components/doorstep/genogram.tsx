/** Somebody in the picture, placed: see lib/lookup/genogram.ts. */
export interface GenogramNode {
  id: string;
  shape: 'square' | 'circle' | 'diamond' | 'triangle';
  x: number;
  y: number;
  name: readonly string[];
  age: string;
  /** Who they are to somebody, as it was written down. */
  written: readonly string[];
  concern: boolean;
  focus: boolean;
}

interface Line {
  x1: number;
  y1: number;
  x2: number;
  y2: number;
}

export interface GenogramProps {
  /** Says what the picture shows, for those who cannot see it: the table beside it says everything. */
  title: string;
  width: number;
  height: number;
  /** Half of a shape's side. */
  half: number;
  nodes: readonly GenogramNode[];
  lines: readonly Line[];
  /** What was written down of who is who, where no line of a parent joins them. */
  ties: readonly Line[];
  household: { x: number; y: number; width: number; height: number } | null;
  /** Names of those who were told to be a parent, and not of which child. */
  unsure: readonly string[];
}

/** Names in a sentence: “Maud and Cador”. */
const listed = new Intl.ListFormat('en-GB', { type: 'conjunction' });

function Shape({ shape, x, y, half, strong }: { shape: GenogramNode['shape']; x: number; y: number; half: number; strong: boolean }) {
  const line = { fill: 'none', stroke: 'currentColor', strokeWidth: strong ? 5 : 2 };
  switch (shape) {
    case 'square':
      return <rect x={x - half} y={y - half} width={half * 2} height={half * 2} {...line} />;
    case 'circle':
      return <circle cx={x} cy={y} r={half} {...line} />;
    case 'triangle':
      return <path d={`M ${x} ${y - half} L ${x + half} ${y + half} L ${x - half} ${y + half} Z`} {...line} />;
    case 'diamond':
      return <path d={`M ${x} ${y - half} L ${x + half} ${y} L ${x} ${y + half} L ${x - half} ${y} Z`} {...line} />;
  }
}

function Person({ node: { shape, x, y, name, age, written, concern, focus }, half }: { node: GenogramNode; half: number }) {
  const words = [...name, age].filter((line) => line !== '');
  return (
    <g>
      <Shape shape={shape} x={x} y={y} half={half} strong={focus} />
      {concern && (
        <text x={x} y={y + 7} textAnchor="middle" fontSize="20" fontWeight="700" fill="currentColor">
          !
        </text>
      )}
      {words.map((line, index) => (
        <text key={line} x={x} y={y + half + 18 + index * 17} textAnchor="middle" fontSize="13" fill="currentColor" fontWeight={index < name.length ? 700 : 400}>
          {line}
        </text>
      ))}
      {written.map((line, index) => (
        <text key={`${line}-${index}`} x={x} y={y + half + 18 + words.length * 17 + index * 15} textAnchor="middle" fontSize="12" fontStyle="italic" fill="currentColor">
          {line}
        </text>
      ))}
    </g>
  );
}

/** A family as a picture, in the colours of the page; drawn by the server, printed as it is. It scrolls where it has no room. */
export function Genogram({ title, width, height, half, nodes, lines, ties, household, unsure }: GenogramProps) {
  if (nodes.length === 0) return null;
  return (
    <figure className="mx-0 my-4 overflow-x-auto" tabIndex={0} aria-label={title}>
      <svg role="img" aria-label={title} viewBox={`0 0 ${width} ${height}`} width={width} height={height}>
        {household && <rect x={household.x} y={household.y} width={household.width} height={household.height} rx="12" fill="none" stroke="currentColor" strokeWidth="1.5" strokeDasharray="6 5" />}
        {lines.map(({ x1, y1, x2, y2 }) => (
          <line key={`${x1} ${y1} ${x2} ${y2}`} x1={x1} y1={y1} x2={x2} y2={y2} stroke="currentColor" strokeWidth="1.5" />
        ))}
        {ties.map(({ x1, y1, x2, y2 }) => (
          <line key={`${x1} ${y1} ${x2} ${y2}`} x1={x1} y1={y1} x2={x2} y2={y2} stroke="currentColor" strokeWidth="1.5" strokeDasharray="1.5 4" strokeLinecap="round" />
        ))}
        {nodes.map((node) => (
          <Person key={node.id} node={node} half={half} />
        ))}
      </svg>
      <figcaption className="ds-secondary">
        Square: male. Circle: female. Diamond: not known. Triangle: not born yet. Thick: whose picture it is. Dashed: known to live together. “!”: the worry is about what they do. The lines go from parents by birth to their children, as far as told. In italics, and dotted where no such line joins them: who is who as colleagues wrote it down; PR: parental responsibility.
        {unsure.length > 0 && (
          <strong>
            {' '}
            It was told that <bdi>{listed.format(unsure)}</bdi> {unsure.length === 1 ? 'is a parent' : 'are parents'}, and not of which child: the lines go to all whose parent they may be.
          </strong>
        )}
      </figcaption>
    </figure>
  );
}
