import { textOf, type Fields } from '@/lib/platform/draft/model';
import { ANSWERS } from '../schema';
import { SAID, type Called } from './births';

/** The field that holds whether a girl said that she was cut, or signs of it were seen. */
export const cutField = (ordinal: string) => `cut.${ordinal}`;

/** The question as it is asked, and as the answer is told. */
export const cutQuestion = (called: string) => `Has ${called} said that she was cut, or did you see signs of it (FGM)?`;

/**
 * Of which children it is known by now that they were cut, by ordinal, and every answer in words, for whoever reads what was added. A sign that is
 * ticked says that it is suspected, and opens no duty to report it to the police (domain 7.15): that asks for the answer.
 */
export function readCut(fields: Fields, children: readonly Called[]): { cut: string[]; words: string } {
  const answered = children.flatMap(({ ordinal, called }) => {
    const said = ANSWERS.find((answer) => answer === textOf(fields, cutField(ordinal)));
    return said === undefined ? [] : [{ ordinal, said, line: `${cutQuestion(called)} ${SAID[said]}` }];
  });
  return { cut: answered.filter(({ said }) => said === 'yes').map(({ ordinal }) => ordinal), words: answered.map(({ line }) => line).join('\n') };
}
