/** How a record that may be printed is marked. */
export function Marking() {
  return <p className="ds-marking">OFFICIAL – SENSITIVE</p>;
}
