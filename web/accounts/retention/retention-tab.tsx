import { useMutation, useQuery } from '@apollo/client/react';
import { Button, Checkbox, Group, Paper, Stack, Text, Title } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { graphql } from '../../generated/gql';
import type { RetentionQuery } from '../../generated/graphql';
import { Confirm } from '../../ui/dialogs/confirm';
import { WholeNumberField } from '../../ui/fields/whole-number-field';
import { LoadingRows } from '../../ui/lists/loading';
import { ProblemAlert, useTell } from '../../ui/messages/problem-alert';
import { Moment } from '../../ui/values/moment';
import { EraseCaller } from './erase-caller';

const RetentionDocument = graphql(`
  query Retention {
    retention {
      eventDays
      callDays
      lastRunAt
      lastEvents
      lastCalls
    }
  }
`);

const SetRetentionDocument = graphql(`
  mutation SetRetention($input: RetentionInput!) {
    setRetention(input: $input) {
      eventDays
      callDays
    }
  }
`);

type Retention = RetentionQuery['retention'];
const LONGEST_DAYS = 3650;
const USUAL = { eventDays: 90, callDays: 400 };

/** How long calls and events are kept, and erasing a caller. */
export function RetentionTab() {
  const { data, error, refetch } = useQuery(RetentionDocument, { fetchPolicy: 'cache-and-network' });
  if (error) return <ProblemAlert error={error} onRetry={() => refetch()} />;
  if (!data) return <LoadingRows />;
  return (
    <Stack maw={640}>
      <RetentionForm retention={data.retention} />
      <EraseCaller />
    </Stack>
  );
}

function RetentionForm({ retention }: { retention: Retention }) {
  const { t, i18n } = useTranslation();
  const tell = useTell();
  const [save] = useMutation(SetRetentionDocument, { refetchQueries: ['Retention'], awaitRefetchQueries: true });
  const [days, setDays] = useState({ eventDays: retention.eventDays, callDays: retention.callDays });
  const [asking, setAsking] = useState(false);
  const changed = days.eventDays !== retention.eventDays || days.callDays !== retention.callDays;
  const wrong = Number.isNaN(days.eventDays) || Number.isNaN(days.callDays);
  const { lastRunAt, lastCalls, lastEvents } = retention;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setAsking(true);
  };
  return (
    <Paper withBorder p="md" className="dw-card">
      <form onSubmit={submit}>
        <Stack>
          <div>
            <Title order={2} size="h4">
              {t('retention.title')}
            </Title>
            <Text size="sm" c="dimmed">
              {t('retention.hint')}
            </Text>
          </div>
          {(['eventDays', 'callDays'] as const).map((name) => (
            <Days
              key={name}
              label={t(`retention.${name}`)}
              hint={t(`retention.${name}Hint`)}
              value={days[name]}
              usual={USUAL[name]}
              onChange={(value) => setDays({ ...days, [name]: value })}
            />
          ))}
          <Text size="sm" c="dimmed">
            {lastRunAt ? (
              <>
                {t('retention.lastRun')} <Moment at={lastRunAt} />
                {'. '}
                {t('retention.lastGone', {
                  calls: lastCalls.toLocaleString(i18n.language),
                  events: lastEvents.toLocaleString(i18n.language),
                })}
              </>
            ) : (
              t('retention.soon')
            )}
          </Text>
          <Group justify="flex-end">
            <Button type="submit" disabled={!changed || wrong}>
              {t('retention.save')}
            </Button>
          </Group>
        </Stack>
      </form>
      <Confirm
        opened={asking}
        onClose={() => setAsking(false)}
        title={t('retention.askTitle')}
        action={t('retention.ask')}
        onConfirm={() => save({ variables: { input: days } }).then(() => tell.done(t('retention.saved')))}
      >
        {t('retention.askHint')}
      </Confirm>
    </Paper>
  );
}

interface DaysProps {
  label: string;
  hint: string;
  /** Null = kept indefinitely; NaN while the field is empty or wrong. */
  value: number | null;
  /** Default when "indefinitely" is turned off. */
  usual: number;
  onChange: (value: number | null) => void;
}

function Days({ label, hint, value, usual, onChange }: DaysProps) {
  const { t } = useTranslation();
  const kept = value === null;
  return (
    <Group align="end" gap="lg">
      <WholeNumberField
        label={label}
        description={hint}
        unit={
          <Text size="sm" c="dimmed" px="sm">
            {t('retention.days')}
          </Text>
        }
        min={1}
        max={LONGEST_DAYS}
        disabled={kept}
        value={value}
        onChange={(typed) => onChange(typed ?? Number.NaN)}
        flex="1 1 220px"
      />
      <Checkbox
        label={t('retention.forEver')}
        aria-label={t('retention.forEverOf', { label })}
        checked={kept}
        onChange={(event) => onChange(event.currentTarget.checked ? null : usual)}
        pb="xs"
      />
    </Group>
  );
}
