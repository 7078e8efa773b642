import type { ReactNode } from 'react';
import { attributesOf, classNames, content } from './markup';
import type { Outer, Part } from './options';

export interface TableCell extends Part {
  /** "numeric" aligns figures to the right. */
  format?: string | undefined;
  colspan?: number | undefined;
  rowspan?: number | undefined;
}

export interface TableOptions extends Outer {
  caption?: ReactNode;
  captionClasses?: string | undefined;
  firstCellIsHeader?: boolean | undefined;
  head?: readonly TableCell[] | undefined;
  rows: readonly (readonly TableCell[] | null | false | undefined)[];
}

const spans = (cell: TableCell) => ({
  colSpan: cell.colspan || undefined,
  rowSpan: cell.rowspan || undefined,
  ...attributesOf(cell.attributes),
});

/** GOV.UK table. */
export function Table({ caption, captionClasses, firstCellIsHeader, head, rows, classes, attributes }: TableOptions) {
  return (
    <table className={classNames('govuk-table', classes)} {...attributesOf(attributes)}>
      {caption && <caption className={classNames('govuk-table__caption', captionClasses)}>{caption}</caption>}
      {head && (
        <thead className="govuk-table__head">
          <tr className="govuk-table__row">
            {head.map((cell, index) => (
              <th key={index} scope="col" className={classNames('govuk-table__header', cell.format && `govuk-table__header--${cell.format}`, cell.classes)} {...spans(cell)}>
                {content(cell)}
              </th>
            ))}
          </tr>
        </thead>
      )}
      <tbody className="govuk-table__body">
        {rows.map((row, rowIndex) => row && (
          <tr className="govuk-table__row" key={rowIndex}>
            {row.map((cell, index) =>
              index === 0 && firstCellIsHeader ? (
                <th key={index} scope="row" className={classNames('govuk-table__header', cell.classes)} {...spans(cell)}>
                  {content(cell)}
                </th>
              ) : (
                <td key={index} className={classNames('govuk-table__cell', cell.format && `govuk-table__cell--${cell.format}`, cell.classes)} {...spans(cell)}>
                  {content(cell)}
                </td>
              ),
            )}
          </tr>
        ))}
      </tbody>
    </table>
  );
}
