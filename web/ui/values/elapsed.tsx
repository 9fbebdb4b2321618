import { useEffect, useState } from 'react';
import { formatDuration } from '../../lib/language/format';

/** Counts seconds since a time. @param since ISO 8601. */
export function Elapsed({ since }: { since: string }) {
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => {
    const clock = window.setInterval(() => setNow(Date.now()), 1000);
    return () => window.clearInterval(clock);
  }, []);
  return (
    <time className="dw-figures" translate="no">
      {formatDuration((now - Date.parse(since)) / 1000)}
    </time>
  );
}
