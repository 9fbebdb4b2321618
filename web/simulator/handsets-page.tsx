import { Title } from '@mantine/core';
import { IconTerminal2 } from '@tabler/icons-react';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { useLocation } from 'react-router';
import { Top } from '../ui/frame/frame';
import { useDocumentTitle } from '../ui/frame/page';
import { Empty } from '../ui/lists/empty';
import { takeHandsetToken } from './handset-token';
import { Phones } from './phones';
import './simulator.css';

/** The simulated phones, served by the simulator itself: no server and no sign-in, only the token of its address. */
export function HandsetsPage() {
  const { t } = useTranslation();
  const { hash } = useLocation();
  useDocumentTitle(t('phone.title'));
  const token = useMemo(() => takeHandsetToken(hash), [hash]);
  const simulator = useMemo(() => (token ? { url: window.location.origin, token } : null), [token]);
  return (
    <>
      <Top home="/" title={t('phone.title')} />
      <main className="dw-phones">
        {simulator ? (
          <Phones simulator={simulator} />
        ) : (
          <>
            <Title order={1} mb="md">
              {t('phone.title')}
            </Title>
            <Empty icon={<IconTerminal2 size={28} />} title={t('phone.noToken')}>
              {t('phone.noTokenHint')}
            </Empty>
          </>
        )}
      </main>
    </>
  );
}
