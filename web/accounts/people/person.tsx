import { Group, Text } from '@mantine/core';
import type { ReactNode } from 'react';
import { MixedNameBadge } from '../../ui/values/mixed-name';

interface PersonProps {
  name: string;
  displayName: string;
  children?: ReactNode;
}

/** A person in a table: display name and username. */
export function Person({ name, displayName, children }: PersonProps) {
  return (
    <div className="dw-person">
      <Group gap="xs">
        <Text fw={600} className="dw-wrap">
          {displayName}
        </Text>
        <MixedNameBadge name={displayName} />
        {children}
      </Group>
      <Text size="sm" c="dimmed" className="dw-wrap">
        {name}
      </Text>
    </div>
  );
}
