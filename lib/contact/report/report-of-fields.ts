import type { Temporal } from 'temporal-polyfill';
import type { Person } from '@/lib/access/model';
import type { Fields } from '@/lib/platform/draft/model';
import { londonDate } from '@/lib/platform/time';
import type { Guide } from '@/lib/threshold/model';
import { guideOn } from '../guide-on';
import type { ReceivingAuthority } from '../record';
import { reportFromFields, type ReadReport } from './report-fields';

/** The report that a draft's fields say at an instant, with the guide it is asked by. */
export function reportOfFields(fields: Fields, person: Person, authority: ReceivingAuthority, at: Temporal.Instant): ReadReport & { guide: Guide } {
  const today = londonDate(at);
  const guide = guideOn(authority.settings.guideArea, today);
  const reporter = { name: person.name, email: person.email, agencyName: person.agencyName ?? '' };
  return { ...reportFromFields(fields, { today, indicators: guide.indicators, reporter }), guide };
}
