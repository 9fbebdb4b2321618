import { Modal, Stack, Tabs, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { ViewerQuery } from '../../generated/graphql';
import type { Viewer } from '../viewer-query';
import { MemberForm } from './member-form';
import { StayingContext } from './sign-in';
import { VonageForm } from './vonage-form';

interface SignInAgainProps {
  /** Who was signed in. */
  who: Viewer;
  options: ViewerQuery['signInOptions'];
}

/** Shown when the session has ended. The page stays mounted behind it, invisible, so that nothing typed is lost. */
export function SignInAgain({ who, options }: SignInAgainProps) {
  const { t } = useTranslation();
  return (
    <Modal.Root opened onClose={() => {}} closeOnEscape={false} closeOnClickOutside={false} size="md" centered>
      <Modal.Overlay backgroundOpacity={1} color="var(--dw-canvas)" />
      <Modal.Content>
        <Modal.Body p="lg">
          <Stack>
            <Modal.Title fw={600}>{t('accounts.signInAgain')}</Modal.Title>
            <Text size="sm" c="dimmed">
              {t('accounts.signInAgainHint', { name: who.displayName })}
            </Text>
            <StayingContext value={who.id}>
              <Tabs defaultValue={who.owner ? 'vonage' : 'member'}>
                <Tabs.List grow mb="md">
                  <Tabs.Tab value="vonage">{t('accounts.withAccount')}</Tabs.Tab>
                  <Tabs.Tab value="member">{t('accounts.withPassword')}</Tabs.Tab>
                </Tabs.List>
                <Tabs.Panel value="vonage">
                  <VonageForm options={options} onSignedIn={() => {}} />
                </Tabs.Panel>
                <Tabs.Panel value="member">
                  <MemberForm onSignedIn={() => {}} />
                </Tabs.Panel>
              </Tabs>
            </StayingContext>
          </Stack>
        </Modal.Body>
      </Modal.Content>
    </Modal.Root>
  );
}
