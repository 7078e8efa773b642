import { AGENCY_KINDS, type AgencyKind } from '@/lib/access/model';
import { MAY_KNOW_WORDS, type Shown } from '@/lib/restriction/model';
import { lowestLevel, type Guide } from '@/lib/threshold/model';

/** Signs told of one contact in a list; the rest is counted. */
const SIGNS_SHOWN = 2;

/** The phrases of signs, the gravest first, in the words of the area's guide. */
function phrasesOf(signs: readonly string[], guide: Guide): string[] {
  const known = guide.indicators.filter(({ id }) => signs.includes(id));
  return known.sort((a, b) => lowestLevel(b.level) - lowestLevel(a.level) || a.id.localeCompare(b.id)).map(({ phrase }) => phrase);
}

/** The kind of concern by the signs seen, before anybody read who it is about. */
function Signs({ signs, guide }: { signs: readonly string[]; guide: Guide }) {
  const phrases = phrasesOf(signs, guide);
  const more = phrases.length - SIGNS_SHOWN;
  if (phrases.length === 0) return <p className="ds-row-summary ds-unknown">No sign is ticked. What was said shows once you open it.</p>;
  return (
    <p className="ds-row-summary">
      Signs seen: {phrases.slice(0, SIGNS_SHOWN).join('; ')}
      {more > 0 && `; and ${more} more`}
    </p>
  );
}

/** What a list says of a concern: its words, its kind, or that the reader is asked first (safe practice 7.14). */
export function ConcernLine({ item: { shown, signs, summary }, guide }: { item: { shown: Shown; signs: readonly string[]; summary: string }; guide: Guide }) {
  if (shown === 'nothing') return <p className="ds-row-summary">{MAY_KNOW_WORDS}</p>;
  if (shown === 'kind') return <Signs signs={signs} guide={guide} />;
  return (
    <p className="ds-row-summary" dir="auto">
      {summary}
    </p>
  );
}

/** Who reported it; of a contact in which the reader may know somebody the kind alone. */
export function FromLine({ item: { shown, agencyName, agencyKind } }: { item: { shown: Shown; agencyName: string; agencyKind: string } }) {
  if (shown !== 'nothing') return <bdi>{agencyName}</bdi>;
  return Object.hasOwn(AGENCY_KINDS, agencyKind) ? AGENCY_KINDS[agencyKind as AgencyKind] : AGENCY_KINDS.other;
}
