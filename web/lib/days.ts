import { useEffect, useState } from 'react';
import { dayAt, daysAfter, startOfDay } from '../../shared/time-zone';

export const PERIODS = ['today', 'yesterday', 'week', 'month'] as const;
/** `week` and `month` are the last seven and thirty days, with today. */
export type Period = (typeof PERIODS)[number];

/** First and last day of each period, in days before today. */
const ENDS: Record<Period, [first: number, last: number]> = {
  today: [0, 0],
  yesterday: [1, 1],
  week: [6, 0],
  month: [29, 0],
};

/** Days in a time zone. */
export interface Days {
  /** `2026-11-27` */
  first: string;
  last: string;
  /** The instants at which the first day begins and the last one ends. */
  from: Date;
  until: Date;
}

/** @param today the day that it is in the zone. @returns the days of a period */
export function daysOf(period: Period, today: string, zone: string): Days {
  const [first, last] = ENDS[period];
  return daysBetween(daysAfter(today, -first), daysAfter(today, -last), zone);
}

/** @param first,last days such as `2026-11-27`. @returns when they begin and end in the zone */
export function daysBetween(first: string, last: string, zone: string): Days {
  return { first, last, from: startOfDay(first, zone), until: startOfDay(daysAfter(last, 1), zone) };
}

/** @returns whether a text is a day, such as `2026-11-27` */
export const isDay = (text: string): boolean => /^\d{4}-\d\d-\d\d$/.test(text) && !Number.isNaN(Date.parse(text));

/** Milliseconds between two looks at the clock. */
const LOOK_MS = 30_000;

/** @returns the day that it is in the zone, also after midnight on a page that stays open */
export function useToday(zone: string): string {
  const [today, setToday] = useState(() => dayAt(new Date(), zone));
  useEffect(() => {
    const look = () => setToday(dayAt(new Date(), zone));
    look();
    const clock = window.setInterval(look, LOOK_MS);
    return () => window.clearInterval(clock);
  }, [zone]);
  return today;
}
