import { Table } from '@mantine/core';
import { type ReactNode, type Ref, useRef } from 'react';
import { useNearRows } from './near-rows';

/** What a row of a long table must pass on to its `Table.Tr`. */
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
  keyOf: (row: Row) => string;
  children: (row: Row, place: LongRow) => ReactNode;
}

/** Pixels. */
const ROW = 53;

/** A table of any length: rows far from the window are not in the page, only their room is. */
export function LongTable<Row>({ head, columns, rows, keyOf, children }: LongTableProps<Row>) {
  const table = useRef<HTMLTableElement>(null);
  const { near, above, below, ref } = useNearRows(table, {
    count: rows.length,
    height: ROW,
    keyOf: (index) => keyOf(rows[index]!),
  });

  return (
    <Table ref={table} className="dw-table" verticalSpacing="sm" highlightOnHover aria-rowcount={rows.length + 1}>
      <Table.Thead>
        <Table.Tr>{head}</Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        <Room height={above} columns={columns} />
        {near.map((index) => children(rows[index]!, { ref, 'data-index': index, 'aria-rowindex': index + 2 }))}
        <Room height={below} columns={columns} />
      </Table.Tbody>
    </Table>
  );
}

/** Where rows would be. */
function Room({ height, columns }: { height: number; columns: number }) {
  if (height <= 0) return null;
  return (
    <tr aria-hidden className="dw-room">
      <td colSpan={columns} style={{ height, padding: 0, border: 0 }} />
    </tr>
  );
}
