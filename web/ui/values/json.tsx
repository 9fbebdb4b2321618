import { Box } from '@mantine/core';
import type { ReactNode } from 'react';

const TOKEN = /("(?:[^"\\]|\\.)*")(\s*:)?|\b(?:true|false|null)\b|-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/g;

function coloured(text: string): ReactNode[] {
  const parts: ReactNode[] = [];
  let end = 0;
  for (const match of text.matchAll(TOKEN)) {
    parts.push(text.slice(end, match.index));
    const [token, quoted, colon] = match;
    const kind = quoted ? (colon ? 'key' : 'text') : 'value';
    parts.push(
      <span key={match.index} className={`dw-json-${kind}`}>
        {quoted ?? token}
      </span>,
      colon ?? '',
    );
    end = match.index + token.length;
  }
  return [...parts, text.slice(end)];
}

/** Raw JSON, indented. @param label accessible name. */
export function Json({ value, label, maxHeight }: { value: unknown; label: string; maxHeight?: number }) {
  return (
    <Box
      component="pre"
      className="dw-json"
      translate="no"
      tabIndex={0}
      role="region"
      aria-label={label}
      mah={maxHeight}
    >
      {coloured(JSON.stringify(value, null, 2))}
    </Box>
  );
}
