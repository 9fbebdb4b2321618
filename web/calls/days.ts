/** Days as the filter has them: `2026-11-27`, in the reader's time zone. */

/** A range of days; both ends belong to it. */
export interface Days {
  from: string;
  to: string;
}

const isDay = (text: string) => /^\d{4}-\d\d-\d\d$/.test(text) && !Number.isNaN(Date.parse(text));

/** @returns midnight at the start of a day, or of one so many days later; null if the text is no day */
export function startOf(day: string, later = 0): Date | null {
  if (!isDay(day)) return null;
  const [year = 0, month = 1, date = 1] = day.split('-').map(Number);
  return new Date(year, month - 1, date + later);
}

/** @returns the day of an instant, or of one so many days before */
export function dayOf(now: Date, before = 0): string {
  const day = new Date(now.getFullYear(), now.getMonth(), now.getDate() - before);
  const pad = (value: number, digits = 2) => String(value).padStart(digits, '0');
  return `${pad(day.getFullYear(), 4)}-${pad(day.getMonth() + 1)}-${pad(day.getDate())}`;
}

/** The ranges that one click chooses. */
export const rangesAt = (now: Date): Record<'today' | 'yesterday' | 'week', Days> => ({
  today: { from: dayOf(now), to: dayOf(now) },
  yesterday: { from: dayOf(now, 1), to: dayOf(now, 1) },
  week: { from: dayOf(now, 6), to: dayOf(now) },
});
