import { Alert, Button, PasswordInput, SegmentedControl, Stack, Text } from '@mantine/core';
import { useForm } from '@mantine/form';
import { IconInfoCircle } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ViewerQuery } from '../../generated/graphql';
import { setupCode } from '../../lib/setup-code';
import { PlainTextField } from '../../ui/fields/plain-text-field';
import { ProblemAlert } from '../../ui/messages/problem-alert';
import { useVonageSignIn } from './sign-in';
import { TwoSteps } from './two-steps';
import { useKeepWay } from './way';

interface VonageFormProps {
  options: ViewerQuery['signInOptions'];
  onSignedIn: () => void;
}

/** Connects with key and secret: the simulator's, which are filled in, or those of your own Vonage account. */
export function VonageForm({ options, onSignedIn }: VonageFormProps) {
  const { simulator } = options;
  const keepWay = useKeepWay();
  const [kind, setKind] = useState<'SIMULATOR' | 'CLOUD'>(simulator ? 'SIMULATOR' : 'CLOUD');
  const { t } = useTranslation();
  return (
    <Stack>
      {simulator && options.cloud && (
        <SegmentedControl
          fullWidth
          value={kind}
          onChange={(value) => setKind(value === 'CLOUD' ? 'CLOUD' : 'SIMULATOR')}
          aria-label={t('accounts.which')}
          data={[
            { value: 'SIMULATOR', label: t('accounts.simulator') },
            { value: 'CLOUD', label: t('accounts.cloud') },
          ]}
        />
      )}
      <Credentials
        key={kind}
        kind={kind}
        filledIn={kind === 'SIMULATOR' ? simulator : null}
        asksSetupCode={kind === 'CLOUD' && options.setupCode}
        onSignedIn={() => {
          keepWay('vonage');
          onSignedIn();
        }}
      />
    </Stack>
  );
}

interface CredentialsProps {
  kind: 'SIMULATOR' | 'CLOUD';
  /** Credentials from the server; empty if the request is not from its machine. */
  filledIn: ViewerQuery['signInOptions']['simulator'];
  /** Whether the setup code is required. */
  asksSetupCode: boolean;
  onSignedIn: () => void;
}

function Credentials({ kind, filledIn, asksSetupCode, onSignedIn }: CredentialsProps) {
  const { t } = useTranslation();
  const [signIn, { loading, error, reset }] = useVonageSignIn();
  const form = useForm({
    initialValues: {
      apiKey: filledIn?.apiKey ?? '',
      apiSecret: filledIn?.apiSecret ?? '',
      signatureSecret: '',
      setupCode: setupCode() ?? '',
    },
    validate: {
      setupCode: (value) => (asksSetupCode && !value.trim() ? t('accounts.setupCodeMissing') : null),
      apiKey: (value) => (value.trim() ? null : t('accounts.apiKeyMissing')),
      apiSecret: (value) => (value ? null : t('accounts.apiSecretMissing')),
    },
  });
  const submit = form.onSubmit(async ({ apiKey, apiSecret, signatureSecret, setupCode }) => {
    const optional = { signatureSecret: signatureSecret || null, setupCode: setupCode.trim() || null };
    if (await signIn({ input: { kind, apiKey: apiKey.trim(), apiSecret, ...optional } })) onSignedIn();
  });
  const simulatorHint = filledIn?.apiSecret ? 'accounts.simulatorHint' : 'accounts.simulatorElsewhere';

  return (
    <TwoSteps error={error} onSignedIn={onSignedIn} onBack={reset}>
      <form onSubmit={submit}>
        <Stack>
          <Text size="sm" c="dimmed">
            {t(kind === 'SIMULATOR' ? simulatorHint : 'accounts.cloudHint')}
          </Text>
          <PlainTextField
            label={t('accounts.apiKey')}
            autoComplete="off"
            spellCheck={false}
            {...form.getInputProps('apiKey')}
          />
          <PasswordInput
            label={t('accounts.apiSecret')}
            autoComplete="off"
            {...form.getInputProps('apiSecret')}
            visibilityToggleButtonProps={{ 'aria-label': t('accounts.showSecret') }}
          />
          {kind === 'CLOUD' && (
            <PasswordInput
              label={t('accounts.signatureSecret')}
              description={t('accounts.signatureSecretHint')}
              autoComplete="off"
              {...form.getInputProps('signatureSecret')}
              visibilityToggleButtonProps={{ 'aria-label': t('accounts.showSecret') }}
            />
          )}
          {asksSetupCode && (
            <PlainTextField
              label={t('accounts.setupCode')}
              description={t('accounts.setupCodeHint')}
              autoComplete="off"
              spellCheck={false}
              {...form.getInputProps('setupCode')}
            />
          )}
          <ProblemAlert error={error} />
          <Button type="submit" loading={loading} fullWidth data-autofocus={filledIn !== null || undefined}>
            {t(kind === 'SIMULATOR' ? 'accounts.useSimulator' : 'accounts.connect')}
          </Button>
          {kind === 'CLOUD' && (
            <Alert color="gray" icon={<IconInfoCircle aria-hidden />}>
              {t('accounts.cloudPrivacy')}
            </Alert>
          )}
        </Stack>
      </form>
    </TwoSteps>
  );
}
