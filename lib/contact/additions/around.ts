import { ALL_THREE_SIGN, HIDDEN_HARM_FACTS, HIDDEN_HARM_SIGNS } from '@/lib/threshold/hidden-harm';
import type { AssessChild, Facts } from '@/lib/threshold/model';
import { HARM_THEMES, type HarmTheme } from '../report/hidden-harm';

const MONTHS_OF_A_BABY = 12;

const isTicked = ({ indicators }: AssessChild, theme: HarmTheme) => [...HIDDEN_HARM_SIGNS[theme], ALL_THREE_SIGN].some((id) => indicators?.[id] === 'present');

/** Under 1, or expected. */
const isBabyOrExpected = ({ age }: AssessChild) => age !== undefined && ('unbornWeeks' in age || ('months' in age ? age.months : age.years * 12) < MONTHS_OF_A_BABY);

/**
 * What another contact says of children who have no place in this one, as far as it is so for the whole family: the hidden harms that were
 * ticked for any of them, and that one is a baby or expected (domain 2.2 behaviours 4 and 6). Pure.
 */
export function aroundFrom(children: readonly AssessChild[]): Facts {
  const themes = HARM_THEMES.filter((theme) => children.some((child) => isTicked(child, theme)));
  return { ...Object.fromEntries(themes.map((theme) => [HIDDEN_HARM_FACTS[theme], true])), ...(children.some(isBabyOrExpected) ? { babyAtHome: true } : {}) };
}
