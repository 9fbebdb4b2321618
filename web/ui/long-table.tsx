import { Table } from '@mantine/core';
import { memo, type ReactNode, type Ref, useCallback, useRef } from 'react';
import { useNearRows } from './near-rows';

/** What a row of a long table must pass on to its `tr`. */
export interface LongRow {
  ref: Ref<HTMLTableRowElement> | undefined;
  'data-index': number;
  'aria-rowindex': number;
}

interface LongTableProps<Row> {
  /** The `Table.Th`s. */
  head: ReactNode;
  columns: number;
  rows: Row[];
  /** Stays the same function from one time to the next, as `children` does: rows that are there already are then left alone. */
  keyOf: (row: Row) => string;
  /** Draws a `tr` with its `td`s: the bare ones, which cost a tenth of Mantine's; thousands pass by while one scrolls. */
  children: (row: Row, place: LongRow) => ReactNode;
}

/** Pixels. */
const ROW = 53;

/** A table of any length: rows far from the window are not in the page, only their room is. */
export function LongTable<Row>({ head, columns, rows, keyOf, children }: LongTableProps<Row>) {
  const table = useRef<HTMLTableElement>(null);
  const keyAt = useCallback((index: number) => keyOf(rows[index]!), [rows, keyOf]);
  const { near, above, below, ref } = useNearRows(table, { count: rows.length, height: ROW, keyOf: keyAt });

  return (
    <Table ref={table} className="dw-table dw-long-table" verticalSpacing="sm" aria-rowcount={rows.length + 1}>
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

/** A row near the window, drawn once, however often the table is scrolled. */
const Near = memo(({ row, index, measure, draw }: NearProps) =>
  draw(row, { ref: measure, 'data-index': index, 'aria-rowindex': index + 2 }),
);

/** Where rows would be. */
function Room({ height, columns }: { height: number; columns: number }) {
  if (height <= 0) return null;
  return (
    <tr aria-hidden className="dw-room">
      <td colSpan={columns} style={{ height, padding: 0, border: 0 }} />
    </tr>
  );
}
