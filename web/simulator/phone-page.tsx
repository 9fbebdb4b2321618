import { useQuery } from '@apollo/client/react';
import { Button, Text, Title } from '@mantine/core';
import { IconCloud, IconPlus } from '@tabler/icons-react';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { Navigate, useLocation, useSearchParams } from 'react-router';
import { graphql } from '../generated/gql';
import type { Simulator } from '../lib/handset/handset';
import { useSlotPath } from '../lib/slot';
import { Top } from '../ui/frame/frame';
import { useDocumentTitle } from '../ui/frame/page';
import { Empty } from '../ui/lists/empty';
import { LoadingRows } from '../ui/lists/loading';
import { ProblemAlert } from '../ui/messages/problem-alert';
import './simulator.css';
import { Telephone } from './telephone';
import { usePhones } from './use-phones';

const SimulatorDocument = graphql(`
  query Simulator {
    viewer {
      id
      account {
        id
        simulatorUrl
        handsetToken
      }
    }
  }
`);

/** The simulated phones, side by side, for signed-in people. */
export function PhonePage() {
  const { t } = useTranslation();
  const inSlot = useSlotPath();
  const { data, error, refetch } = useQuery(SimulatorDocument);
  const { pathname, search } = useLocation();
  useDocumentTitle(t('phone.title'));
  const { simulatorUrl: url, handsetToken: token } = data?.viewer?.account ?? {};
  const simulator = useMemo(() => (url && token ? { url, token } : null), [url, token]);
  if (data && !data.viewer) {
    return <Navigate replace to={`${inSlot('sign-in')}?next=${encodeURIComponent(pathname + search)}`} />;
  }
  return (
    <>
      <Top home={inSlot('')} title={t('phone.title')} />
      <main className="dw-phones">
        <ProblemAlert error={error} onRetry={() => refetch()} />
        {simulator && <Phones simulator={simulator} />}
        {data && !simulator && (
          <Empty icon={<IconCloud size={28} />} title={t('phone.noSimulator')}>
            {t('phone.noSimulatorHint')}
          </Empty>
        )}
      </main>
    </>
  );
}

function Phones({ simulator }: { simulator: Simulator }) {
  const { t } = useTranslation();
  const { phones, error, retry, add, remove } = usePhones(simulator);
  const [search] = useSearchParams();
  return (
    <>
      <div className="dw-phones-head">
        <div>
          <Title order={1}>{t('phone.title')}</Title>
          <Text c="dimmed" mt={4}>
            {t('phone.purpose')}
          </Text>
        </div>
        <Button variant="default" leftSection={<IconPlus size={16} aria-hidden />} onClick={add}>
          {t('phone.add')}
        </Button>
      </div>
      <ProblemAlert error={error} onRetry={retry} />
      {!phones && !error && <LoadingRows />}
      <div className="dw-phones-row">
        {phones?.map((number, place) => (
          <Telephone
            key={number}
            simulator={simulator}
            number={number}
            dialTo={place === 0 ? (search.get('to') ?? undefined) : undefined}
            onRemove={phones.length > 1 ? () => remove(number) : undefined}
          />
        ))}
      </div>
    </>
  );
}
