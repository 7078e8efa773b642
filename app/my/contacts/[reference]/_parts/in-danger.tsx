import { Checkboxes } from '@/components/govuk';
import { textOf, type Fields } from '@/lib/platform/draft/model';

/** Asked first of everything that is told afterwards: danger now goes to the top of the queue (domain 7.1). */
export function InDanger({ fields, scope }: { fields: Fields; scope: string }) {
  return (
    <Checkboxes
      name="immediate"
      idPrefix={`${scope}immediate`}
      items={[{ value: 'yes', text: 'A child is in danger now', hint: { text: 'Ring 999 first. Then tick this: what you send goes to the top of the queue.' }, checked: textOf(fields, 'immediate') === 'yes' }]}
    />
  );
}
