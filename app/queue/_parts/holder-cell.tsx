'use client';

import { useNews, type HolderShown } from './news';

export interface HolderCellProps {
  contactId: string;
  reference: string;
  state: string;
  holder: HolderShown | null;
  mayClaim: boolean;
  shortcut: boolean;
}

/** Who holds a contact, or the button to claim it. Follows what others do, without a reload. */
export function HolderCell({ contactId, reference, state, holder, mayClaim, shortcut }: HolderCellProps) {
  const { news } = useNews();
  const row = news?.rows.find(({ id }) => id === contactId);
  const gone = news !== null && row === undefined;
  const held = row === undefined ? holder : row.holder;
  if (gone) return <p className="ds-unknown">Left the queue</p>;
  return (
    <div className="ds-holder">
      <p aria-live="polite">
        <strong>{held === null ? 'Nobody' : held.mine ? 'You' : <bdi>{held.name}</bdi>}</strong>
        <span className="ds-row-state">{held === null ? (row?.state ?? state) : `since ${held.since}`}</span>
        {held !== null && <span className="ds-row-state">{row?.state ?? state}</span>}
      </p>
      {held === null && mayClaim && (
        <form method="post" action={`/contacts/${reference}/claim`} data-claim>
          {/* As opening does: who claims says that they know nobody in the family. */}
          <input type="hidden" name="knows" value="no" />
          <button type="submit" className="govuk-button govuk-button--secondary ds-button--small" data-module="govuk-button">
            Claim<span className="govuk-visually-hidden"> {reference}</span>
            {shortcut && (
              <kbd className="ds-key ml-1" aria-hidden="true">
                c
              </kbd>
            )}
          </button>
          {/* For the key that decides: the claim leads on to the decision. */}
          <button type="submit" name="return" value="decision" hidden data-decide />
        </form>
      )}
    </div>
  );
}
