import { Table } from '@mantine/core';
import { memo, type ReactNode, type Ref, useCallback, useRef } from 'react';
import { useNearRows } from './near-rows';

/** Attributes that a row of a long table must set on its `tr`. */
export interface LongRow {
  ref: Ref<HTMLTableRowElement> | undefined;
  'data-index': number;
  'aria-rowindex': number;
}

interface LongTableProps<Row> {
  /** The `Table.Th`s. */
  head: ReactNode;
  columns: number;
  /** Rows of 36 pixels. */
  dense?: boolean;
  rows: Row[];
  /** Must be the same function between renders, like `children`, so that existing rows are not rendered again. */
  keyOf: (row: Row) => string;
  /** Renders a `tr` with plain `td`s, which cost a tenth of Mantine's; scrolling passes thousands. */
  children: (row: Row, place: LongRow) => ReactNode;
}

/** Pixels. */
const ROW = 53;
const DENSE_ROW = 37;

/** A table of any length: only rows near the visible area are in the DOM, with space for the rest. */
export function LongTable<Row>({ head, columns, dense, rows, keyOf, children }: LongTableProps<Row>) {
  const table = useRef<HTMLTableElement>(null);
  const keyAt = useCallback((index: number) => keyOf(rows[index]!), [rows, keyOf]);
  const { near, above, below, ref } = useNearRows(table, {
    count: rows.length,
    height: dense ? DENSE_ROW : ROW,
    keyOf: keyAt,
  });

  return (
    <Table
      ref={table}
      className={dense ? 'dw-table dw-long-table dw-dense-table' : 'dw-table dw-long-table'}
      verticalSpacing={dense ? 4 : 'sm'}
      aria-rowcount={rows.length + 1}
    >
      <Table.Thead>
        <Table.Tr>{head}</Table.Tr>
      </Table.Thead>
      <tbody>
        <Room height={above} columns={columns} />
        {near.map((index) => (
          <Near key={keyAt(index)} row={rows[index]} index={index} measure={ref} draw={children as Draw} />
        ))}
        <Room height={below} columns={columns} />
      </tbody>
    </Table>
  );
}

type Draw = (row: unknown, place: LongRow) => ReactNode;

interface NearProps {
  row: unknown;
  index: number;
  measure: LongRow['ref'];
  draw: Draw;
}

/** A visible row, rendered once, however often the table is scrolled. */
const Near = memo(({ row, index, measure, draw }: NearProps) =>
  draw(row, { ref: measure, 'data-index': index, 'aria-rowindex': index + 2 }),
);

/** Space for rows that are not rendered. */
function Room({ height, columns }: { height: number; columns: number }) {
  if (height <= 0) return null;
  return (
    <tr aria-hidden className="dw-room">
      <td colSpan={columns} style={{ height, padding: 0, border: 0 }} />
    </tr>
  );
}
