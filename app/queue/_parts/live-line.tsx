'use client';

import { useEffect, type ReactNode } from 'react';
import { listen, useNews } from './news';

const LINE_WORDS = { broken: 'Live updates have stopped. Trying again.', signed_out: 'You are signed out. Reload the page to sign in.' } as const;

/**
 * The line above the list. Its room is always taken, so that news of new contacts never moves a row under the cursor.
 */
export function LiveLine({ address, showHref, shortcut, children }: { address: string; showHref: string; shortcut: boolean; children: ReactNode }) {
  useEffect(() => listen(address), [address]);
  const { news, line } = useNews();
  const { fresh, anew } = news ?? { fresh: 0, anew: 0 };
  const came = [fresh > 0 ? `${fresh} new contact${fresh === 1 ? '' : 's'}` : '', anew > 0 ? `${anew} with something new` : ''].filter((part) => part !== '').join(', ');
  return (
    <div className={`ds-list-line${came === '' ? '' : ' ds-list-line--news'}`}>
      <div role="status">
        {came === '' ? children : <strong>{came}</strong>}
        {line !== 'open' && <span className="ds-list-line__trouble"> {LINE_WORDS[line]}</span>}
      </div>
      {came !== '' && (
        <a className="govuk-link" href={showHref} data-show-new>
          Show{shortcut && <kbd className="ds-key ml-1">.</kbd>}
        </a>
      )}
    </div>
  );
}
