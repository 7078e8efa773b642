import { AGENCY_KINDS, type AgencyKind } from '@/lib/access/model';
import { MAY_KNOW_WORDS, type Shown } from '@/lib/restriction/model';
import { lowestLevel, type Guide } from '@/lib/threshold/model';

/** What a list says of a concern: the reporter's own words, or ours about it. */
export interface ConcernWords {
  words: string;
  whose: 'theirs' | 'ours' | 'nothing known';
}

/** Who reported it; a name of an agency, or its kind alone. */
export interface FromWords {
  words: string;
  name: boolean;
}

/** Signs told of one contact in a list; the rest is counted. */
const SIGNS_SHOWN = 2;

/** The phrases of signs, the gravest first, in the words of the area's guide. */
function phrasesOf(signs: readonly string[], guide: Guide): string[] {
  const known = guide.indicators.filter(({ id }) => signs.includes(id));
  return known.sort((a, b) => lowestLevel(b.level) - lowestLevel(a.level) || a.id.localeCompare(b.id)).map(({ phrase }) => phrase);
}

/** Its words, its kind by the signs seen before anybody read who it is about, or that the reader is asked first (safe practice 7.14). */
export function concernWords({ shown, signs, summary }: { shown: Shown; signs: readonly string[]; summary: string }, guide: Guide): ConcernWords {
  if (shown === 'nothing') return { words: MAY_KNOW_WORDS, whose: 'ours' };
  if (shown === 'words') return { words: summary, whose: 'theirs' };
  const phrases = phrasesOf(signs, guide);
  if (phrases.length === 0) return { words: 'No sign is ticked. What was said shows once you open it.', whose: 'nothing known' };
  const more = phrases.length - SIGNS_SHOWN;
  return { words: `Signs seen: ${phrases.slice(0, SIGNS_SHOWN).join('; ')}${more > 0 ? `; and ${more} more` : ''}`, whose: 'ours' };
}

/** Who reported it; of a contact in which the reader may know somebody the kind alone. */
export function fromWords({ shown, agencyName, agencyKind }: { shown: Shown; agencyName: string; agencyKind: string }): FromWords {
  if (shown !== 'nothing') return { words: agencyName, name: true };
  return { words: Object.hasOwn(AGENCY_KINDS, agencyKind) ? AGENCY_KINDS[agencyKind as AgencyKind] : AGENCY_KINDS.other, name: false };
}
