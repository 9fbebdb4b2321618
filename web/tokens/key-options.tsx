import { useMutation, useQuery } from '@apollo/client/react';
import { Alert, Checkbox, Stack, Text } from '@mantine/core';
import { IconHistory } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { graphql } from '../generated/gql';
import { formatMoment } from '../lib/language/format';
import { useTell } from '../ui/messages/problem-alert';

const KeyOptionsDocument = graphql(`
  query KeyOptions($id: ID!) {
    application(id: $id) {
      id
      createsUsers
      previousMobileApiKey {
        until
        lastUsedAt
        lastUsedBy
      }
    }
  }
`);

const SetCreatesUsersDocument = graphql(`
  mutation SetCreatesUsers($id: ID!, $createsUsers: Boolean!) {
    updateApplication(id: $id, input: { createsUsers: $createsUsers }) {
      id
      createsUsers
    }
  }
`);

/** Whether the old mobile key is still in use, and whether an unknown user is created when an app asks for a token. */
export function KeyOptions({ applicationId }: { applicationId: string }) {
  const { t, i18n } = useTranslation();
  const tell = useTell();
  const { data } = useQuery(KeyOptionsDocument, {
    variables: { id: applicationId },
    fetchPolicy: 'cache-and-network',
  });
  const [wanted, setWanted] = useState<boolean>();
  const [setCreatesUsers] = useMutation(SetCreatesUsersDocument);
  if (!data) return null;
  const { previousMobileApiKey: old } = data.application;
  const createsUsers = wanted ?? data.application.createsUsers;
  const moment = (at: string) => formatMoment(at, i18n.language);
  const change = async (next: boolean) => {
    setWanted(next);
    await setCreatesUsers({ variables: { id: applicationId, createsUsers: next } }).catch(tell.problem);
    setWanted(undefined);
  };
  return (
    <Stack mt="md">
      {old && (
        <Alert color="gray" icon={<IconHistory aria-hidden />} title={t('tokens.oldKey', { until: moment(old.until) })}>
          <Text size="sm">
            {old.lastUsedAt
              ? t('tokens.oldKeyUsed', { at: moment(old.lastUsedAt), user: old.lastUsedBy })
              : t('tokens.oldKeyUnused')}
          </Text>
        </Alert>
      )}
      <Checkbox
        label={t('tokens.createsUsers')}
        description={createsUsers ? t('tokens.createsUsersOn') : t('tokens.createsUsersOff')}
        checked={createsUsers}
        onChange={(event) => change(event.currentTarget.checked)}
      />
    </Stack>
  );
}
