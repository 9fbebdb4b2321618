import { useQuery } from '@apollo/client/react';
import { Badge, Button, Group, Stack, Table, Text } from '@mantine/core';
import { IconKey } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { AskFirst } from '../../ui/dialogs/ask-first';
import { Dialog } from '../../ui/dialogs/dialog';
import { Empty } from '../../ui/lists/empty';
import { LoadingRows } from '../../ui/lists/loading';
import { TableHead } from '../../ui/lists/table-head';
import { ProblemAlert, useTell } from '../../ui/messages/problem-alert';
import { MixedNameBadge } from '../../ui/values/mixed-name';
import { Moment } from '../../ui/values/moment';
import { type ApiKey, ApiKeysDocument, areas, rightKey, toRights, useRevokeApiKey } from './api-keys';
import { NewApiKeyForm } from './new-api-key-form';

/** API keys of the account. */
export function ApiKeysTab() {
  const { t } = useTranslation();
  const [making, setMaking] = useState(false);
  const { data, error, refetch } = useQuery(ApiKeysDocument, { fetchPolicy: 'cache-and-network' });
  if (error) return <ProblemAlert error={error} onRetry={() => refetch()} />;
  if (!data) return <LoadingRows />;
  const make = (
    <Button leftSection={<IconKey size={18} aria-hidden />} onClick={() => setMaking(true)}>
      {t('keys.make')}
    </Button>
  );
  return (
    <>
      {data.apiKeys.length === 0 ? (
        <Empty icon={<IconKey size={28} />} title={t('keys.noneTitle')} action={make}>
          {t('keys.noneHint')}
        </Empty>
      ) : (
        <Stack>
          <Group justify="space-between" align="flex-start">
            <Text c="dimmed" maw={560}>
              {t('keys.intro')}
            </Text>
            {make}
          </Group>
          <Keys keys={data.apiKeys} />
        </Stack>
      )}
      <Dialog opened={making} onClose={() => setMaking(false)} title={t('keys.make')} size="lg">
        <NewApiKeyForm onDone={() => setMaking(false)} />
      </Dialog>
    </>
  );
}

function Keys({ keys }: { keys: readonly ApiKey[] }) {
  const { t } = useTranslation();
  return (
    <Table className="dw-table" verticalSpacing="sm">
      <TableHead columns={[t('keys.name'), t('keys.scopes'), t('keys.lastUsed'), t('keys.expires')]} />
      <Table.Tbody>
        {keys.map((key) => (
          <Table.Tr key={key.id}>
            <Table.Td>
              <div className="dw-person">
                <Group>
                  <Text fw={600} className="dw-wrap">
                    {key.name} <MixedNameBadge name={key.name} />
                  </Text>
                </Group>
                <Text size="sm" c="dimmed">
                  <Moment at={key.createdAt} /> {key.createdBy && t('keys.by', { name: key.createdBy })}
                </Text>
              </div>
            </Table.Td>
            <Table.Td data-label={t('keys.scopes')}>
              <Scopes scopes={key.scopes} />
            </Table.Td>
            <Table.Td data-label={t('keys.lastUsed')}>
              {key.lastUsedAt ? <Moment at={key.lastUsedAt} /> : t('keys.unused')}
            </Table.Td>
            <Table.Td data-label={t('keys.expires')}>
              <Expiry expiresAt={key.expiresAt} />
            </Table.Td>
            <Table.Td ta="right">
              <Revoke apiKey={key} />
            </Table.Td>
          </Table.Tr>
        ))}
      </Table.Tbody>
    </Table>
  );
}

function Scopes({ scopes }: Pick<ApiKey, 'scopes'>) {
  const { t } = useTranslation();
  const rights = toRights(scopes);
  return (
    <Group gap={4}>
      {areas.map((area) => {
        const right = rights[area];
        return (
          right !== 'NONE' && (
            <Badge key={area} variant="light" color={right === 'WRITE' ? undefined : 'gray'} className="dw-badge">
              {t('keys.may', { area: t(`keys.area.${area}`), right: t(rightKey(area, right)) })}
            </Badge>
          )
        );
      })}
    </Group>
  );
}

function Expiry({ expiresAt }: Pick<ApiKey, 'expiresAt'>) {
  const { t } = useTranslation();
  if (!expiresAt) return t('keys.never');
  if (Date.parse(expiresAt) > Date.now()) return <Moment at={expiresAt} />;
  return (
    <Badge variant="light" color="gray" className="dw-badge">
      {t('keys.expired')}
    </Badge>
  );
}

function Revoke({ apiKey: { id, name } }: { apiKey: ApiKey }) {
  const { t } = useTranslation();
  const tell = useTell();
  const [revoke] = useRevokeApiKey();
  return (
    <AskFirst
      size="compact-sm"
      label={t('keys.revoke')}
      name={t('keys.revokeOf', { name })}
      title={t('keys.revokeTitle', { name })}
      action={t('keys.revokeNow')}
      onConfirm={() => revoke({ variables: { id } }).then(() => tell.done(t('keys.revoked', { name })))}
    >
      {t('keys.revokeHint')}
    </AskFirst>
  );
}
