import type { ReactNode } from 'react';
import { authoritySettings, NO_NOTICES, type AreaNotices } from '@/lib/access/schema';
import { knownAuthorities } from '@/lib/platform/db';
import { orWithout } from './failure';

/** Each area of this service with what it says of one thing, by its name; none where the database is away and they were never read. */
export async function areasSaying(of: keyof AreaNotices): Promise<{ id: string; name: string; words: string }[]> {
  return ((await orWithout(knownAuthorities())) ?? []).map(({ id, name, settings }) => ({ id, name, words: (authoritySettings.parse(settings).notices ?? NO_NOTICES)[of] }));
}

/** The same as a list, in which who has said nothing yet is rung. */
export function AreaWords({ areas, show }: { areas: readonly { id: string; name: string; words: string }[]; show: (words: string) => ReactNode }) {
  return (
    <ul className="govuk-list govuk-list--bullet [overflow-wrap:anywhere]">
      {areas.map(({ id, name, words }) => (
        <li key={id}>
          {name}: {words === '' ? <a className="govuk-link" href={`/areas/${id}`}>ring its front door and ask</a> : show(words)}
        </li>
      ))}
    </ul>
  );
}
