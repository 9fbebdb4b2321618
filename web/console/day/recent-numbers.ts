const STORED = 'denwaban.dialled';
const MOST = 4;

/** @returns the numbers dialled last in this browser, E.164 without `+`, the newest first */
export function recentNumbers(): string[] {
  return JSON.parse(localStorage.getItem(STORED) ?? '[]') as string[];
}

/** @returns the list with this number in front */
export function rememberNumber(digits: string): string[] {
  const list = [digits, ...recentNumbers().filter((known) => known !== digits)].slice(0, MOST);
  localStorage.setItem(STORED, JSON.stringify(list));
  return list;
}
