import { createContext, useContext, useEffect, useId, useMemo, useState } from 'react';

type Report = (field: string, isUnread: boolean) => void;

/** Takes what the fields of a form report; nothing outside of an editor. */
export const UnreadFields = createContext<Report>(() => {});

/**
 * Fields that hold what cannot be read, such as letters where a number belongs: the text still has their last valid value,
 * so it is neither saved nor published.
 */
export function useUnreadFields() {
  const [fields, setFields] = useState<ReadonlySet<string>>(new Set());
  const report = useMemo(
    (): Report => (field, isUnread) =>
      setFields((before) => {
        if (before.has(field) === isUnread) return before;
        const after = new Set(before);
        if (isUnread) after.add(field);
        else after.delete(field);
        return after;
      }),
    [],
  );
  return { any: fields.size > 0, report };
}

/** Reports a field while it holds what cannot be read. */
export function useReportUnread(isUnread: boolean): void {
  const report = useContext(UnreadFields);
  const field = useId();
  useEffect(() => {
    if (!isUnread) return;
    report(field, true);
    return () => report(field, false);
  }, [report, field, isUnread]);
}
