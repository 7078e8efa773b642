/** Where two or three of the circles meet, each at its place on the picture: by the sets that meet, in order. */
const PLACES: Record<string, { x: number; y: number }> = {
  '0': { x: 62, y: 62 },
  '1': { x: 178, y: 62 },
  '2': { x: 120, y: 172 },
  '01': { x: 120, y: 52 },
  '02': { x: 82, y: 124 },
  '12': { x: 158, y: 124 },
  '012': { x: 120, y: 98 },
};
const CIRCLES = [
  { x: 85, y: 75 },
  { x: 155, y: 75 },
  { x: 120, y: 138 },
] as const;
const RADIUS = 62;

export interface ThreeSetsProps {
  /** What each circle is, in the order in which regions name them. */
  names: readonly [string, string, string];
  /** How many stand in each region, by the sets that meet there: "0", "12", "012". */
  counts: Readonly<Record<string, number>>;
}

/** Three sets that overlap, with how many stand in each of the seven regions. A picture only: the same stands as a table beside it. */
export function ThreeSets({ names, counts }: ThreeSetsProps) {
  return (
    <figure className="m-0">
      <svg viewBox="0 0 240 208" className="block w-full max-w-[18rem]" aria-hidden="true" focusable="false">
        {CIRCLES.map(({ x, y }, at) => (
          <circle key={at} cx={x} cy={y} r={RADIUS} fill="var(--ds-brand)" fillOpacity={0.14} stroke="currentColor" strokeWidth={1.5} />
        ))}
        {Object.entries(PLACES).map(([sets, { x, y }]) => (
          <text key={sets} x={x} y={y} textAnchor="middle" dominantBaseline="central" fill="currentColor" fontSize={sets === '012' ? 20 : 16} fontWeight={(counts[sets] ?? 0) > 0 ? 700 : 400}>
            {counts[sets] ?? 0}
          </text>
        ))}
      </svg>
      <figcaption className="ds-secondary">
        {names[0]} (left), {names[1]} (right), {names[2]} (below): how many adults stand where. The table says who.
      </figcaption>
    </figure>
  );
}
