import { LONGEST_LIST } from '@/lib/duty/store';

const COUNT = /^\d{1,6}$/;

/** From which place of a list on a page shows it, by its address. */
export const skipOf = (after: string): number => (COUNT.test(after) ? Number(after) : 0);

/** That a list is longer than its page, by how much, and the way to the rest: what is on no page is done by nobody. */
export function Others({ skip, shown, total, address }: { skip: number; shown: number; total: number; address: (after: number) => string }) {
  const left = total - skip - shown;
  if (skip === 0 && left <= 0) return null;
  return (
    <p className="govuk-body">
      {shown === 0 ? `None of the ${total} stands here any more.` : `${skip + 1} to ${skip + shown} of ${total} are shown.`}{' '}
      {left > 0 && <><strong>{left} more:</strong> <a className="govuk-link" href={address(skip + LONGEST_LIST)} rel="next">the next {Math.min(left, LONGEST_LIST)}</a></>}{' '}
      {skip > 0 && <a className="govuk-link" href={address(0)}>Back to the first</a>}
    </p>
  );
}
