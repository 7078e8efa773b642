import { OneOf, Words } from '@/app/report/_parts/questions';
import { LEVELS } from '@/lib/threshold/model';
import type { StepProps } from './step-page';

/** How serious the reporter thinks it is, in this area's own words. "Not sure" is a level. */
export function Level({ typed, guide }: StepProps) {
  const items = LEVELS.map((canonical) => {
    const own = guide.levels.filter((level) => level.canonical === canonical);
    return { value: String(canonical), text: own.map(({ label, name }) => `${label}: ${name}`).join(' or '), hint: own[0]?.description ?? '' };
  });
  return (
    <>
      <OneOf typed={typed} name="belief.level" label="Which level fits best?" hint="Your view counts. A social worker decides, and tells you if they see it differently." items={[...items, { value: 'not_sure', text: 'Not sure' }]} />
      <Words typed={typed} name="belief.why" label="Why?" rows={3} />
    </>
  );
}
