import { encode } from 'uqr';

/** Modules of quiet around the code, as its standard asks for (ISO/IEC 18004). */
const QUIET = 4;

/** A square picture that a telephone's camera reads. Drawn here: nothing of what it holds leaves the page. */
export function QrCode({ holds, label }: { holds: string; label: string }) {
  const { data, size } = encode(holds, { border: 0, ecc: 'M' });
  const dark = data.flatMap((row, y) => row.flatMap((on, x) => (on ? [`M${x + QUIET} ${y + QUIET}h1v1h-1z`] : [])));
  const whole = size + 2 * QUIET;
  return (
    <svg className="ds-qr" viewBox={`0 0 ${whole} ${whole}`} role="img" aria-label={label} shapeRendering="crispEdges">
      <rect width={whole} height={whole} fill="#fff" />
      <path d={dark.join('')} fill="#000" />
    </svg>
  );
}
