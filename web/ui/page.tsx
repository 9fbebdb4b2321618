import { Group, Stack, Text, Title } from '@mantine/core';
import { type ReactNode, useEffect } from 'react';

interface PageProps {
  title: string;
  /** One sentence: what the page is for. */
  purpose?: ReactNode;
  /** The one primary action. */
  action?: ReactNode;
  children: ReactNode;
}

/** A page of the frame: title, purpose, one action, and what it shows. */
export function Page({ title, purpose, action, children }: PageProps) {
  useDocumentTitle(title);
  return (
    <Stack gap="lg" className="dw-page">
      <Group justify="space-between" align="flex-start" gap="sm">
        <div className="dw-page-head">
          <Title order={1}>{title}</Title>
          {purpose && (
            <Text c="dimmed" mt={4}>
              {purpose}
            </Text>
          )}
        </div>
        {action}
      </Group>
      {children}
    </Stack>
  );
}

/** Names the tab. */
export function useDocumentTitle(title: string): void {
  useEffect(() => {
    document.title = `${title} · Denwaban`;
  }, [title]);
}
