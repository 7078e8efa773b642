import type { Temporal } from 'temporal-polyfill';
import { Genogram } from '@/components/doorstep';
import { membersOf } from '@/lib/lookup/family';
import { HALF, pictureOf } from '@/lib/lookup/genogram';
import type { Named } from '@/lib/lookup/person';
import { londonDate } from '@/lib/platform/time';

/** The family of one contact as a picture; the table beside it says the same in words. Nothing where only one is named. */
export function FamilyPicture({ people, focusId, reference, receivedAt }: { people: readonly Named[]; focusId: string | null; reference: string; receivedAt: Temporal.Instant }) {
  if (people.length < 2) return null;
  return <Genogram title={`Family as told in ${reference}, as a picture of the table`} half={HALF} {...pictureOf(membersOf(people, focusId, londonDate(receivedAt)))} />;
}
