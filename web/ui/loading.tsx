import { Skeleton, Stack } from '@mantine/core';

/** Stands where rows will be. */
export function LoadingRows({ rows = 4 }: { rows?: number }) {
  return (
    <Stack gap="sm" aria-busy>
      {Array.from({ length: rows }, (_, row) => row).map((row) => (
        <Skeleton key={row} height={44} />
      ))}
    </Stack>
  );
}

/** Stands where a whole page will be; seen only when it takes a while. */
export function LoadingPage() {
  return (
    <main className="dw-loading-page">
      <LoadingRows rows={3} />
    </main>
  );
}
