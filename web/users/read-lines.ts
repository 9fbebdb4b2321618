import Papa from 'papaparse';

/** A line of a list, and the user to create from it. */
export interface Line {
  /** Line number from 1. */
  number: number;
  /** The line as text. */
  text: string;
  name: string;
  displayName: string | null;
}

/** Column names in the first row of a list, in lower case. */
const NAMES = [
  'name',
  'user',
  'username',
  'user name',
  'user_name',
  'ユーザー名',
  'ユーザー',
  'ユーザ名',
  'ログイン名',
];
const DISPLAY_NAMES = ['display name', 'displayname', 'display_name', 'full name', '表示名', '氏名', '名前'];

/**
 * Reads `name` or `name, display name` from each row that is not empty, as people type it and as spreadsheets write it:
 * with commas, semicolons or tabs, in quotes or without, with a first row that names the columns or without.
 */
export function readLines(text: string): Line[] {
  const list = text.replace(/^\uFEFF/, '');
  const delimiter = delimiterOf(list);
  const { data } = Papa.parse<string[]>(list, { delimiter });
  let next = 1;
  const filled = data.flatMap((cells) => {
    const number = next;
    next += cells.join('').split('\n').length;
    return cells.some((cell) => cell.trim() !== '') ? [{ number, cells }] : [];
  });
  const columns = columnsOf(filled[0]?.cells ?? []);
  return filled.slice(columns ? 1 : 0).map(({ number, cells }) => {
    const [nameCell = '', ...others] = columns ? [cells[columns.name], cells[columns.displayName] ?? ''] : cells;
    const name = nameCell.trim();
    const displayName =
      others
        .join(delimiter)
        .replace(/[,;\s]+$/, '')
        .trim() || null;
    return { number, text: Papa.unparse([displayName === null ? [name] : [name, displayName]]), name, displayName };
  });
}

/** People do not type tabs; otherwise the first separator outside quotes separates the cells. */
function delimiterOf(list: string): string {
  const unquoted = list.replace(/"[^"]*"/g, '');
  return unquoted.includes('\t') ? '\t' : (/[,;]/.exec(unquoted)?.[0] ?? ',');
}

/** The columns named by the first row; null if it is an ordinary row. */
function columnsOf(cells: string[]): { name: number; displayName: number } | null {
  const place = (words: string[]) => cells.findIndex((cell) => words.includes(cell.trim().toLowerCase()));
  const [name, displayName] = [place(NAMES), place(DISPLAY_NAMES)];
  return name >= 0 && (cells.length === 1 || displayName >= 0) ? { name, displayName } : null;
}

/**
 * Text of a file in any encoding that spreadsheets write: UTF-8, UTF-16, or the Japanese and Western Windows encodings.
 */
export function readListFile(bytes: Uint8Array): string {
  const [first, second] = bytes;
  if (first === 0xff && second === 0xfe) return new TextDecoder('utf-16le').decode(bytes);
  if (first === 0xfe && second === 0xff) return new TextDecoder('utf-16be').decode(bytes);
  for (const encoding of ['utf-8', 'shift_jis']) {
    try {
      return new TextDecoder(encoding, { fatal: true }).decode(bytes);
    } catch {
      // Try the next encoding.
    }
  }
  return new TextDecoder('windows-1252').decode(bytes);
}
