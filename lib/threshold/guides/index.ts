import { Temporal } from 'temporal-polyfill';
import type { AreaId, Guide } from '@/lib/threshold/model';
import { BLACKBURN_WITH_DARWEN_2014 } from '@/lib/threshold/guides/blackburn-with-darwen/2014';
import { CAMBRIDGESHIRE_2016 } from '@/lib/threshold/guides/cambridgeshire/2016';
import { NORFOLK_2016_17 } from '@/lib/threshold/guides/norfolk/2016-17';
import { NORFOLK_2017_18 } from '@/lib/threshold/guides/norfolk/2017-18';
import { NORFOLK_2018_19 } from '@/lib/threshold/guides/norfolk/2018-19';
import { PLYMOUTH_2012 } from '@/lib/threshold/guides/plymouth/2012';
import { SOMERSET_2019 } from '@/lib/threshold/guides/somerset/2019';

/** Every guide there is, past editions too: a stored proposal can always be read against its own. */
export const guides: readonly Guide[] = [
  CAMBRIDGESHIRE_2016,
  NORFOLK_2016_17,
  NORFOLK_2017_18,
  NORFOLK_2018_19,
  SOMERSET_2019,
  BLACKBURN_WITH_DARWEN_2014,
  PLYMOUTH_2012,
];

/** The guide of an area in force on a London date, first and last day included; undefined before the first. */
export function guideInForce(area: AreaId, on: Temporal.PlainDate): Guide | undefined {
  return guides.find(
    (guide) =>
      guide.area === area &&
      Temporal.PlainDate.compare(guide.inForceFrom, on) <= 0 &&
      (guide.inForceTo === null || Temporal.PlainDate.compare(on, guide.inForceTo) <= 0),
  );
}

/** A guide by the id and version that a proposal carries. */
export function guideById(id: string, version: string): Guide | undefined {
  return guides.find((guide) => guide.id === id && guide.version === version);
}

export { contentHash } from '@/lib/threshold/content-hash';
