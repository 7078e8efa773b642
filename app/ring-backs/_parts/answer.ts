import type { Tx } from '@/lib/platform/db';
import type { Fields } from '@/lib/platform/draft/model';
import { endTyped, keepTyped } from '@/lib/platform/draft/typed';
import { seeOther } from '@/lib/platform/http/answer';
import { isId } from '@/lib/platform/ids';
import type { Result } from '@/lib/platform/result';
import { lineForm, type LineForm } from '../typed';

/** Back to a list, which says what was done or what is missing; what was typed and not taken is kept. */
export async function answerLine(tx: Tx, list: '/ring-backs' | '/slots', form: LineForm, id: string, fields: Fields, result: Result<unknown, 'gone' | 'incomplete'>): Promise<Response> {
  if (result.ok) {
    await endTyped(tx, lineForm(form, id));
    return seeOther(`${list}?done=${form}`);
  }
  if (result.problem === 'gone' || !isId(id)) return seeOther(`${list}?problem=gone`);
  await keepTyped(tx, lineForm(form, id), fields);
  return seeOther(`${list}?problem=${form}&of=${id}`);
}
