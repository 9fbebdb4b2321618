import { Skeleton, Stack } from '@mantine/core';

/** Placeholder for rows while loading. */
export function LoadingRows({ rows = 4 }: { rows?: number }) {
  return (
    <Stack gap="sm" aria-busy>
      {Array.from({ length: rows }, (_, row) => row).map((row) => (
        <Skeleton key={row} height={44} />
      ))}
    </Stack>
  );
}

/** Placeholder for a page while loading; visible only if it takes a while. */
export function LoadingPage() {
  return (
    <main className="dw-loading-page">
      <LoadingRows rows={3} />
    </main>
  );
}
