import { Button, Stack } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { Link, useNavigate } from 'react-router';
import { VonageForm } from '../../accounts/sign-in/vonage-form';
import type { ViewerQuery } from '../../generated/graphql';
import { useSlotPath } from '../../lib/slot';
import { Top } from '../../ui/frame/frame';
import { Steps } from './steps';

/** First step on a new server: no one is signed in, no account is connected. */
export function ConnectFirst({ options }: { options: ViewerQuery['signInOptions'] }) {
  const { t } = useTranslation();
  const inSlot = useSlotPath();
  const navigate = useNavigate();
  return (
    <>
      <Top home={inSlot('')} />
      <main className="dw-main dw-main-alone">
        <Steps current="connect" results={{}}>
          <Stack>
            <VonageForm options={options} onSignedIn={() => navigate(inSlot(''), { replace: true })} />
            <Button component={Link} to={inSlot('sign-in')} variant="subtle" size="compact-sm">
              {t('home.havePassword')}
            </Button>
          </Stack>
        </Steps>
      </main>
    </>
  );
}
