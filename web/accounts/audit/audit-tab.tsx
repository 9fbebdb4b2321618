import { useQuery } from '@apollo/client/react';
import { Button, NativeSelect, Stack, Table, Text, TextInput } from '@mantine/core';
import { IconHistory } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { Empty } from '../../ui/lists/empty';
import { LoadingRows } from '../../ui/lists/loading';
import { More } from '../../ui/lists/more';
import { ProblemAlert } from '../../ui/messages/problem-alert';
import { Moment } from '../../ui/values/moment';
import { MembersDocument } from '../people/people';
import { AREAS, useAuditFilter, useAuditLog } from './audit';
import { AuditChanges, AuditSentence } from './audit-words';

/** Who changed what, when, from where. */
export function AuditTab() {
  const { t } = useTranslation();
  const filtering = useAuditFilter();
  const { log, error, refetch, more } = useAuditLog(filtering.wanted);
  return (
    <Stack>
      <AuditFilters filtering={filtering} />
      {error && <ProblemAlert error={error} onRetry={() => refetch()} />}
      {!log && !error && <LoadingRows />}
      {log?.nodes.length === 0 && (
        <Empty icon={<IconHistory size={28} />} title={t(filtering.filtered ? 'audit.noneTitle' : 'audit.emptyTitle')}>
          {t(filtering.filtered ? 'audit.noneHint' : 'audit.emptyHint')}
        </Empty>
      )}
      {log && log.nodes.length > 0 && (
        <Table className="dw-table" verticalSpacing="sm">
          <Table.Thead>
            <Table.Tr>
              <Table.Th>{t('audit.what')}</Table.Th>
              <Table.Th>{t('audit.when')}</Table.Th>
              <Table.Th>{t('audit.where')}</Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {log.nodes.map((entry) => (
              <Table.Tr key={entry.id}>
                <Table.Td>
                  <div>
                    <AuditSentence entry={entry} />
                    <AuditChanges entry={entry} />
                  </div>
                </Table.Td>
                <Table.Td data-label={t('audit.when')}>
                  <Moment at={entry.at} clock />
                </Table.Td>
                <Table.Td data-label={t('audit.where')}>
                  <Text size="sm" c="dimmed" className="dw-wrap">
                    {entry.address ?? '–'}
                  </Text>
                </Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      )}
      {log?.pageInfo.hasNextPage && <More onMore={more} />}
    </Stack>
  );
}

function AuditFilters({ filtering }: { filtering: ReturnType<typeof useAuditFilter> }) {
  const { t } = useTranslation();
  const { filter, set, clear, filtered } = filtering;
  const { data } = useQuery(MembersDocument);
  const any = { value: '', label: t('audit.any') };
  const people = (data?.members ?? []).map(({ id, displayName }) => ({ value: id, label: displayName }));
  const chosen = filter.who && !people.some(({ value }) => value === filter.who) ? [filter.who] : [];
  return (
    <search className="dw-filters">
      <NativeSelect
        label={t('audit.who')}
        value={filter.who}
        onChange={(event) => set({ who: event.currentTarget.value })}
        data={[any, ...people, ...chosen]}
      />
      <NativeSelect
        label={t('audit.area')}
        value={filter.area}
        onChange={(event) => set({ area: event.currentTarget.value })}
        data={[any, ...AREAS.map((value) => ({ value, label: t(`audit.areas.${value}`) }))]}
      />
      <TextInput
        type="date"
        label={t('audit.from')}
        value={filter.from}
        max={filter.to || undefined}
        onChange={(event) => set({ from: event.currentTarget.value })}
      />
      <TextInput
        type="date"
        label={t('audit.to')}
        value={filter.to}
        min={filter.from || undefined}
        onChange={(event) => set({ to: event.currentTarget.value })}
      />
      {filtered && (
        <Button variant="subtle" onClick={clear}>
          {t('audit.clear')}
        </Button>
      )}
    </search>
  );
}
