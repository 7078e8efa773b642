const PARTS: readonly { name: string; x: number; y: number; anchor: 'start' | 'end' }[] = [
  { name: 'head', x: 118, y: 26, anchor: 'start' },
  { name: 'face, ears', x: 82, y: 38, anchor: 'end' },
  { name: 'neck', x: 118, y: 58, anchor: 'start' },
  { name: 'shoulder', x: 68, y: 76, anchor: 'end' },
  { name: 'chest, or back', x: 138, y: 96, anchor: 'start' },
  { name: 'upper arm', x: 56, y: 104, anchor: 'end' },
  { name: 'belly, or lower back', x: 138, y: 126, anchor: 'start' },
  { name: 'forearm', x: 48, y: 136, anchor: 'end' },
  { name: 'hip, buttock', x: 132, y: 156, anchor: 'start' },
  { name: 'hand', x: 44, y: 168, anchor: 'end' },
  { name: 'thigh', x: 126, y: 194, anchor: 'start' },
  { name: 'knee', x: 80, y: 222, anchor: 'end' },
  { name: 'shin, or calf', x: 122, y: 250, anchor: 'start' },
  { name: 'foot', x: 78, y: 284, anchor: 'end' },
];

/** A plain figure with the names of its parts: for finding words, not for drawing on. */
export function BodyPicture() {
  return (
    <svg viewBox="-40 0 280 300" role="img" aria-label={`A figure with the names of parts of the body: ${PARTS.map(({ name }) => name).join(', ')}. Say left or right as the child would.`} className="h-auto w-full max-w-[24rem]">
      <g fill="none" stroke="currentColor" strokeWidth="2" strokeLinejoin="round">
        <circle cx="100" cy="32" r="20" />
        <path d="M92 51v12M108 51v12M72 68h56l8 40v50M72 68l-8 40v50M72 68v84l6 120h16l6-96 6 96h16l6-120V68M64 158v14M136 158v14" />
      </g>
      <g fill="currentColor" fontSize="11">
        {PARTS.map(({ name, x, y, anchor }) => (
          <text key={name} x={x} y={y} textAnchor={anchor}>
            {name}
          </text>
        ))}
      </g>
    </svg>
  );
}
