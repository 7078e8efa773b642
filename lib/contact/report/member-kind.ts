import { Temporal } from 'temporal-polyfill';
import { ageOn } from '@/lib/people/model';
import type { ReportMember } from '../schema';
import { saysNotBorn } from './age-in-words';
import { bornAboutAge, readAge } from './typed-dates';

const GROWN_UP_YEARS = 18;

/** A parent, or a partner of one, is asked about as the adults of a home are, however young: hidden harm is weighed of them. Not "mother’s son". */
const PARENT_OR_PARTNER = /^(?:the |a |birth |young |step[\s-]?|\p{L}+['’]s )*(?:mother|mum|mam|father|dad|parent|partner|boyfriend|girlfriend)\s*$/iu;

type Said = Pick<ReportMember, 'dateOfBirth' | 'bornAbout' | 'ageWords' | 'age' | 'relationship' | 'fatherOrPartner' | 'parentalResponsibility'>;

/**
 * Whether somebody of the household is an adult or another child, by what else was said, where nobody answered it; null where nothing
 * tells. Not knowing is not safety (domain 2.2): a baby at home counts as one also where a question was passed over.
 */
export function kindByWhatIsSaid({ dateOfBirth, bornAbout, ageWords, age, relationship, fatherOrPartner, parentalResponsibility }: Said, on: Temporal.PlainDate): ReportMember['kind'] | null {
  if (fatherOrPartner || parentalResponsibility === 'yes' || PARENT_OR_PARTNER.test(relationship.trim())) return 'adult';
  if (dateOfBirth === null && saysNotBorn(ageWords)) return 'child';
  const known = (dateOfBirth === null ? null : ageOn(Temporal.PlainDate.from(dateOfBirth), on)) ?? age ?? readAge(ageWords) ?? bornAboutAge(bornAbout, on);
  if (known === null) return null;
  return 'years' in known && known.years >= GROWN_UP_YEARS ? 'adult' : 'child';
}
