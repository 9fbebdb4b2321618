import { Button, PasswordInput, Stack, Text } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { BeginSecondFactorMutation } from '../../generated/graphql';
import { ProblemAlert } from '../../ui/messages/problem-alert';
import { CopyValue } from '../../ui/values/copy-value';
import { CodeField } from '../sign-in/code-field';
import { useViewer } from '../viewer';
import { QrCode } from './qr-code';
import { RecoveryCodes } from './recovery-codes';
import { useBeginSecondFactor, useEnableSecondFactor } from './second-factor';

type Begun = BeginSecondFactorMutation['beginSecondFactor'];

/** Turns on two-step verification, step by step: the password, the app, a first code, the recovery codes. */
export function BeginSecondFactor({ onDone }: { onDone: () => void }) {
  const [begun, setBegun] = useState<Begun>();
  const [codes, setCodes] = useState<readonly string[]>();
  if (codes) return <RecoveryCodes codes={codes} onDone={onDone} />;
  if (begun) return <GiveToApp {...begun} onEnabled={setCodes} />;
  return <AskPassword onBegun={setBegun} />;
}

function AskPassword({ onBegun }: { onBegun: (begun: Begun | undefined) => void }) {
  const { t } = useTranslation();
  const { owner } = useViewer();
  const [current, setCurrent] = useState('');
  const [begin, { loading, error }] = useBeginSecondFactor();
  function submit(event: FormEvent): void {
    event.preventDefault();
    begin({ variables: { current } }).then(
      ({ data }) => onBegun(data?.beginSecondFactor),
      () => {},
    );
  }
  return (
    <form onSubmit={submit}>
      <Stack>
        <Text size="sm">{t('security.passwordFirst')}</Text>
        <PasswordInput
          label={t(owner ? 'accounts.apiSecret' : 'accounts.password')}
          autoComplete={owner ? 'off' : 'current-password'}
          value={current}
          onChange={(event) => setCurrent(event.currentTarget.value)}
          visibilityToggleButtonProps={{ 'aria-label': t(owner ? 'accounts.showSecret' : 'accounts.showPassword') }}
          data-autofocus
        />
        <ProblemAlert error={error} />
        <Button type="submit" loading={loading} disabled={!current}>
          {t('security.next')}
        </Button>
      </Stack>
    </form>
  );
}

function GiveToApp({ secret, address, onEnabled }: Begun & { onEnabled: (codes: readonly string[]) => void }) {
  const { t } = useTranslation();
  const [code, setCode] = useState('');
  const [enable, { loading, error }] = useEnableSecondFactor();
  function submit(event: FormEvent): void {
    event.preventDefault();
    enable({ variables: { code: code.trim() } }).then(
      ({ data }) => data && onEnabled(data.enableSecondFactor),
      () => setCode(''),
    );
  }
  return (
    <form onSubmit={submit}>
      <Stack>
        <Text size="sm">{t('security.scan')}</Text>
        <QrCode text={address} label={t('security.qrCode')} />
        <Text size="sm">{t('security.typeInstead')}</Text>
        <CopyValue value={secret} label={t('security.secret')} shown={secret.match(/.{1,4}/g)?.join(' ')} />
        <CodeField
          label={t('security.firstCode')}
          value={code}
          onChange={(event) => setCode(event.currentTarget.value)}
        />
        <ProblemAlert error={error} />
        <Button type="submit" loading={loading} disabled={!code.trim()}>
          {t('security.turnOn')}
        </Button>
      </Stack>
    </form>
  );
}
