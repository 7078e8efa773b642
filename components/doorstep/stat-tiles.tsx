export interface StatTile {
  figure: number | string;
  /** What is counted, so that figure and words make a phrase: "due within 3 hours". */
  label: string;
  /** The list behind the figure. */
  href?: string | undefined;
  tone?: 'plain' | 'soon' | 'urgent' | undefined;
}

/** The figures at the head of a list. */
export function StatTiles({ tiles, label }: { tiles: readonly StatTile[]; label: string }) {
  return (
    <ul className="ds-tiles" aria-label={label}>
      {tiles.map(({ figure, label: words, href, tone = 'plain' }) => {
        const phrase = (
          <>
            <span className="ds-tiles__figure">{figure}</span> <span className="ds-tiles__words">{words}</span>
          </>
        );
        return (
          <li className={`ds-tiles__tile ds-tiles__tile--${tone}`} key={words}>
            {href ? (
              <a className="ds-tiles__link" href={href}>
                {phrase}
              </a>
            ) : (
              phrase
            )}
          </li>
        );
      })}
    </ul>
  );
}
