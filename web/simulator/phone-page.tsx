import { useQuery } from '@apollo/client/react';
import { IconCloud } from '@tabler/icons-react';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { Navigate, useLocation } from 'react-router';
import { graphql } from '../generated/gql';
import { useSlotPath } from '../lib/slot';
import { Top } from '../ui/frame/frame';
import { useDocumentTitle } from '../ui/frame/page';
import { Empty } from '../ui/lists/empty';
import { ProblemAlert } from '../ui/messages/problem-alert';
import { Phones } from './phones';
import './simulator.css';

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
