import type { Temporal } from 'temporal-polyfill';
import { guideInForce, guides } from '@/lib/threshold/guides';
import type { AreaId, Guide } from '@/lib/threshold/model';

/** The guide in force on a London day; should an area's last one have ended, that one: a concern is never refused for it. */
export function guideOn(area: AreaId, on: Temporal.PlainDate): Guide {
  const guide = guideInForce(area, on) ?? guides.findLast((edition) => edition.area === area);
  if (guide === undefined) throw new Error(`No guide for ${area}`);
  return guide;
}
