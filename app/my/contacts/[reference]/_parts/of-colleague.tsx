import { OneOf, YES_NO_NOT_SURE } from '@/app/report/_parts/questions';
import type { Fields } from '@/lib/platform/draft/model';

/** Asked with everything that is told afterwards, as with the report: the agency's lead reads what is added, and may be whom it is about (domain 7.3). */
export function OfColleague({ fields, scope }: { fields: Fields; scope: string }) {
  return (
    <OneOf
      typed={{ fields, errors: [], scope }}
      name="aboutColleague"
      label="Is what you write about someone who works with you, or a child of someone who works with you?"
      hint="If it is, or may be, nobody else in your organisation can see any of this from now on. Say nothing to that person."
      inline
      items={YES_NO_NOT_SURE}
    />
  );
}
