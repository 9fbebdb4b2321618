import { useMutation } from '@apollo/client/react';
import { NativeSelect } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { graphql } from '../generated/gql';
import { formatPhone } from '../lib/language/format';
import { useTell } from '../ui/messages/problem-alert';
import type { Application } from './current-application';

const SetOutgoingNumberDocument = graphql(`
  mutation SetOutgoingNumber($id: ID!, $number: String) {
    updateApplication(id: $id, input: { defaultOutgoingNumber: $number }) {
      id
      defaultOutgoingNumber
    }
  }
`);

/** Chooses the caller ID for calls that agents place. */
export function OutgoingNumber({ application }: { application: Application }) {
  const { t } = useTranslation();
  const tell = useTell();
  const [save] = useMutation(SetOutgoingNumberDocument);
  const numbers = application.numbers.filter(({ canVoice }) => canVoice);
  if (numbers.length < 2) return null;

  const choose = (number: string) =>
    save({ variables: { id: application.id, number } }).then(
      () => tell.done(t('applications.callsFrom', { number: formatPhone(number) })),
      tell.problem,
    );
  return (
    <NativeSelect
      mt="sm"
      size="sm"
      label={t('applications.outgoingNumber')}
      value={application.defaultOutgoingNumber ?? ''}
      onChange={(event) => choose(event.currentTarget.value)}
      data={numbers.map(({ msisdn }) => ({ value: msisdn, label: formatPhone(msisdn) }))}
    />
  );
}
