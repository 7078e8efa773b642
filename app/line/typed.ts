import type { Imported } from '@/lib/line/verbs/import-calls';
import { listOf, textOf, type Fields } from '@/lib/platform/draft/model';
import type { TypedForm } from '@/lib/platform/draft/typed';

/** What became of one's own last upload, until the next. */
export const IMPORT_REPORT: TypedForm = { kind: 'calls' };
/** Lines named at once; the others are counted. */
const LINES_SHOWN = 100;

export function reportFields({ taken, repeated, leftOut, ringBacks }: Imported): Fields {
  return { taken: String(taken), repeated: String(repeated), ringBacks: String(ringBacks), left: String(leftOut.length), lines: leftOut.slice(0, LINES_SHOWN).map(({ line, why }) => `Line ${line}: ${why}`) };
}

export interface ImportShown {
  taken: number;
  repeated: number;
  ringBacks: number;
  left: number;
  lines: string[];
}

export function reportShown(fields: Fields): ImportShown | null {
  if (textOf(fields, 'taken') === '') return null;
  const number = (name: string) => Number(textOf(fields, name));
  return { taken: number('taken'), repeated: number('repeated'), ringBacks: number('ringBacks'), left: number('left'), lines: listOf(fields, 'lines') };
}
