/**
 * Somebody's words exactly as they were given: every space and line break kept, each paragraph in its own direction,
 * nothing turned into a link, long words broken only for the eye.
 */
export function Narrative({ text }: { text: string }) {
  return (
    <div className="ds-narrative" dir="auto">
      {text}
    </div>
  );
}
