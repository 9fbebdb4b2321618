import { Badge, Text, TextInput } from '@mantine/core';
import { IconSearch } from '@tabler/icons-react';
import type { GraphQLField } from 'graphql';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import './api.css';
import { schema } from './schema';

interface Operation {
  kind: 'query' | 'mutation' | 'subscription';
  name: string;
  /** `calls(applicationId: ID!, first: Int): CallConnection!` */
  signature: string;
  description: string;
}

/** More are found by typing. */
const SHOWN = 15;

const ROOTS = [
  ['query', schema.getQueryType()],
  ['mutation', schema.getMutationType()],
  ['subscription', schema.getSubscriptionType()],
] as const;

const OPERATIONS: Operation[] = ROOTS.flatMap(([kind, type]) =>
  Object.values(type?.getFields() ?? {}).map((field) => ({
    kind,
    name: field.name,
    signature: signatureOf(field),
    description: field.description ?? '',
  })),
);

function signatureOf({ name, args, type }: GraphQLField<unknown, unknown>): string {
  const given = args.map((one) => `${one.name}: ${one.type}`).join(', ');
  return `${name}${given && `(${given})`}: ${type}`;
}

/** Every query, mutation and subscription with its description, found by a word. */
export function SchemaDocs() {
  const { t } = useTranslation();
  const [typed, setTyped] = useState('');
  const word = typed.trim().toLowerCase();
  const found = OPERATIONS.filter((one) => `${one.signature} ${one.description}`.toLowerCase().includes(word));
  return (
    <>
      <TextInput
        type="search"
        label={t('api.docsSearch')}
        leftSection={<IconSearch size={16} aria-hidden />}
        value={typed}
        onChange={(event) => setTyped(event.currentTarget.value)}
      />
      <ul className="dw-schema-docs" lang="en" translate="no">
        {found.slice(0, SHOWN).map(({ kind, name, signature, description }) => (
          <li key={`${kind} ${name}`}>
            <Badge variant="light" color="gray" className="dw-badge">
              {kind}
            </Badge>{' '}
            <code>{signature}</code>
            <Text size="sm">{description}</Text>
          </li>
        ))}
      </ul>
      <Text size="sm" c="dimmed" role="status">
        {t('api.docsFound', { all: found.length, shown: Math.min(found.length, SHOWN) })}
      </Text>
    </>
  );
}
