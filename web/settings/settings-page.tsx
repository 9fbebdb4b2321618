import { Paper, SegmentedControl, Stack, Text, Title, useMantineColorScheme } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { SecondFactorPanel } from '../accounts/second-factor/second-factor-panel';
import { useViewer } from '../accounts/viewer';
import { AccountNotices } from '../accounts/warnings/account-notices';
import { useSignatureSentence } from '../accounts/warnings/signatures';
import { Reachable } from '../applications/reachable';
import { formatEuro } from '../lib/language/format';
import { changeLanguage, LANGUAGES, type Language } from '../lib/language/i18n';
import { Page } from '../ui/frame/page';
import { CopyValue } from '../ui/values/copy-value';
import { Fact, Facts } from '../ui/values/facts';
import { OriginsPanel } from './origins-panel';
import { Reset } from './reset';
import { TimeZonePanel } from './time-zone-panel';

const LANGUAGE_NAMES: Record<Language, string> = { en: 'English', ja: '日本語' };
const SCHEMES = ['auto', 'light', 'dark'] as const;

/** The connected account, this browser's preferences, and the reset. */
export function SettingsPage() {
  const { t } = useTranslation();
  const { role } = useViewer();
  return (
    <Page title={t('settings.title')} purpose={t('settings.purpose')}>
      <AccountNotices />
      <ConnectedAccount />
      {role === 'ADMIN' && <TimeZonePanel />}
      <OwnSecondFactor />
      <ThisBrowser />
      {role === 'ADMIN' && <OriginsPanel />}
      {role === 'ADMIN' && <Reset />}
    </Page>
  );
}

function ConnectedAccount() {
  const { t, i18n } = useTranslation();
  const { account } = useViewer();
  const signatures = useSignatureSentence(account);
  return (
    <Paper withBorder p="md" className="dw-card">
      <Title order={2} mb="sm">
        {t('settings.account')}
      </Title>
      <Facts>
        <Fact label={t('settings.kind')}>{t(`accounts.kind.${account.kind}`)}</Fact>
        <Fact label={t('accounts.apiKey')}>
          <CopyValue value={account.apiKey ?? ''} label={t('accounts.apiKey')} />
        </Fact>
        {account.balance !== null && (
          <Fact label={t('settings.balance')}>
            <span className="dw-figures">{formatEuro(account.balance.toFixed(2), i18n.language)}</span>
          </Fact>
        )}
        <Fact label={t('accounts.signatureSecret')}>{signatures}</Fact>
        <Fact label="PUBLIC_URL">
          <Stack gap="xs">
            <CopyValue value={account.publicUrl ?? ''} label="PUBLIC_URL" />
            <Reachable />
          </Stack>
        </Fact>
      </Facts>
    </Paper>
  );
}

function OwnSecondFactor() {
  const { t } = useTranslation();
  return (
    <Paper withBorder p="md" className="dw-card">
      <Title order={2} mb="sm">
        {t('security.secondFactor')}
      </Title>
      <SecondFactorPanel />
    </Paper>
  );
}

function ThisBrowser() {
  const { t, i18n } = useTranslation();
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  return (
    <Paper withBorder p="md" className="dw-card">
      <Title order={2}>{t('settings.browser')}</Title>
      <Text size="sm" c="dimmed" mb="sm">
        {t('settings.browserHint')}
      </Text>
      <Facts>
        <Fact label={t('settings.language')}>
          <SegmentedControl
            aria-label={t('settings.language')}
            value={i18n.language}
            onChange={(value) => {
              const language = LANGUAGES.find((known) => known === value);
              if (language) void changeLanguage(language, { remember: true });
            }}
            data={LANGUAGES.map((value) => ({ value, label: <span lang={value}>{LANGUAGE_NAMES[value]}</span> }))}
          />
        </Fact>
        <Fact label={t('settings.colours')}>
          <SegmentedControl
            aria-label={t('settings.colours')}
            value={colorScheme}
            onChange={(value) => setColorScheme(SCHEMES.find((known) => known === value) ?? 'auto')}
            data={SCHEMES.map((value) => ({ value, label: t(`settings.scheme.${value}`) }))}
          />
        </Fact>
      </Facts>
    </Paper>
  );
}
