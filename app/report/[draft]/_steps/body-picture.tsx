const PARTS: readonly { name: string; x: number; y: number; anchor: 'start' | 'end' }[] = [
  { name: 'head', x: 128, y: 28, anchor: 'start' },
  { name: 'face, ears', x: 72, y: 36, anchor: 'end' },
  { name: 'neck', x: 128, y: 60, anchor: 'start' },
  { name: 'shoulder', x: 60, y: 74, anchor: 'end' },
  { name: 'chest, or back', x: 146, y: 94, anchor: 'start' },
  { name: 'upper arm', x: 56, y: 102, anchor: 'end' },
  { name: 'belly, or lower back', x: 146, y: 126, anchor: 'start' },
  { name: 'forearm', x: 54, y: 136, anchor: 'end' },
  { name: 'hip, buttock', x: 146, y: 158, anchor: 'start' },
  { name: 'hand', x: 54, y: 172, anchor: 'end' },
  { name: 'thigh', x: 134, y: 194, anchor: 'start' },
  { name: 'knee', x: 68, y: 222, anchor: 'end' },
  { name: 'shin, or calf', x: 134, y: 248, anchor: 'start' },
  { name: 'foot', x: 68, y: 276, anchor: 'end' },
];

/** A plain figure with the names of its parts: for finding words, not for drawing on. */
export function BodyPicture() {
  return (
    <svg viewBox="-20 0 290 300" role="img" aria-label={`A figure with the names of parts of the body: ${PARTS.map(({ name }) => name).join(', ')}. Say left or right as the child would.`} className="h-auto w-full max-w-[24rem]">
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
