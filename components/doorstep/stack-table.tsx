import type { ReactNode } from 'react';

export interface StackColumn {
  /** The column's name; on a narrow screen it stands beside each value. */
  heading: string;
  /** A class that sets the column's width on a wide screen. */
  classes?: string | undefined;
}

export interface StackRow {
  id: string;
  /** One for each column, in order. */
  cells: readonly ReactNode[];
  /** The row under the keyboard cursor or just arrived at. */
  selected?: boolean | undefined;
  /** A contact that cannot wait. */
  urgent?: boolean | undefined;
  attributes?: Readonly<Record<`data-${string}`, string>> | undefined;
}

export interface StackTableProps {
  caption: string;
  /** Shown, or for screen readers only. */
  captionVisible?: boolean | undefined;
  columns: readonly StackColumn[];
  rows: readonly StackRow[];
  classes?: string | undefined;
}

/**
 * A table that turns into a stack of cards where it has no room. The roles are written out because a browser drops
 * a table's own when its parts are laid out as blocks.
 */
export function StackTable({ caption, captionVisible = false, columns, rows, classes }: StackTableProps) {
  return (
    <table className={`ds-stack${classes ? ` ${classes}` : ''}`} role="table">
      <caption className={captionVisible ? 'ds-stack__caption' : 'govuk-visually-hidden'}>{caption}</caption>
      <thead role="rowgroup">
        <tr role="row">
          {columns.map(({ heading, classes: width }, index) => (
            <th key={index} role="columnheader" scope="col" className={width}>
              {heading}
            </th>
          ))}
        </tr>
      </thead>
      <tbody role="rowgroup">
        {rows.map((row) => (
          <tr
            key={row.id}
            id={row.id}
            role="row"
            className={[row.selected && 'ds-stack__row--selected', row.urgent && 'ds-stack__row--urgent'].filter(Boolean).join(' ') || undefined}
            aria-current={row.selected ? 'true' : undefined}
            {...row.attributes}
          >
            {row.cells.map((cell, index) => (
              <td key={index} role="cell">
                <span className="ds-stack__heading" aria-hidden="true">
                  {columns[index]?.heading}
                </span>
                <div className="ds-stack__cell">{cell}</div>
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}
