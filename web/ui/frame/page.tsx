import { Group, Stack, Text, Title } from '@mantine/core';
import { type ReactNode, useEffect } from 'react';

interface PageProps {
  title: string;
  /** One sentence on what the page is for. */
  purpose?: ReactNode;
  /** The primary action. */
  action?: ReactNode;
  children: ReactNode;
}

/** A page: title, purpose, one action, and its content. */
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

/** Sets the tab's title. */
export function useDocumentTitle(title: string): void {
  useEffect(() => {
    document.title = `${title} · Denwaban`;
  }, [title]);
}
