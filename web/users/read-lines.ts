import Papa from 'papaparse';

/** A line of a list, and the user that is to become of it. */
export interface Line {
  /** From 1, as it stands in the list. */
  number: number;
  /** How it can be written again. */
  text: string;
  name: string;
  displayName: string | null;
}

/** How the first row of a list calls its columns, in small letters. */
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

/** Nobody types a tab; else whichever comes first outside of quotes separates the cells. */
function delimiterOf(list: string): string {
  const unquoted = list.replace(/"[^"]*"/g, '');
  return unquoted.includes('\t') ? '\t' : (/[,;]/.exec(unquoted)?.[0] ?? ',');
}

/** Where the first row says that the names are; null when it is a row like the others. */
function columnsOf(cells: string[]): { name: number; displayName: number } | null {
  const place = (words: string[]) => cells.findIndex((cell) => words.includes(cell.trim().toLowerCase()));
  const [name, displayName] = [place(NAMES), place(DISPLAY_NAMES)];
  return name >= 0 && (cells.length === 1 || displayName >= 0) ? { name, displayName } : null;
}

/** A file's text, in whichever encoding a spreadsheet wrote it: UTF-8, UTF-16, or what Japanese and western Windows use. */
export function readListFile(bytes: Uint8Array): string {
  const [first, second] = bytes;
  if (first === 0xff && second === 0xfe) return new TextDecoder('utf-16le').decode(bytes);
  if (first === 0xfe && second === 0xff) return new TextDecoder('utf-16be').decode(bytes);
  for (const encoding of ['utf-8', 'shift_jis']) {
    try {
      return new TextDecoder(encoding, { fatal: true }).decode(bytes);
    } catch {
      // It is another one.
    }
  }
  return new TextDecoder('windows-1252').decode(bytes);
}
